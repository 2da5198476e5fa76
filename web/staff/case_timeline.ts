// Everything that has come and been written in a case, in the order of time, with what was merged into it.

import type { EntryKind } from "../modules/case/entry";
import type { OpenedCase, OpenedEntry, OpenedLetter } from "./case_data";
import { entryWords } from "./case_entry_words";
import { fileList } from "./case_files";
import { caseLetter } from "./case_letter";
import { type CasePage, standingOf } from "./case_page";
import { type Child, h, notice, section } from "./dom";
import { caseName, dayWords } from "./words";

/** What is told in a line. */
const SLIM: readonly EntryKind[] = ["status", "assigned", "title", "mark", "hold", "consulted", "disqualified", "merged", "split", "feedback"];

interface Row {
  readonly key: string;
  readonly element: HTMLElement;
}

/** The timeline; on one day the report stands first, then what follows it up, then what was written. */
export function timeline(page: CasePage): HTMLElement {
  const rows = [page.opened, ...page.merged].flatMap((one) => rowsOf(page, one)).sort((a, b) => (a.key < b.key ? -1 : 1));
  const asked = [page.opened, ...page.merged].flatMap((one) => (one.state.waiting === null ? [] : [{ day: one.state.waiting, where: page.merged.length === 0 ? "" : ` i ${caseName(one.data.id)}` }]));
  return section(
    "letters",
    "Det som har hänt",
    h("ol", { class: "plain-list letters" }, ...rows.map(({ element }) => element)),
    ...asked.map(({ day, where }) => h("p", { class: "case-waiting" }, `Fråga ställd ${dayWords(day)}${where}. Inget nytt brev har kommit.`)),
  );
}

/** Calendar day and time of day, such as 3 november 2026 kl. 14.05. */
export function momentWords(at: string): string {
  const time = new Date(at).toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  return `${dayWords(dayOf(at))} kl. ${time}`;
}

/** The calendar day of a moment, where the officer sits. */
export function dayOf(at: string): string {
  return new Date(at).toLocaleDateString("sv-SE");
}

function rowsOf(page: CasePage, one: OpenedCase): Row[] {
  const { id } = one.data;
  const { known } = standingOf(page.opened.data.id);
  const beside = (written: string): Child[] => [
    one !== page.opened && h("span", { class: "status" }, caseName(id)),
    known !== null && one === page.opened && !known.has(written) && h("span", { class: "today case-new" }, "Nytt"),
  ];
  const letter = (found: OpenedLetter, i: number): Row => {
    const rank = found.opened.is === "letter" && found.opened.letter.kind === "follow_up" ? 1 : 0;
    return { key: `${found.day} ${rank} ${String(i).padStart(4, "0")}`, element: caseLetter(found, { id, beside: beside(found.id) }) };
  };
  const entry = (found: OpenedEntry): Row => ({ key: `${dayOf(found.at)} 2 ${found.at}`, element: entryRow(id, found, beside(found.id)) });
  return [...one.letters.map(letter), ...one.entries.map(entry)];
}

function entryRow(id: string, { author, at, restricted, entry }: OpenedEntry, beside: readonly Child[]): HTMLElement {
  const by = h("p", { class: "case-by" }, `${author}, ${momentWords(at)}`);
  if (entry === null) {
    return h("li", { class: "letter case-entry" }, h("h3", {}, "Anteckning som inte kan öppnas", ...beside), by, notice("warn", h("p", {}, "Den är förseglad med en nyckel som du inte har.")));
  }
  const { heading, facts, text } = entryWords(entry);
  if (SLIM.includes(entry.kind)) {
    const what = [heading, facts.map(([, value]) => value).join(", ")].filter((part) => part !== "").join(": ");
    return h("li", { class: "case-slim" }, h("h3", {}, what, ...beside), by, text !== "" && h("p", { class: "letter-text" }, text));
  }
  return h(
    "li",
    { class: entry.kind === "reply" ? "letter letter-reply" : "letter case-entry" },
    h("h3", {}, heading, ...beside),
    by,
    restricted && h("p", { class: "case-secret" }, "Sekretess: visas inte för rådfrågade"),
    facts.length > 0 && h("dl", { class: "answers" }, ...facts.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value)))),
    text !== "" && h("p", { class: "letter-text" }, text),
    entry.kind === "attachments" && fileList(id, entry.attachments),
  );
}
