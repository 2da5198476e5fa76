// The forms of an event in the words of the report.

import incident from "../../form/incident.json";

const OPTIONS = incident.questions.find(({ id }) => id === "forms")!.options.map(({ text }) => text.sv);

/** The ticked forms in words. */
export function formWords(mask: number): string[] {
  return OPTIONS.filter((_, bit) => (mask & (1 << bit)) !== 0);
}
