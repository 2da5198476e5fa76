// One measure in the editor of a version, folded to its number and name until it is written in.

import type { Area, Indicator, Measure } from "../modules/plan";
import { type Child, h } from "./dom";
import { field } from "./forms";
import { type Draft, chosen, optional, prose, rowsEditor, typed, whenField } from "./plan_fields";
import { INDICATOR_KINDS, SURVEY_ITEMS, surveyItem, whenOr } from "./plan_words";

const AREAS = "areas";
const WHEN_HINT = "År, månad eller dag: 2026, 2026-05 eller 2026-05-31.";

/** The fields of a measure; `open` says whether it begins unfolded. */
export function measureFields(measure: Draft<Measure>, areas: readonly Area[], dimension: string, keep: () => void, open: boolean): HTMLElement {
  const title = h("span", {});
  const due = h("span", { class: "plan-summary-due" });
  const name = (): void => {
    title.textContent = `${measure.number} ${measure.title === "" ? "Ny åtgärd" : measure.title}`;
    due.textContent = measure.due === null ? "" : `Klar senast ${whenOr(measure.due)}`;
  };
  const changed = (): void => {
    name();
    keep();
  };
  name();
  const box = h("details", { class: "plan-edit", open }, h("summary", {}, title, due));
  const lay = (): void => {
    if (box.childElementCount === 1) box.append(...fields(measure, areas, dimension, changed));
  };
  if (open) lay();
  // Many measures have many fields; they are made when somebody unfolds them.
  else box.addEventListener("toggle", lay, { once: true });
  return box;
}

function fields(measure: Draft<Measure>, areas: readonly Area[], dimension: string, keep: () => void): HTMLElement[] {
  const owners = h("textarea", { rows: 2, "data-part": "owners" });
  owners.value = measure.owners.join("\n");
  owners.addEventListener("input", () => {
    measure.owners = owners.value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    keep();
  });
  const area = areaChoice(measure, areas, keep);
  const title = prose(measure, "title", keep, 2, "");
  title.dataset["part"] = "title";
  return [
    h("div", { class: "row" }, field("Nummer", typed(measure, "number", keep, { class: "plan-when", maxlength: 20, "data-part": "number" }), "Samma i alla versioner."), field(dimension, area)),
    field("Åtgärd", title),
    field("Beskrivning (frivilligt)", prose(measure, "description", keep, 3)),
    field("Ansvariga", owners, "En enhet på varje rad. Skriv enheter, inte personer."),
    h("div", { class: "row" }, field("Start", whenField(measure, "start", keep)), field("Klar senast", whenField(measure, "due", keep), WHEN_HINT)),
    field("Kostnad och finansiering (frivilligt)", optional(measure, "cost", keep)),
    h("h4", {}, "Indikatorer"),
    rowsEditor<Draft<Indicator>>(
      measure.indicators,
      { add: "Lägg till en indikator", name: (place) => `Indikator ${place + 1} för ${measure.number}`, make: () => ({ text: "", kind: "milestone" }), draw: (indicator) => indicatorFields(indicator, keep) },
      keep,
    ),
  ];
}

/** Tells the fields of measures beneath an element that areas have come, gone or got other names. */
export function tellAreas(whole: HTMLElement): void {
  for (const select of whole.querySelectorAll(`[data-part="area"]`)) select.dispatchEvent(new Event(AREAS));
}

function areaChoice(measure: Draft<Measure>, areas: readonly Area[], keep: () => void): HTMLSelectElement {
  const options = (): (readonly [string, string])[] => areas.map(({ number, title }) => [number, number === title ? title : `${number} ${title}`] as const);
  const select = chosen(measure, "area", options(), keep);
  select.dataset["part"] = "area";
  // In place: whoever is on the way to another field shall find it where it was.
  select.addEventListener(AREAS, () => {
    select.replaceChildren(...chosen(measure, "area", options(), keep).childNodes);
    select.value = measure.area;
  });
  return select;
}

function indicatorFields(indicator: Draft<Indicator>, keep: () => void): Child[] {
  const kind = chosen(indicator, "kind", INDICATOR_KINDS, keep);
  const bound = { figure: indicator.figure ?? null };
  const item = chosen(bound, "figure", SURVEY_ITEMS.map(([id]) => [id, surveyItem(id)] as const), () => {
    if (bound.figure !== null) indicator.figure = bound.figure;
    else delete indicator.figure;
    keep();
  }, "Välj fråga");
  const question = field("Fråga i enkäten", item);
  const show = (): void => {
    const isBound = indicator.kind === "survey" || indicator.kind === "change";
    question.hidden = !isBound;
    if (isBound && bound.figure !== null) indicator.figure = bound.figure;
    if (!isBound) delete indicator.figure;
  };
  kind.addEventListener("input", () => {
    show();
    keep();
  });
  show();
  return [field("Indikator", prose(indicator, "text", keep, 2, "")), field("Mäts som", kind), question];
}
