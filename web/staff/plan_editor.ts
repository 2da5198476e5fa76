// The editor of a version: its areas and measures by hand or from a table, and how it differs from the version before.

import { type Area, type Difference, type Measure, type Version, differences, nextNumber } from "../modules/plan";
import { type Child, h, section } from "./dom";
import { field } from "./forms";
import { tableBox } from "./plan_table";
import { type Draft, prose, rowsEditor, typed, whenField } from "./plan_fields";
import { measureFields, tellAreas } from "./plan_measure_fields";
import { whenOr } from "./plan_words";

/** What an editor works on; `before` is the version it is compared with. */
export interface Edited {
  readonly version: Draft<Version>;
  readonly before: Version | null;
  /** What areas are called. */
  readonly dimension: string;
}

/** The editor; every change is kept. */
export function versionEditor({ version, before, dimension }: Edited, kept: () => void): HTMLElement {
  const compared = h("div");
  const measures = h("div");
  let timer = 0;
  const keep = (): void => {
    kept();
    window.clearTimeout(timer);
    timer = window.setTimeout(compare, 400);
  };
  const compare = (): void => {
    if (before !== null) compared.replaceChildren(...comparison(before, version));
  };
  const areas = h("div");
  const layAreas = (): void => areas.replaceChildren(areaRows(version, dimension, keep, () => tellAreas(measures)));
  const layMeasures = (): void => measures.replaceChildren(measureRows(version, dimension, keep));
  const layAll = (): void => {
    layAreas();
    layMeasures();
    compare();
  };
  const decided = h("input", { type: "date", value: version.decided ?? "" });
  decided.addEventListener("input", () => {
    version.decided = decided.value === "" ? null : decided.value;
    keep();
  });
  layAll();
  return h(
    "div",
    {},
    section(
      "version-decision",
      "Beslutet",
      field("Beslutsdag", decided, "Lämna tom tills nämnden har beslutat. En beslutad version går inte att ändra."),
      h("div", { class: "row" }, field("Gäller från", whenField(version, "valid_from", keep)), field("Gäller till och med", whenField(version, "valid_to", keep), "År, månad eller dag: 2026, 2026-05 eller 2026-05-31.")),
      field("Anteckning (frivilligt)", prose(version, "note", keep, 2)),
    ),
    tableBox(version, () => {
      kept();
      layAll();
    }),
    section("version-areas", "Planens delar", h("p", { class: "hint" }, `Planens delar kallas ${dimension.toLowerCase()}.`), areas),
    section("version-measures", "Åtgärder", measures),
    before !== null && section("version-compared", `Jämfört med version ${before.number}`, compared),
  );
}

function areaRows(version: Draft<Version>, dimension: string, keep: () => void, changed: () => void): HTMLElement {
  const draw = (area: Draft<Area>): Child[] => {
    const number = typed(area, "number", keep, { maxlength: 20, class: "plan-when" });
    const title = typed(area, "title", keep);
    let before = area.number;
    number.addEventListener("change", () => {
      // The measures know their area by its number.
      for (const measure of version.measures) if (measure.area === before) measure.area = area.number;
      before = area.number;
      keep();
      changed();
    });
    title.addEventListener("change", changed);
    return [h("div", { class: "row" }, field("Nummer", number), field("Namn", title))];
  };
  const make = (): Draft<Area> => ({ number: String(version.areas.length + 1), title: "" });
  return rowsEditor<Draft<Area>>(version.areas, { add: "Lägg till en del", name: (place) => `${dimension} ${place + 1}`, make, draw, changed }, keep);
}

function measureRows(version: Draft<Version>, dimension: string, keep: () => void): HTMLElement {
  let fresh: Draft<Measure> | null = null;
  const make = (): Draft<Measure> => {
    const area = version.measures.at(-1)?.area ?? version.areas[0]?.number ?? "";
    fresh = { number: nextNumber(version.measures, area), area, title: "", description: null, owners: [], start: null, due: null, cost: null, indicators: [] };
    return fresh;
  };
  const draw = (measure: Draft<Measure>): Child[] => [measureFields(measure, version.areas, dimension, keep, measure === fresh)];
  return rowsEditor<Draft<Measure>>(version.measures, { add: "Lägg till en åtgärd", name: (place) => `Åtgärd ${version.measures[place]?.number ?? place + 1}`, make, draw }, keep);
}

/** How the version differs, in words. */
export function comparison(before: Pick<Version, "measures">, after: Pick<Version, "measures">): HTMLElement[] {
  const all = differences(before, after);
  if (all.length === 0) return [h("p", { class: "empty" }, "Inga tider är ändrade, och inga åtgärder har kommit till eller utgått.")];
  return [h("ul", { class: "plan-differences" }, ...all.map((one) => h("li", {}, ...differenceWords(one))))];
}

function differenceWords(difference: Difference): Child[] {
  const { measure } = difference;
  const name = h("strong", {}, `${measure.number} ${measure.title}`);
  if (difference.is === "new") return ["Ny: ", name, measure.due !== null && `, klar senast ${whenOr(measure.due)}`];
  if (difference.is === "gone") return ["Utgår: ", name];
  const { before } = difference;
  return [name, ": klar senast ", h("del", {}, h("span", { class: "unseen" }, "förut "), before === null ? "ingen tid" : whenOr(before)), " → ", h("ins", {}, h("span", { class: "unseen" }, "nu "), measure.due === null ? "ingen tid" : whenOr(measure.due))];
}
