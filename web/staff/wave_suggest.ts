// What a plan suggests before anybody has changed it: days, reference period and title. Days are ISO texts.

import type { Population } from "./wave_data";

const WEEKS_OPEN = 3;

/** A day so many days later. */
export function daysAfter(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The last day of a wave that opens on a day. */
export function suggestedClose(opens: string): string {
  return daysAfter(opens, 7 * WEEKS_OPEN);
}

/** The twelve whole months before the wave opens; for elected representatives the calendar year before. */
export function suggestedPeriod(population: Population, opens: string): { readonly from: string; readonly to: string } {
  const year = Number(opens.slice(0, 4));
  if (population === "elected") return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  const month = opens.slice(5, 7);
  return { from: `${year - 1}-${month}-01`, to: daysAfter(`${opens.slice(0, 7)}-01`, -1) };
}

/** What a wave that opens on a day may be called. */
export function suggestedTitle(opens: string): string {
  return `Otillåten påverkan ${opens.slice(0, 4)}`;
}
