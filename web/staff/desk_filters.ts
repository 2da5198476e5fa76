// What narrows the list of the desk: a search field, and the choice of officer and status.

import type { Group } from "../modules/case/groups";
import { STATUSES } from "../modules/case/status";
import { h } from "./dom";
import { field } from "./forms";
import type { CaseRow } from "./wire";

/** What is shown of the list. */
export interface Filter {
  readonly group: Group;
  /** The id of an officer, or nothing. */
  readonly officer: string;
  readonly status: string;
  readonly query: string;
}

const PAUSE_MS = 120;

/** The search field; `wanted` is called when somebody comes to it. */
export function searchBox(query: string, search: (query: string) => void, wanted: () => void): { readonly element: HTMLElement; clear(): void } {
  const input = h("input", { type: "search", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" });
  input.value = query;
  let timer = 0;
  const soon = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => search(input.value.trim()), PAUSE_MS);
  };
  input.addEventListener("input", soon);
  input.addEventListener("focus", wanted);
  const element = h("form", { role: "search", class: "desk-search" }, field("Sök i ärendena", input, "I brev, anteckningar, enhet och handläggare."));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    window.clearTimeout(timer);
    search(input.value.trim());
  });
  return {
    element,
    clear() {
      window.clearTimeout(timer);
      input.value = "";
    },
  };
}

/** The choice of officer and of status. */
export function filterBoxes(cases: readonly CaseRow[], { officer, status }: Filter, pick: (change: Partial<Filter>) => void): HTMLElement[] {
  const officers = new Map(cases.flatMap((row) => (row.officer === null ? [] : [[row.officer.id, row.officer.name] as const])));
  const sorted = [...officers].sort(([, a], [, b]) => a.localeCompare(b, "sv"));
  const who = select([["", "Alla"], ...sorted], officer, (chosen) => pick({ officer: chosen }));
  const where = select([["", "Alla"], ...STATUSES], status, (chosen) => pick({ status: chosen }));
  return [field("Handläggare", who), field("Status", where)];
}

function select(options: readonly (readonly [string, string])[], chosen: string, pick: (chosen: string) => void): HTMLSelectElement {
  const element = h("select", {}, ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
  element.addEventListener("change", () => pick(element.value));
  return element;
}
