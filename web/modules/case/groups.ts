// What on the desk needs somebody now: the groups of the cases, and which case comes first.

import { type Deadline, type Days, daysBetween, deadlines } from "./due";
import type { Status } from "./status";
import type { Summary } from "./summary";

export type Group = "live" | "new" | "late" | "soon" | "undecided" | "waiting" | "mine" | "unassigned" | "closed" | "all";

/** The groups in the order of the desk, with their names. */
export const GROUPS: readonly (readonly [Group, string])[] = [
  ["live", "Pågående"],
  ["new", "Nya"],
  ["late", "Försenade"],
  ["soon", "Snart"],
  ["undecided", "Beslut saknas"],
  ["waiting", "Väntar på rapportören"],
  ["mine", "Mina"],
  ["unassigned", "Utan handläggare"],
  ["closed", "Avslutade"],
  ["all", "Alla"],
];

/** Days before a deadline from which it is soon. */
const SOON_DAYS = 3;

/** What the server knows of a case and the desk sorts by. */
export interface Facts extends Days {
  readonly id: string;
  readonly status: Status;
  readonly officer: { readonly id: string } | null;
  readonly merged_into: string | null;
  readonly fresh: boolean;
  /** The day of the newest letter. */
  readonly latest: string;
  readonly kept_out: readonly string[];
}

export interface Due extends Pick<Deadline, "by"> {
  readonly level: Deadline["level"] | "measure";
}

/** Everything that is still to be done by a day, the nearest first. */
export function dues(facts: Facts, summary: Summary | null): Due[] {
  const levels: Due[] = deadlines(facts, summary?.atOnce ?? false);
  const measure = facts.closed === null ? (summary?.measureDue ?? null) : null;
  return [...levels, ...(measure === null ? [] : [{ level: "measure" as const, by: measure }])].sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
}

/** Since when the reporter is waited for; a letter that came later is the answer, read or not. */
export function waitingSince({ latest }: Facts, summary: Summary | null): string | null {
  const asked = summary?.waiting ?? null;
  return asked === null || latest > asked ? null : asked;
}

/** The groups a case is in; one that we are kept out of is in none that asks for work. */
export function groupsOf(facts: Facts, summary: Summary | null, me: string, today: string): ReadonlySet<Group> {
  const groups = new Set<Group>(["all"]);
  if (facts.merged_into !== null) return groups;
  const closed = facts.status === "closed";
  groups.add(closed ? "closed" : "live");
  if (facts.kept_out.includes(me)) return groups;
  if (facts.status === "new" || facts.fresh) groups.add("new");
  if (closed) return groups;
  const [first] = dues(facts, summary);
  const left = first === undefined ? null : daysBetween(today, first.by);
  if (left !== null && left < 0) groups.add("late");
  if (left !== null && left >= 0 && left <= SOON_DAYS) groups.add("soon");
  if (summary !== null && summary.undecided.length > 0) groups.add("undecided");
  if (waitingSince(facts, summary) !== null) groups.add("waiting");
  if (facts.officer === null) groups.add("unassigned");
  else if (facts.officer.id === me) groups.add("mine");
  return groups;
}

/** Whether a case goes before all that is only late: danger, or a wish to be read today that nobody has assessed. */
export function comesFirst({ status }: Facts, summary: Summary | null): boolean {
  return status !== "closed" && summary !== null && (summary.severity === 3 || (summary.atOnce && status === "new"));
}

/** The more urgent before the less: what comes first, then by the nearest day, then by the newest letter; closed cases by the day they were closed. */
export function byUrgency(summaries: (id: string) => Summary | null): (a: Facts, b: Facts) => number {
  const keys = new Map<string, string>();
  const key = (facts: Facts): string => {
    const known = keys.get(facts.id);
    if (known !== undefined) return known;
    const summary = summaries(facts.id);
    const rank = facts.status === "closed" ? 2 : comesFirst(facts, summary) ? 0 : 1;
    const made = `${rank}${rank === 2 ? "" : (dues(facts, summary)[0]?.by ?? "9999")}`;
    keys.set(facts.id, made);
    return made;
  };
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return (a, b) => compare(key(a), key(b)) || compare(b.closed ?? b.latest, a.closed ?? a.latest) || compare(a.id, b.id);
}
