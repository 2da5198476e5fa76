// Counts per question of a tally, for all units or one.

import incident from "../form/incident.json";
import { type Tally, type UnitTally, wholeOf } from "../modules/tally";
import { h, notice, section } from "./dom";
import { field } from "./forms";

/** The choice of unit and kind of ballots, and a table for each question. */
export function countsBox(tally: Tally): HTMLElement {
  if (tally.form !== incident.version) {
    return section("counts", "Per fråga", notice("warn", h("p", {}, "Räkningen hör till en annan version av formuläret och kan inte visas per fråga här.")));
  }
  const groups: readonly UnitTally[] = [wholeOf(tally), ...tally.units];
  const unit = h("select", {}, ...groups.map((group, i) => h("option", { value: i }, nameOf(group, i))));
  const kind = h("select", {}, h("option", { value: "all" }, "Alla valsedlar"), h("option", { value: "undue" }, "Bara otillåten påverkan"));
  const tables = h("div", { class: "counts" });
  const show = (): void => {
    const group = groups[Number(unit.value)]!;
    const counts = kind.value === "undue" ? group.undue_counts : group.counts;
    tables.replaceChildren(...incident.questions.map((question, i) => table(question.text.sv, question.options.map(({ text }) => text.sv), counts[i] ?? [])));
  };
  unit.addEventListener("change", show);
  kind.addEventListener("change", show);
  show();
  return section("counts", "Per fråga", h("div", { class: "row" }, field("Enhet", unit), field("Valsedlar", kind)), tables);
}

function nameOf({ unit, name }: UnitTally, place: number): string {
  if (place === 0) return "Alla enheter";
  return unit === null ? "Inte angiven" : name;
}

function table(question: string, options: readonly string[], counts: readonly number[]): HTMLElement {
  const rows = options.map((option, i) => h("tr", {}, h("th", { scope: "row" }, option), h("td", { class: "number" }, String(counts[i] ?? 0))));
  return h(
    "table",
    {},
    h("caption", {}, question),
    h("thead", { class: "unseen" }, h("tr", {}, h("th", { scope: "col" }, "Svar"), h("th", { scope: "col", class: "number" }, "Antal"))),
    h("tbody", {}, ...rows),
  );
}
