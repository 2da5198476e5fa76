// What the desk says of a case in words: what is to be done by when, and what is missing.

import triage from "../form/triage.json";
import { daysBetween } from "../modules/case/due";
import type { Due } from "../modules/case/groups";
import type { Mark } from "../modules/case/entry";
import { missingWord } from "../modules/case/requirements";
import type { Summary } from "../modules/case/summary";
import { counted } from "./words";

const TO_DO: Readonly<Record<Due["level"], readonly [todo: string, late: string]>> = {
  look: ["Läs", "Första läsningen är"],
  acknowledge: ["Bekräfta", "Bekräftelsen är"],
  feedback: ["Återkoppla", "Återkopplingen är"],
  measure: ["Åtgärd", "En åtgärd är"],
};

/** Today as a calendar day. */
export function today(): string {
  return new Date().toLocaleDateString("sv-SE");
}

/** A deadline in words, such as Bekräfta senast 27 november. */
export function dueWords({ level, by }: Due, now: string): string {
  const [todo, late] = TO_DO[level];
  const left = daysBetween(now, by);
  if (left < 0) return `${late} ${counted(-left, "dag", "dagar")} försenad`;
  return left === 0 ? `${todo} senast i dag` : `${todo} senast ${shortDay(by, now)}`;
}

// A list has hundreds of days, and each new format costs as much as a row.
const THIS_YEAR = new Intl.DateTimeFormat("sv-SE", { day: "numeric", month: "long" });
const ANY_YEAR = new Intl.DateTimeFormat("sv-SE", { day: "numeric", month: "long", year: "numeric" });

/** A day without its year where it is this year's. */
export function shortDay(day: string, now: string): string {
  const format = day.slice(0, 4) === now.slice(0, 4) ? THIS_YEAR : ANY_YEAR;
  return format.format(new Date(`${day.slice(0, 10)}T12:00:00`));
}

/** The decisions that are missing, as one sentence. */
export function missingWords({ undecided }: Summary): string {
  const words = undecided.map(missingWord);
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} och ${words.at(-1)!}`;
}

/** The severity in words. */
export function severityWord(severity: 1 | 2 | 3): string {
  return `Allvar ${triage.severities.find(({ code }) => code === severity)?.text ?? severity}`;
}

/** What a case is marked as, in words. */
export function markWord(mark: Mark): string {
  return triage.marks.find(({ code }) => code === mark)?.text ?? mark;
}
