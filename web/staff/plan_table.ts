// Reading areas and measures from a spreadsheet's table. What stood there before can be brought back.

import type { Version } from "../modules/plan";
import { announce, h, notice } from "./dom";
import { Mend, act, field } from "./forms";
import { readTable, tableText } from "./plan_data";
import type { Draft } from "./plan_fields";
import { counted } from "./words";

const COLUMNS = "område;nummer;åtgärd;beskrivning;ansvarig;start;klar senast;kostnad;indikator;mäts som;fråga";

/** The box that reads a table into a version; `changed` is called when it has. */
export function tableBox(version: Draft<Version>, changed: () => void): HTMLElement {
  const file = h("input", { type: "file", accept: ".csv,text/csv" });
  const result = h("div", { role: "status" });
  const put = ({ areas, measures }: Pick<Draft<Version>, "areas" | "measures">): void => {
    version.areas.splice(0, version.areas.length, ...areas);
    version.measures.splice(0, version.measures.length, ...measures);
    changed();
  };
  const read = async (): Promise<void> => {
    const chosen = file.files?.[0];
    if (chosen === undefined) throw new Mend("Välj en fil.", file);
    const before = structuredClone({ areas: version.areas, measures: version.measures });
    const table = await readTable(tableText(await chosen.arrayBuffer()));
    put(structuredClone(table) as Draft<typeof table>);
    const undo = (): void => {
      put(before);
      result.replaceChildren();
      announce("Det som stod förut är tillbaka.");
    };
    result.replaceChildren(
      notice("done", h("p", {}, `${counted(table.measures.length, "åtgärd", "åtgärder")} är inlästa här nedanför. Ingenting är sparat än.`), before.measures.length > 0 && act("Ångra inläsningen", undo, { class: "secondary" })),
    );
  };
  return h(
    "details",
    { class: "plan-note" },
    h("summary", {}, "Läs in åtgärderna från ett kalkylblad"),
    h("p", {}, "Spara bladet som CSV med semikolon. Varje rad är en indikator. Första raden ska vara:"),
    h("p", { class: "code-line", tabindex: "0", role: "group", "aria-label": "Första raden" }, h("code", {}, COLUMNS)),
    h("p", {}, "Tabellen ersätter åtgärderna nedanför. Hämta den nuvarande versionen som tabell på planens sida, så har du en att börja från. Ansvariga skiljs åt med |."),
    field("Tabell (CSV)", file),
    act("Läs in", read, { class: "secondary", working: "Läser in …" }),
    result,
  );
}
