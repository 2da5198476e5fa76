// Which units have taken part: yes, no, on a day or how many; x of y is counted while one fills it in. Never who.

import { type Participation, type Value, tookPart } from "../modules/plan";
import { h } from "./dom";
import { keepDraft, setDraft } from "./drafts";
import { Mend } from "./forms";
import { type Fields, countOf } from "./plan_fields";
import type { PlanData } from "./wire";

type Way = "" | "yes" | "no" | "on" | "number";

const WAYS: readonly (readonly [Way, string])[] = [
  ["", "Inte ifyllt"],
  ["yes", "Ja"],
  ["no", "Nej"],
  ["on", "Ja, den dagen"],
  ["number", "Så många"],
];

interface UnitRow {
  readonly code: string;
  readonly element: HTMLElement;
  readonly way: HTMLSelectElement;
  /** What the row says now; `undefined` where it says nothing or is half filled in. */
  readonly now: () => Participation | undefined;
  readonly read: () => Participation | undefined;
  readonly set: (way: Way) => void;
}

/** The fields of all units that can take part. */
export function unitFields(name: string, units: PlanData["units"], last: Value | null, on: () => string): Fields {
  const before = last !== null && "units" in last ? last.units : {};
  const counter = h("p", { class: "plan-count", role: "status" });
  const count = (): void => {
    const took = rows.filter(({ now }) => tookPart(now(), on())).length;
    counter.textContent = `${took} av ${rows.length} enheter har deltagit.`;
  };
  const rows = units.map(([code, unit]) => unitRow(name, code, unit, before[code], count));
  const fill = (): void => {
    for (const { way, set } of rows) if (way.value === "") set("yes");
    count();
  };
  count();
  const read = (): Value => {
    const parts = rows.flatMap(({ code, read: one }) => {
      const part = one();
      return part === undefined ? [] : [[code, part] as const];
    });
    if (parts.length === 0) throw new Mend("Fyll i minst en enhet.", rows[0]?.way);
    return { units: Object.fromEntries(parts) };
  };
  const rest = h("button", { type: "button", class: "secondary small", onclick: fill }, "Sätt Ja på dem som inte är ifyllda");
  const about = h("p", { class: "hint" }, "Skriv bara hur det är med enheten, aldrig vilka personer som har deltagit. En enhet som inte är ifylld räknas som att den inte har deltagit.");
  return { parts: [about, h("fieldset", { class: "plain plan-units" }, h("legend", {}, "Har enheten deltagit?"), ...rows.map(({ element }) => element)), rest, counter], read };
}

function unitRow(name: string, code: string, unit: string, before: Participation | undefined, changed: () => void): UnitRow {
  const key = `${name}unit ${code} `;
  const way = h("select", { "aria-label": `${unit}: har deltagit` }, ...WAYS.map(([value, text]) => h("option", { value, selected: value === wayOf(before) }, text)));
  keepDraft(way, `${key}way`);
  const day = keepDraft(h("input", { type: "date", "aria-label": `${unit}: dag`, value: before !== undefined && "on" in before ? before.on : "" }), `${key}day`);
  const number = keepDraft(h("input", { type: "text", inputmode: "numeric", autocomplete: "off", "aria-label": `${unit}: antal som har deltagit`, value: before !== undefined && "number" in before ? String(before.number) : "" }), `${key}number`);
  const show = (): void => {
    day.hidden = way.value !== "on";
    number.hidden = way.value !== "number";
  };
  const now = (): Participation | undefined => {
    if (way.value === "yes" || way.value === "no") return { yes: way.value === "yes" };
    if (way.value === "on") return day.value === "" ? undefined : { on: day.value };
    return way.value === "number" && /^\d{1,9}$/.test(number.value.trim()) ? { number: Number(number.value) } : undefined;
  };
  const read = (): Participation | undefined => {
    if (way.value === "on" && day.value === "") throw new Mend(`Välj dagen för ${unit}.`, day);
    return way.value === "number" ? { number: countOf(number) } : now();
  };
  const set = (chosen: Way): void => {
    way.value = chosen;
    setDraft(`${key}way`, chosen);
    show();
  };
  for (const input of [way, day, number]) {
    input.addEventListener("input", () => {
      show();
      changed();
    });
  }
  show();
  return { code, way, now, read, set, element: h("div", { class: "plan-unit" }, h("span", { "aria-hidden": "true" }, unit), way, day, number) };
}

function wayOf(part: Participation | undefined): Way {
  if (part === undefined) return "";
  if ("yes" in part) return part.yes ? "yes" : "no";
  return "on" in part ? "on" : "number";
}
