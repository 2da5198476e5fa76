// Whether two officers who wrote at the same time wrote against each other.

import type { EntryKind } from "./entry";

/** What only one at a time can say; whatever else is written simply stands beside. */
const EXCLUSIVE: readonly EntryKind[] = ["title", "assessment", "police", "work_environment", "feedback", "status", "assigned", "mark", "merged", "split", "hold", "reply", "disclosure"];

/** The kinds among `theirs` that make ours something to think over again; a reply also when a letter has come. */
export function collides(ours: EntryKind, theirs: readonly (EntryKind | null)[], letterCame: boolean): boolean {
  if (!EXCLUSIVE.includes(ours)) return false;
  if (ours === "reply" && letterCame) return true;
  if (ours === "status") return theirs.some((kind) => kind === "status" || kind === "merged" || kind === "mark");
  return theirs.includes(ours) || theirs.includes(null);
}
