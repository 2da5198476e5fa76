// A text to copy into a police report, made of what is in the case; it says nothing of who reported.

import incident from "../form/incident.json";
import { summaryOf } from "../modules/answers";
import { formWords } from "../modules/case/form_words";
import { came } from "./case_data";
import type { CasePage } from "./case_page";
import { announce, h } from "./dom";
import { act, field } from "./forms";
import { unitName } from "./unit";
import { caseName, dayWords } from "./words";

/** The text with a button that copies it. */
export function policeText({ opened }: CasePage): HTMLElement {
  const { data, state, letters } = opened;
  const report = came(letters).find(({ letter }) => letter.kind === "report")?.letter;
  const known = report !== undefined && report.form === incident.version;
  const answer = (id: string): string => (known ? summaryOf(incident, report.answers, id).join(", ") : "");
  const lines: readonly (readonly [string, string])[] = [
    ["Kommunens beteckning", caseName(data.id)],
    ["Kom till kommunen", dayWords(letters[0]?.day ?? data.opened)],
    ["Vad som hände", formWords(state.forms).join(", ")],
    ["När", answer("when")],
    ["Hur", answer("channels")],
    ["Vem låg bakom, enligt den som rapporterade", answer("actors")],
    ["Verksamhet", unitName(state.unit)],
  ];
  const said = came(letters).flatMap(({ letter, day }) => (letter.text === "" ? [] : [`${dayWords(day)}:\n${letter.text}`]));
  const text = [
    "Uppgifterna har lämnats anonymt till kommunen. Kommunen vet inte vem som har lämnat dem.",
    ...lines.filter(([, value]) => value !== "").map(([term, value]) => `${term}: ${value}`),
    "",
    "Berättelse:",
    ...said,
  ].join("\n");
  const area = h("textarea", { rows: 8, readonly: true }, text);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(area.value);
      announce("Underlaget är kopierat.");
    } catch {
      area.focus();
      area.select();
    }
  };
  return h(
    "details",
    { class: "case-more" },
    h("summary", {}, "Underlag till polisanmälan"),
    field("Text att kopiera", area, "Läs igenom den först: ta bort det som kan peka ut den som rapporterade och det som omfattas av sekretess."),
    act("Kopiera", copy, { class: "secondary" }),
  );
}
