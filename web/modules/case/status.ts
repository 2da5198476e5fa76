// How far a case has come.

export type Status = "new" | "assessed" | "consulted" | "action" | "closed";

export const STATUSES: readonly (readonly [Status, string])[] = [
  ["new", "Ny"],
  ["assessed", "Bedömd"],
  ["consulted", "Samråd"],
  ["action", "Åtgärd"],
  ["closed", "Avslutad"],
];

/** A status in words. */
export function statusWord(status: Status): string {
  return STATUSES.find(([code]) => code === status)?.[1] ?? status;
}
