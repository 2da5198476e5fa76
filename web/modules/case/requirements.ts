// What each status asks for, and what is still to be decided (D4, D5; law.md; forms.md 6.3).

import type { CaseState } from "./state";
import type { Status } from "./status";

export type Missing = "assessment" | "police" | "police_final" | "work_environment" | "consultation" | "feedback";

const WORDS: Readonly<Record<Missing, string>> = {
  assessment: "en bedömning av allvar, brottsmisstanke och om någon inom kommunen är delaktig",
  police: "ett beslut om polisanmälan",
  police_final: "ett slutligt beslut om polisanmälan",
  work_environment: "ett beslut om anmälan till Arbetsmiljöverket",
  consultation: "ett samråd, eftersom någon inom kommunen kan vara delaktig",
  feedback: "återkoppling till den som rapporterade",
};

/** What is missing, in words. */
export function missingWord(missing: Missing): string {
  return WORDS[missing];
}

/** The decisions that this case still needs; a test, junk or a duplicate needs none. */
export function undecided(state: CaseState): Missing[] {
  if (state.mark !== null || state.mergedInto !== null) return [];
  if (state.assessment === null) return state.danger ? ["assessment", "work_environment"] : ["assessment"];
  const missing: Missing[] = [];
  if (state.assessment.crime !== "no" && state.police === null) missing.push("police");
  if (state.danger && state.work === null) missing.push("work_environment");
  if (state.insider && !state.consulted) missing.push("consultation");
  return missing;
}

/** What must be there before the case may have this status. */
export function missingFor(state: CaseState, to: Status): Missing[] {
  if (to === "new" || state.mark !== null || state.mergedInto !== null) return [];
  if (state.assessment === null) return ["assessment"];
  if (to === "assessed") return [];
  if (to === "consulted") return state.consulted ? [] : ["consultation"];
  const missing = undecided(state);
  if (to === "action") return missing;
  if (state.police?.decision === "not_yet") missing.push("police_final");
  if (!state.feedback) missing.push("feedback");
  return missing;
}
