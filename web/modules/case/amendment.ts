// What the triage of a case tells the urn: the server applies it to the ballot with the same nonce when the urn is opened.
// There is no word in it for whether the event was otillåten påverkan: only the reporter knows that.

import type { CaseState } from "./state";

export interface Amendment {
  readonly v: 1;
  readonly nonce: string;
  /** The highest number wins where a ballot has several. */
  readonly number: number;
  readonly mark: "test" | "spam" | "duplicate" | null;
  /** The forms of the event, where they were reclassified. */
  readonly forms: number | null;
  readonly severity: 1 | 2 | 3 | null;
  readonly crime: "yes" | "no" | "unclear" | null;
  readonly police: "report" | "no_report" | "not_yet" | null;
  /** The forms of further events that the same letter told of. */
  readonly further: readonly number[];
}

/** The amendment of a case as it stands. */
export function amendmentOf(state: CaseState, nonce: string, number: number, further: readonly number[]): Amendment {
  return {
    v: 1,
    nonce,
    number,
    mark: state.mergedInto !== null ? "duplicate" : state.mark,
    forms: state.assessment?.forms ?? null,
    severity: state.assessment?.severity ?? null,
    crime: state.assessment?.crime ?? null,
    police: state.police?.decision ?? null,
    further,
  };
}
