// Attachments of letters and entries: fetched when they are asked for, opened here, and never run.

import type { Reference } from "../modules/attachment";
import { openAttachment } from "../modules/attachment_seal";
import { getBytes } from "./api";
import { type Child, h, notice } from "./dom";
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
  const shown = h("div", { class: "case-file-shown" });
  const show = async (): Promise<void> => {
    const bytes = await fetchFile(id, reference);
    shown.replaceChildren(PICTURES.includes(reference.type) ? await picture(bytes, reference) : text(bytes));
  };
  const save = async (): Promise<void> => download(new Blob([await fetchFile(id, reference)], { type: "application/octet-stream" }), reference.name);
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
    shown,
  );
}

async function picture(bytes: Uint8Array<ArrayBuffer>, { name, type }: Reference): Promise<HTMLElement> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error("the picture cannot be read"));
    reader.readAsDataURL(new Blob([bytes], { type }));
  });
  return h("img", { src: address, alt: `Bilagan ${name}` });
}

function text(bytes: Uint8Array): HTMLElement {
  return h("pre", { class: "case-file-text", tabindex: "0", "aria-label": "Bilagans text" }, new TextDecoder().decode(bytes.subarray(0, MOST_TEXT)));
}
