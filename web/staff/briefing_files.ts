// A fixed report: its files with what each is for, and the checksum that tells whether they are untouched.

import { fileWords, inOrder } from "../modules/briefing_files";
import { loadBriefings } from "./briefing_data";
import { type Child, h, heading, notice } from "./dom";
import type { Context, Place } from "./view";
import type { FixedBriefing } from "./wire";
import { counted, dayWords } from "./words";

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

function details({ id, number, fixed, by, digest, files }: FixedBriefing): Child[] {
  const sorted = inOrder(files);
  const link = (name: string, label: string): HTMLElement => h("a", { class: "plan-file", href: `/api/staff/briefings/${id}/${encodeURIComponent(name)}`, download: true }, label, h("span", { class: "unseen" }, `, Nr ${number}`));
  const rows = sorted.flatMap((name) => {
    const words = fileWords(name);
    return words === null ? [] : [h("li", {}, link(name, words.label), h("span", {}, words.use, " ", h("span", { class: "hint briefing-name" }, name)))];
  });
  const tables = sorted.filter((name) => fileWords(name) === null).map((name) => h("li", {}, link(name, name)));
  return [
    h("p", { class: "hint" }, `Fastställd ${dayWords(fixed)} av ${by}.`),
    h("ul", { class: "plain-list briefing-files" }, ...rows),
    tables.length > 0 && h("details", { class: "plan-note" }, h("summary", {}, `${counted(tables.length, "tabell", "tabeller")} för statistikdatabaser (PX)`), h("ul", { class: "plain-list briefing-tables" }, ...tables)),
    h("p", { class: "briefing-digest" }, h("strong", {}, "Kontrollsumma: "), h("code", { class: "mono" }, digest)),
    h("p", { class: "hint" }, "Summan gäller rapporten med alla sina filer. Anteckna den när ni diarieför."),
  ];
}
