// A plan in the making. It is a draft like everything else that is typed: kept across views, sealed while the page is locked.

import { h } from "./dom";
import { dropDraft, keepDraft } from "./drafts";
import type { Population } from "./wave_data";
import { suggestedClose, suggestedPeriod, suggestedTitle } from "./wave_suggest";

/** One unit of the frame as it has been typed. */
export interface DraftRow {
  asked: boolean;
  count: string;
  /** Per band of experience, where somebody has opened it. */
  tenure: string[];
}

export interface PlanDraft {
  title: string;
  population: Population;
  opens: string;
  closes: string;
  from: string;
  to: string;
  disposal: string;
  /** A questionnaire of the municipality's own. */
  definition: string | null;
  /** Rows that have been changed, by population and node. */
  frames: Partial<Record<Population, Record<string, DraftRow>>>;
}

const NAME = "wave-plan";

/** The plan in the making, or a new one that opens today; `keep` is called after every change. */
export function openPlanDraft(today: string): { readonly draft: PlanDraft; readonly keep: () => void } {
  const store = stored();
  const draft = store.value === "" ? fresh(today) : (JSON.parse(store.value) as PlanDraft);
  const keep = (): void => {
    store.value = JSON.stringify(draft);
    store.dispatchEvent(new Event("input"));
  };
  return { draft, keep };
}

/** Whether somebody has begun to plan. */
export function hasPlanDraft(): boolean {
  return stored().value !== "";
}

/** Forgets the plan in the making. */
export function dropPlanDraft(): void {
  dropDraft(NAME);
}

/** Changes day or population, and with it whatever still stands as it was suggested. */
export function change(draft: PlanDraft, to: Partial<Pick<PlanDraft, "opens" | "population">>): void {
  const before = suggested(draft);
  Object.assign(draft, to);
  const after = suggested(draft);
  for (const name of ["title", "closes", "from", "to"] as const) {
    if (draft[name] === before[name]) draft[name] = after[name];
  }
}

function fresh(today: string): PlanDraft {
  const start = { population: "staff", opens: today } as const;
  return { ...start, ...suggested(start), disposal: "", definition: null, frames: {} };
}

function suggested({ population, opens }: Pick<PlanDraft, "population" | "opens">): Pick<PlanDraft, "title" | "closes" | "from" | "to"> {
  // While a day is being typed it may be none.
  if (!/^\d{4}-\d\d-\d\d$/.test(opens)) return { title: "", closes: "", from: "", to: "" };
  return { title: suggestedTitle(opens), closes: suggestedClose(opens), ...suggestedPeriod(population, opens) };
}

function stored(): HTMLTextAreaElement {
  return keepDraft(h("textarea"), NAME);
}
