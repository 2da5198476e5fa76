// A fixed report: its files with what each is for, and the checksum that tells whether they are untouched.

import { loadBriefings } from "./briefing_data";
import { h, heading, notice } from "./dom";
import type { Context, Place } from "./view";
import type { FixedBriefing } from "./wire";
import { dayWords } from "./words";

const FILES: readonly (readonly [name: RegExp, label: string, use: string])[] = [
  [/\.pdf$/, "PDF", "Hela rapporten, till kallelsen, arkivet och utskrift"],
  [/\.docx$/, "Word", "Hela rapporten, att klistra in i nämndens egen mall"],
  [/\.xlsx$/, "Excel", "Tabellerna, för den som vill räkna vidare"],
  [/\.csv$/, "CSV", "Tabellerna i en enkel textfil"],
  [/^utbyte\.json$/, "Utbytesfil (JSON)", "För jämförelse mellan kommuner"],
  [/^data-dictionary\.json$/, "Variabelförteckning (JSON)", "Förklarar varje variabel i filerna"],
  [/\.json$/, "JSON", "Hela rapporten, för andra system"],
  [/\.px$/, "PX", "Tabell för statistikdatabaser"],
];

/** The page that is shown when a report has just been fixed. */
export async function fixedView(context: Context, { channel, id }: Place & { at: "briefing_fixed" }): Promise<HTMLElement> {
  const fixed = (await loadBriefings(channel)).fixed.find((one) => one.id === id);
  const back = h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "briefings", channel }) }, "Alla nämndrapporter");
  if (fixed === undefined) return h("div", {}, back, heading("Rapporten finns inte"));
  return h(
    "div",
    {},
    back,
    heading(`Rapport Nr ${fixed.number} är fastställd`),
    notice("done", h("p", {}, "Rapporten kan inte längre ändras. Utkastet är borttaget. Diarieför filerna som en handling.")),
    h("h2", {}, fixed.title),
    ...details(fixed),
  );
}

/** A fixed report in the list; `open` says whether its files show from the start. */
export function fixedBox(fixed: FixedBriefing, open: boolean): HTMLElement {
  return h("li", { class: "urn" }, h("h3", {}, `Nr ${fixed.number}: ${fixed.title}`), h("details", { class: "plan-note", open }, h("summary", {}, "Filer", h("span", { class: "unseen" }, ` till Nr ${fixed.number}`)), ...details(fixed)));
}

function details({ id, number, fixed, by, digest, files }: FixedBriefing): HTMLElement[] {
  const rank = (name: string): number => FILES.findIndex(([pattern]) => pattern.test(name));
  const sorted = [...files].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, "sv"));
  const row = (name: string): HTMLElement => {
    const [, label, use] = FILES[rank(name)] ?? [null, name, ""];
    return h("li", {}, h("a", { class: "plan-file", href: `/api/staff/briefings/${id}/${encodeURIComponent(name)}`, download: true, "aria-label": `Hämta Nr ${number} som ${label}: ${name}` }, label), h("span", { class: "briefing-use" }, use, " ", h("span", { class: "hint briefing-name" }, name)));
  };
  return [
    h("p", { class: "hint" }, `Fastställd ${dayWords(fixed)} av ${by}.`),
    h("ul", { class: "plain-list briefing-files" }, ...sorted.map(row)),
    h("p", { class: "briefing-digest" }, h("strong", {}, "Kontrollsumma: "), h("code", { class: "mono" }, digest)),
    h("p", { class: "hint" }, "Summan gäller rapporten med alla sina filer. Anteckna den när ni diarieför."),
  ];
}
