// Decides where new letters belong: thrown away unseen, put with their case, or the first of a new one.

import type { Head, Letter, Opened } from "./letter";

export interface Sorting {
  readonly discard: readonly string[];
  readonly attach: readonly { readonly letter: string; readonly case: string }[];
  readonly open: readonly { readonly id: string; readonly letter: Letter }[];
  /** Letters that wait for the next round, when their case has been opened. */
  readonly later: readonly string[];
}

/** Sorts letters against the cases whose heads could be opened; locked and malformed letters stay where they are. */
export function sortLetters(letters: readonly (readonly [string, Opened])[], heads: ReadonlyMap<string, Head>): Sorting {
  const caseOf = new Map(Array.from(heads, ([id, head]) => [head.tag, id]));
  const opening = new Set<string>();
  const sorting = { discard: [] as string[], attach: [] as { letter: string; case: string }[], open: [] as { id: string; letter: Letter }[], later: [] as string[] };
  for (const [id, opened] of letters) {
    if (opened.is === "empty") sorting.discard.push(id);
    if (opened.is !== "letter") continue;
    const { tag } = opened.letter;
    const standing = caseOf.get(tag);
    if (standing !== undefined) sorting.attach.push({ letter: id, case: standing });
    else if (opening.has(tag)) sorting.later.push(id);
    else {
      opening.add(tag);
      sorting.open.push({ id, letter: opened.letter });
    }
  }
  return sorting;
}
