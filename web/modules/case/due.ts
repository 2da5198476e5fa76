// Our own service levels: first look within a working day, acknowledgement in seven days, feedback in three months (forms.md 6.3).
// The server counts working days, for it knows the holidays; the rest follows from the day the case was opened.

export type Level = "look" | "acknowledge" | "feedback";

export interface Deadline {
  readonly level: Level;
  readonly by: string;
}

/** The days of a case that the server knows. */
export interface Days {
  readonly opened: string;
  readonly look_by: string;
  readonly looked: string | null;
  readonly acknowledged: string | null;
  readonly feedback: string | null;
  readonly closed: string | null;
}

const ACKNOWLEDGE_DAYS = 7;
const FEEDBACK_MONTHS = 3;

/** What is still to come for a case, the nearest first; `atOnce` asks for the first look the same day. */
export function deadlines(days: Days, atOnce: boolean): Deadline[] {
  if (days.closed !== null) return [];
  const all: (Deadline | null)[] = [
    days.looked === null ? { level: "look", by: atOnce ? days.opened : days.look_by } : null,
    days.acknowledged === null ? { level: "acknowledge", by: later(days.opened, 0, ACKNOWLEDGE_DAYS) } : null,
    days.feedback === null ? { level: "feedback", by: later(days.opened, FEEDBACK_MONTHS, 0) } : null,
  ];
  return all.filter((deadline) => deadline !== null).sort((a, b) => (a.by < b.by ? -1 : 1));
}

/** Days from one calendar day to another; less than none where it lies behind. */
export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000);
}

/** A day some months and days later; the last of a month stays the last. */
function later(day: string, months: number, days: number): string {
  const date = noon(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last) + days);
  return date.toISOString().slice(0, 10);
}

function noon(day: string): Date {
  return new Date(`${day.slice(0, 10)}T12:00:00Z`);
}
