// The reference period of a wave in words, as the questions say it.

import type { Wave } from "../../modules/vote";
import { type Both, dayInWords } from "../page";

type Dates = Pick<Wave, "opens" | "reference_from" | "reference_to">;

const RECENT_DAYS = 62;
const DAY_MS = 86_400_000;

export const LAST_TWELVE: Both = { sv: "de senaste 12 månaderna", en: "in the last 12 months" };

/** A calendar year, the last so many months, or from one day to another. */
export function periodOf({ opens, reference_from: from, reference_to: to }: Dates): Both {
  const [year] = from.split("-");
  if (from === `${year}-01-01` && to === `${year}-12-31`) return { sv: `under ${year}`, en: `during ${year}` };
  const months = wholeMonths(from, to);
  if (months !== null && daysBetween(to, opens) <= RECENT_DAYS) {
    const since = monthOf(from);
    return { sv: `de senaste ${months} månaderna (sedan ${since.sv})`, en: `in the last ${months} months (since ${since.en})` };
  }
  const [first, last] = [dayInWords(from), dayInWords(to)];
  return { sv: `från ${first.sv} till ${last.sv}`, en: `from ${first.en} to ${last.en}` };
}

/** A text with its period in place, with a capital letter where the period comes first. */
export function withPeriod({ sv, en }: Both, period: Both): Both {
  return { sv: put(sv, period.sv), en: put(en, period.en) };
}

function put(text: string, period: string): string {
  return text.replaceAll("{period}", (_, at: number) => (at === 0 ? period[0]!.toUpperCase() + period.slice(1) : period));
}

/** How many months from the first day of one to the last day of another; `null` when the days lie otherwise. */
function wholeMonths(from: string, to: string): number | null {
  const [start, end] = [new Date(`${from}T12:00:00Z`), new Date(Date.parse(`${to}T12:00:00Z`) + DAY_MS)];
  if (start.getUTCDate() !== 1 || end.getUTCDate() !== 1) return null;
  const months = 12 * (end.getUTCFullYear() - start.getUTCFullYear()) + end.getUTCMonth() - start.getUTCMonth();
  return months >= 2 ? months : null;
}

function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / DAY_MS;
}

function monthOf(day: string): Both {
  const inLanguage = (language: string): string =>
    new Date(`${day}T12:00:00Z`).toLocaleDateString(language, { month: "long", year: "numeric", timeZone: "UTC" });
  return { sv: inLanguage("sv-SE"), en: inLanguage("en-GB") };
}
