// Where a case stands, folded from its letters and entries. The entries are the truth; this is only a reading of them.

import incident from "../../form/incident.json";
import { codesOf } from "../answers";
import type { Letter } from "../letter";
import type { Assessment, Mark, Measure, Police, WorkEnvironment, Written } from "./entry";

/** A letter with the day it came. */
export interface Came {
  readonly day: string;
  readonly atOnce: boolean;
  readonly letter: Letter;
}

export interface CaseState {
  readonly title: string;
  readonly assessment: Assessment | null;
  readonly police: Police | null;
  readonly work: WorkEnvironment | null;
  readonly consulted: boolean;
  readonly whistleblowing: boolean;
  readonly feedback: boolean;
  readonly mark: Mark | null;
  readonly mergedInto: string | null;
  readonly held: boolean;
  readonly measures: readonly Measure[];
  /** The day a question was put that the reporter has not answered; that they have not come back is not knowledge. */
  readonly waiting: string | null;
  /** What the reporter said: danger, somebody inside, the wish to be read today. */
  readonly danger: boolean;
  readonly insider: boolean;
  readonly atOnce: boolean;
  readonly unit: string | null;
  /** The forms of the event: as reclassified, or as reported. */
  readonly forms: number;
}

const FORMS = incident.questions.findIndex(({ id }) => id === "forms");
const INSIDE = ["colleague", "manager", "elected_representative"];

/** A measure that is done no longer stands as one that is to be done. */
function removeOpen(measures: Measure[], done: Measure): void {
  const at = measures.findIndex((one) => one.done === null && one.measure === done.measure && one.due === done.due && one.text === done.text);
  if (at !== -1) measures.splice(at, 1);
}

/** Folds a case; entries in the order they were written. */
export function stateOf(letters: readonly Came[], entries: readonly Written[]): CaseState {
  const report = letters.find(({ letter }) => letter.kind === "report" && letter.form === incident.version)?.letter ?? null;
  const said = (id: string, ...codes: string[]): boolean => report !== null && codesOf(incident, report.answers, id).some((code) => codes.includes(code));
  const state = {
    title: "",
    assessment: null as Assessment | null,
    police: null as Police | null,
    work: null as WorkEnvironment | null,
    consulted: false,
    whistleblowing: false,
    feedback: false,
    mark: null as Mark | null,
    mergedInto: null as string | null,
    held: false,
    measures: [] as Measure[],
    asked: null as string | null,
  };
  for (const { entry, at } of entries) {
    switch (entry?.kind) {
      case "title":
        state.title = entry.title;
        break;
      case "assessment":
        state.assessment = entry;
        break;
      case "police":
        state.police = entry;
        break;
      case "work_environment":
        state.work = entry;
        break;
      case "consultation":
        state.consulted = true;
        break;
      case "whistleblowing":
        state.whistleblowing = true;
        break;
      case "feedback":
        state.feedback = true;
        break;
      case "mark":
        state.mark = entry.mark;
        break;
      case "merged":
        state.mergedInto = entry.into;
        break;
      case "hold":
        state.held = entry.held;
        break;
      case "measure":
        if (entry.done !== null) removeOpen(state.measures, entry);
        state.measures.push(entry);
        break;
      case "reply":
        state.asked = entry.asks ? at.slice(0, 10) : state.asked;
        break;
    }
  }
  const { asked, ...folded } = state;
  const back = asked !== null && letters.some(({ day, letter }) => letter.kind === "follow_up" && day > asked);
  return {
    ...folded,
    waiting: back ? null : asked,
    danger: state.assessment === null ? said("serious_danger", "yes") : state.assessment.danger === "yes",
    insider: state.assessment === null ? said("actors", ...INSIDE) || said("insider", "yes") : state.assessment.insider === "yes",
    atOnce: letters.some(({ atOnce }) => atOnce),
    unit: report?.unit ?? null,
    forms: state.assessment?.forms ?? report?.answers[FORMS] ?? 0,
  };
}
