// How far a wave has come as of the last night's mix: codes and ballots per unit, answers over days; never what was answered.

import { type Child, h, section } from "./dom";
import type { Wave, WaveUnit } from "./wave_data";
import { plotBox } from "./wave_plot";
import { grouped, percentWords } from "./words";

type Counts = Pick<WaveUnit, "population" | "codes" | "traded" | "answered">;

/** The table of units and the plot over days. */
export function progressBox(wave: Wave): HTMLElement {
  return section(
    "progress",
    "Läget efter senaste nattens blandning",
    unitTable(wave.units, "Läget per enhet"),
    h("p", { class: "hint" }, "Tabellen visar aldrig svar. Siffrorna för en liten enhet bör stanna hos den som sköter mätningen."),
    wave.days.length > 0 && plotBox(wave),
  );
}

/** Persons, codes and ballots per unit, by förvaltning and name; units are never ranked. */
export function unitTable(units: readonly (Counts & Pick<WaveUnit, "name" | "department">)[], label: string): HTMLElement {
  const departments = [...new Set(units.map(({ department }) => department))];
  const body = (department: string): HTMLElement => {
    const own = units.filter((unit) => unit.department === department);
    const name = department === "" ? "Utan förvaltning" : department;
    return h(
      "tbody",
      {},
      departments.length > 1 && row(h("th", { scope: "rowgroup", class: "depth-1" }, name), added(own)),
      ...own.map((unit) => row(h("th", { scope: "row" }, unit.name), unit)),
    );
  };
  const head = ["Personer", "Koder", "Inlösta", "Svar", "Svarsandel"];
  return h(
    "div",
    { class: "table-scroll", role: "group", "aria-label": label, tabindex: "0" },
    h(
      "table",
      { class: "wave-table" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Enhet"), ...head.map((text, i) => h("th", { scope: "col", class: cellClass(i) }, text)))),
      ...departments.map(body),
      h("tfoot", {}, row(h("th", { scope: "row" }, "Alla"), added(units))),
    ),
  );
}

/** All counts together. */
export function added(units: readonly Counts[]): Counts {
  const sum = (of: (unit: Counts) => number): number => units.reduce((total, unit) => total + of(unit), 0);
  return { population: sum((unit) => unit.population), codes: sum((unit) => unit.codes), traded: sum((unit) => unit.traded), answered: sum((unit) => unit.answered) };
}

function row(head: HTMLElement, { population, codes, traded, answered }: Counts): HTMLElement {
  const cells: readonly Child[] = [population, codes, traded, answered].map(grouped).concat(percentWords(answered, population));
  return h("tr", {}, head, ...cells.map((text, i) => h("td", { class: cellClass(i) }, text)));
}

/** All but answers and their share give way on a narrow screen. */
function cellClass(place: number): string {
  return place < 3 ? "number roomy" : "number";
}
