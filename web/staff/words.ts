// Words that recur in the staff views.

export { STATUSES, statusWord } from "../modules/case/status";

/** What a case is called aloud. */
export function caseName(id: string): string {
  return `Ärende ${id.slice(0, 6).toUpperCase()}`;
}

/** A calendar day, such as 3 november 2026. */
export function dayWords(day: string): string {
  return new Date(`${day.slice(0, 10)}T12:00:00`).toLocaleDateString("sv-SE", { day: "numeric", month: "long", year: "numeric" });
}

/** The last day of something that ends before `day`. */
export function dayBefore(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T12:00:00`);
  date.setDate(date.getDate() - 1);
  return date.toLocaleDateString("sv-SE", { day: "numeric", month: "long", year: "numeric" });
}

/** A number with its noun. */
export function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A share in words, such as 42 %, or a dash where there is nobody. */
export function percentWords(part: number, whole: number): string {
  return whole === 0 ? "–" : `${Math.round((100 * part) / whole)} %`;
}

/** A number with spaces between thousands. */
export function grouped(number: number): string {
  return number.toLocaleString("sv-SE");
}
