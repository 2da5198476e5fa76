// What one visitor has answered so far, held in memory only, and the path of screens that follows from it.

import { type Answers, type Question, insideMayBeInvolved, isAsked, unitIsAsked } from "../../modules/form";

export type Outcome = "count" | "read";

export interface State {
  answers: Answers;
  /** The chosen unit or department; `null` for "vill inte svara", `undefined` until asked. */
  unit: string | null | undefined;
  outcome: Outcome | "contact" | undefined;
  channel: string | undefined;
  atOnce: boolean;
  /** Made when first sent, kept for another try, cleared when done. */
  words: readonly string[] | null;
}

/** A visitor who has answered nothing. */
export function emptyState(): State {
  return { answers: {}, unit: undefined, outcome: undefined, channel: undefined, atOnce: false, words: null };
}

/** The screens in order, given the answers so far. */
export function pathOf(state: State, questions: readonly Question[], channelCount: number): string[] {
  const path = ["danger"];
  let stopped = false;
  for (const { id } of questions) {
    if (id === "when" && unitIsAsked(state.answers)) path.push("place");
    if (isAsked(id, state.answers)) path.push(`q-${id}`);
    if (!stopped && (id === "actors" || id === "insider") && insideMayBeInvolved(upTo(id, state.answers))) {
      path.push("stop");
      stopped = true;
    }
  }
  path.push("outcome");
  if (state.outcome === "contact") return [...path, "contact"];
  if (state.outcome === "read") path.push(...(channelCount > 1 ? ["channel"] : []), "text");
  return [...path, "review"];
}

/** The answers that may decide at this point; "insider" is answered after "actors". */
function upTo(id: string, answers: Answers): Answers {
  return id === "actors" ? { actors: answers["actors"] ?? [] } : answers;
}
