// The protocols of what has been destroyed: shown one at a time, to print or keep as text.

import { get } from "./api";
import { type Child, h, section } from "./dom";
import { act } from "./forms";
import { type Disposal, KINDS, objectsOf } from "./retention_data";
import { download } from "./wave_files";
import { caseName, counted, dayWords, grouped } from "./words";

interface End {
  readonly number: number;
  readonly hash: string;
}

type Line = readonly [string, string];

/** The list of protocols of a channel, given what is done. */
export function protocols(channel: string, done: readonly Disposal[]): HTMLElement {
  const shown = h("div");
  const show = async (disposal: Disposal): Promise<void> => {
    const end = await get<End>("/api/staff/audit/head");
    shown.replaceChildren(paper(channel, disposal, end));
    shown.querySelector<HTMLElement>("h3")?.focus();
  };
  const newest = [...done].sort((a, b) => b.done!.localeCompare(a.done!));
  const item = (disposal: Disposal): HTMLElement =>
    h("li", { class: "retention-done" }, h("p", {}, h("strong", {}, dayWords(disposal.done!)), ` – ${objectsOf(disposal.kind, disposal.objects.length)}, ${disposal.reference}`), act("Visa protokollet", () => show(disposal), { class: "quiet", working: "Hämtar …" }));
  return section(
    "retention-protocols",
    "Gallringsprotokoll",
    newest.length === 0 ? h("p", { class: "empty" }, "Inget har gallrats än.") : h("ul", { class: "plain-list" }, ...newest.map(item)),
    shown,
  );
}

/** A protocol as lines of name and value. */
export function protocolLines(channel: string, disposal: Disposal, end: End): Line[] {
  const { kind, reference, decided, until, months, objects } = disposal;
  const words = KINDS.find((one) => one.kind === kind)!;
  const parts: readonly (readonly [number | null, string, string])[] = [
    [disposal.letters, "brev", "brev"],
    [disposal.entries, "anteckning eller svar", "anteckningar och svar"],
    [disposal.attachments, "bilaga", "bilagor"],
    [disposal.keys, "nyckel", "nycklar"],
  ];
  const destroyed = parts.flatMap(([number, one, many]) => (number === null || number === 0 ? [] : [counted(number, one, many)]));
  return [
    ["Mottagare", channel],
    ["Gallrat", words.title],
    ["Gallringsbeslut", `${reference}, ${dayWords(decided)}`],
    ["Gallringsfrist", `${counted(months, "månad", "månader")} ${words.since}`],
    ["Gräns", `Det som ${words.past} före ${dayWords(until)}`],
    ["Antal", objectsOf(kind, objects.length)],
    ...(destroyed.length > 0 ? [["Förstört", destroyed.join(", ")] as const] : []),
    ["Föreslaget av", `${disposal.proposed_by_name}, ${dayWords(disposal.proposed)}`],
    ["Godkänt och gallrat av", `${disposal.approved_by_name ?? "Okänd"}, ${dayWords(disposal.done!)}`],
    ...(kind === "case" ? [["Ärenden", objects.map(caseName).join(", ")] as const] : []),
    ["Loggens läge vid utskriften", `Rad ${grouped(end.number)}, ${end.hash}`],
  ];
}

function paper(channel: string, disposal: Disposal, end: End): HTMLElement {
  const municipality = document.querySelector(".instance")?.textContent ?? "";
  const lines = protocolLines(channel, disposal, end);
  const text = ["Gallringsprotokoll", municipality, "", ...lines.map(([name, value]) => `${name}: ${value}`), ""].join("\r\n");
  const content: Child[] = [
    h("h3", { tabindex: "-1" }, "Gallringsprotokoll"),
    h("p", {}, municipality),
    h("dl", { class: "protocol" }, ...lines.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
  ];
  return h(
    "div",
    {},
    h("div", { class: "paper" }, ...content),
    h(
      "div",
      { class: "row" },
      act("Skriv ut protokollet", () => window.print(), { class: "secondary" }),
      act("Hämta som text", () => download(new Blob([text], { type: "text/plain;charset=utf-8" }), `gallringsprotokoll-${disposal.done!}.txt`), { class: "quiet" }),
    ),
  );
}
