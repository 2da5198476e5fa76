// The few lines of a case that the desk shows and searches first; sealed to the case like everything else in it.

import { utf8 } from "../bytes";
import type { Mark } from "./entry";
import { type Missing, undecided } from "./requirements";
import type { Came, CaseState } from "./state";

export interface Summary {
  readonly title: string;
  readonly forms: number;
  readonly unit: string | null;
  readonly severity: 1 | 2 | 3 | null;
  readonly crime: "yes" | "no" | "unclear" | null;
  readonly police: "report" | "no_report" | "not_yet" | null;
  readonly danger: boolean;
  readonly insider: boolean;
  readonly atOnce: boolean;
  readonly waiting: string | null;
  readonly mark: Mark | null;
  readonly undecided: readonly Missing[];
  /** The nearest day of a measure that is not done. */
  readonly measureDue: string | null;
  /** The beginning of what the reporter wrote. */
  readonly text: string;
}

/** A summary fits a small frame whatever the reporter wrote. */
const TEXT_BYTES = 900;

/** The summary of a case as it stands. */
export function summaryOfCase(state: CaseState, letters: readonly Came[]): Summary {
  const dues = state.measures.flatMap(({ due, done }) => (done === null && due !== null ? [due] : [])).sort();
  return {
    title: state.title,
    forms: state.forms,
    unit: state.unit,
    severity: state.assessment?.severity ?? null,
    crime: state.assessment?.crime ?? null,
    police: state.police?.decision ?? null,
    danger: state.danger,
    insider: state.insider,
    atOnce: state.atOnce,
    waiting: state.waiting,
    mark: state.mark,
    undecided: undecided(state),
    measureDue: dues[0] ?? null,
    text: beginning(letters.find(({ letter }) => letter.text !== "")?.letter.text ?? ""),
  };
}

/** A summary as it is sealed. */
export function sealableSummary(summary: Summary): object {
  return { v: 1, ...summary };
}

/** An opened summary, or `null` where it is none. */
export function readSummary(content: unknown): Summary | null {
  const raw = content as (Summary & { readonly v?: number }) | null;
  if (typeof raw !== "object" || raw === null || raw.v !== 1) return null;
  const fits = typeof raw.title === "string" && typeof raw.text === "string" && Number.isInteger(raw.forms) && Array.isArray(raw.undecided);
  return fits ? raw : null;
}

function beginning(text: string): string {
  let short = text.slice(0, TEXT_BYTES);
  while (utf8(JSON.stringify(short)).length > TEXT_BYTES) short = short.slice(0, Math.floor(short.length * 0.9));
  return short.replace(/[\ud800-\udbff]$/, "");
}
