// What of a case is searched: everything that somebody wrote in it, and then what it is called on the desk.

import type { Written } from "./entry";
import { formWords } from "./form_words";
import type { Came, CaseState } from "./state";
import type { Summary } from "./summary";

/** The names of units by id. */
export type Units = Readonly<Record<string, string>>;

/** What can be searched in a case of which only the few lines have been opened. */
export function textsOfSummary(summary: Summary, units: Units): string[] {
  return [summary.title, summary.text, formWords(summary.forms).join(", "), unitOf(summary.unit, units)];
}

/** What can be searched in a case that has been opened whole. */
export function textsOfCase(state: CaseState, letters: readonly Came[], entries: readonly Written[], units: Units): string[] {
  return [
    state.title,
    ...letters.map(({ letter }) => letter.text),
    ...entries.flatMap(({ entry }) => {
      if (entry === null || entry.kind === "title") return [];
      if (entry.kind === "police") return [entry.number, entry.role, entry.text];
      if (entry.kind === "authority") return [entry.authority, entry.text];
      return [entry.text];
    }),
    formWords(state.forms).join(", "),
    unitOf(state.unit, units),
  ];
}

function unitOf(unit: string | null, units: Units): string {
  return unit !== null && Object.hasOwn(units, unit) ? units[unit]! : "";
}
