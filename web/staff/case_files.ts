// Attachments of letters and entries: fetched when they are asked for, judged by their bytes in the clean worker, and never run.
// Nothing that the sender says of a file decides what it is shown as, what it is saved as or whether there is a warning.

import type { Reference } from "../modules/attachment";
import { openAttachment } from "../modules/attachment_seal";
import { type Judged, judged } from "../modules/attachment_warning";
import type { Finding, Wording } from "../modules/clean/found";
import { openBench } from "../views/clean_bench";
import { getBytes } from "./api";
import { type Child, byId, h, notice } from "./dom";
import { Mend, act } from "./forms";
import { download } from "./wave_files";

const PICTURES = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"];
const MOST_TEXT = 200_000;
const SORTS: readonly (readonly [RegExp, string])[] = [
  [/^image\//, "Bild"],
  [/^audio\//, "Ljud"],
  [/pdf$/, "PDF"],
  [/^text\//, "Text"],
];

/** What sort of file it is, in one word. */
export function sortOfFile(type: string): string {
  return SORTS.find(([pattern]) => pattern.test(type))?.[1] ?? "Dokument";
}

/** A size in words, such as 1,2 MB. */
export function sizeWords(size: number): string {
  const [amount, unit] = size < 1_000_000 ? [Math.max(1, Math.round(size / 1_000)), "kB"] : [size / 1_000_000, "MB"];
  return `${amount.toLocaleString("sv-SE", { maximumFractionDigits: 1 })}\u00a0${unit}`;
}

/** The attachments, or nothing where there are none; `id` is the case they lie in. */
export function fileList(id: string, references: readonly Reference[]): Child {
  if (references.length === 0) return null;
  return h("div", { class: "case-files" }, h("h4", {}, "Bilagor"), h("ul", { class: "plain-list" }, ...references.map((reference) => row(id, reference))));
}

/** The opened bytes of an attachment; says so where it cannot be had. */
export async function fetchFile(id: string, reference: Reference): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await openAttachment(reference, await getBytes(`/api/staff/cases/${id}/attachments/${reference.id}`));
  if (bytes === null) throw new Mend("Bilagan kan inte öppnas. Den är skadad eller har bytts ut.");
  return bytes;
}

function row(id: string, reference: Reference): HTMLElement {
  const [shown, warned] = [h("div", { class: "case-file-shown" }), h("div", { role: "status" })];
  const open = async (): Promise<{ bytes: Uint8Array<ArrayBuffer>; file: Judged }> => {
    const bytes = await fetchFile(id, reference);
    const file = judged(reference, await lookedAt(bytes));
    warned.replaceChildren(...toldOf(file));
    return { bytes, file };
  };
  const show = async (): Promise<void> => {
    const { bytes, file } = await open();
    if (file.type !== "text/plain" && !PICTURES.includes(file.type ?? "")) throw new Mend("Filen är varken en bild eller text och visas inte här.");
    shown.replaceChildren(file.type === "text/plain" ? text(bytes) : await picture(bytes, file));
  };
  const save = async (): Promise<void> => {
    const { bytes, file } = await open();
    const take = (): void => download(new Blob([bytes], { type: "application/octet-stream" }), file.name);
    // Evidence is announced as such beforehand; what is not as it was said to be asks once more.
    const isAsExpected = file.type === reference.type && (reference.original || file.warnings.length === 0);
    if (isAsExpected) take();
    else warned.append(act(`Spara ändå som ${file.name}`, take, { class: "secondary" }));
  };
  const showable = PICTURES.includes(reference.type) || reference.type === "text/plain";
  return h(
    "li",
    {},
    h("p", {}, h("strong", {}, reference.name), ` (${sortOfFile(reference.type)}, ${sizeWords(reference.size)})`),
    reference.original &&
      notice("warn", h("p", {}, "Originalet är orört och sparat som bevis. Det kan innehålla uppgifter om vem som tog eller skrev det, och skadlig kod. Sprid det inte, och öppna det bara i en dator som tål det.")),
    h(
      "div",
      { class: "row" },
      showable && act("Visa", show, { class: "secondary", working: "Hämtar …" }),
      act(`Spara ${reference.name}`, save, { class: showable ? "quiet" : "secondary", working: "Hämtar …" }),
    ),
    warned,
    shown,
  );
}

/** What the clean worker sees in the bytes; a worker of its own, so that a file that brings it down brings down nothing else. */
async function lookedAt(bytes: Uint8Array<ArrayBuffer>): Promise<Parameters<typeof judged>[1]> {
  const unread: Wording = { sv: "Webbläsaren klarade inte att gå igenom den.", en: "The browser could not look through it." };
  const bench = openBench(byId("view").dataset["clean"] ?? "");
  try {
    return await bench.ask("look", bytes.slice().buffer).catch(() => unread);
  } finally {
    bench.close();
  }
}

function toldOf({ warnings, tells, stays }: Judged): Node[] {
  const warning = warnings.length > 0 && notice("warn", ...warnings.map((one) => h("p", {}, one)), findings(tells));
  const note = stays.length > 0 && h("div", { class: "hint" }, h("p", {}, "Kan finnas kvar i filen:"), findings(stays));
  return [warning, note].filter((part) => part !== false);
}

function findings(found: readonly Finding[]): Child {
  return found.length > 0 && h("ul", {}, ...found.map(({ what, value }) => h("li", {}, value === "" ? what.sv : `${what.sv}: ${value}`)));
}

async function picture(bytes: Uint8Array<ArrayBuffer>, { name, type }: Judged): Promise<HTMLElement> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error("the picture cannot be read"));
    reader.readAsDataURL(new Blob([bytes], { type: type ?? "" }));
  });
  return h("img", { src: address, alt: `Bilagan ${name}` });
}

function text(bytes: Uint8Array): HTMLElement {
  return h("pre", { class: "case-file-text", tabindex: "0", "aria-label": "Bilagans text" }, new TextDecoder().decode(bytes.subarray(0, MOST_TEXT)));
}
