// Writing in what has come of an indicator or of a whole measure. What is typed stays in its field until it is noted.

import { type Indicator, type Measure, type Outcome, type Value, placeOn } from "../modules/plan";
import { announce, h } from "./dom";
import { draftsUnder, dropDrafts, keepChoice, keepDraft } from "./drafts";
import { Mend, field, form, tick } from "./forms";
import { noteOutcome } from "./plan_data";
import { type Fields, countOf } from "./plan_fields";
import { unitFields } from "./plan_units";
import { DECLARED, cardOf } from "./plan_words";
import type { Context } from "./view";
import type { PlanData } from "./wire";

/** Writing in the outcome of one indicator. */
export function indicatorForm(context: Context, plan: string, data: PlanData, measure: Measure, indicator: Indicator, last: Outcome | null, place: number, day: string): HTMLElement {
  const name = `plan ${plan} ${measure.number} ${place} `;
  const fields = (on: () => string): Fields => {
    switch (indicator.kind) {
      case "milestone":
        return milestone(name, last?.value ?? null, day);
      case "units":
        return unitFields(name, data.units, last?.value ?? null, on);
      case "share":
        return share(name, last?.value ?? null);
      default:
        return own(name, last?.value ?? null);
    }
  };
  const placed = (on: string): number => {
    const then = placeOn(data.plan, on, measure.number, indicator);
    if (then === null) throw new Mend("Indikatorn fanns inte i den version av planen som gällde den dagen.");
    return then;
  };
  return noter(context, plan, measure, "Skriv in utfall", indicator.text, name, day, fields, placed);
}

/** Writing in how far the whole measure has come. */
export function measureForm(context: Context, plan: string, _: PlanData, measure: Measure, last: Outcome | null, day: string): HTMLElement {
  const name = `plan ${plan} ${measure.number} whole `;
  const fields = (): Fields => {
    const said = last !== null && "status" in last.value ? last.value.status : null;
    const radios = DECLARED.map(([code]) => h("input", { type: "radio", name, value: code, checked: code === said }));
    keepChoice(radios, `${name}status`);
    const hint = measure.indicators.length > 0 && h("p", { class: "hint" }, "Kan en indikator avgöra om åtgärden är genomförd är det den som gäller.");
    const read = (): Value => {
      const picked = DECLARED.find((_, i) => radios[i]!.checked);
      if (picked === undefined) throw new Mend("Välj hur långt åtgärden har kommit.", radios[0]);
      return { status: picked[0] };
    };
    return { parts: [h("fieldset", { class: "plain" }, h("legend", {}, "Hela åtgärden är"), ...DECLARED.map(([, text], i) => tick(text, radios[i]!))), hint], read };
  };
  return noter(context, plan, measure, "Skriv in läget för hela åtgärden", measure.title, name, day, fields, () => null);
}

/** The folded form; its fields are made when it is unfolded. */
function noter(context: Context, plan: string, measure: Measure, label: string, about: string, name: string, day: string, fields: (on: () => string) => Fields, placed: (on: string) => number | null): HTMLElement {
  const box = h("details", { class: "plan-note" }, h("summary", {}, label, h("span", { class: "unseen" }, `: ${about}`)));
  const open = (): void => {
    if (box.childElementCount > 1) return;
    const on = keepDraft(h("input", { type: "date", value: day, max: day }), `${name}on`);
    const note = keepDraft(h("textarea", { rows: 2, maxlength: 2_000 }), `${name}note`);
    const { parts, read } = fields(() => on.value);
    const save = async (): Promise<void> => {
      const value = read();
      if (on.value === "") throw new Mend("Välj vilken dag utfallet gäller.", on);
      await noteOutcome(plan, { on: on.value, measure: measure.number, indicator: placed(on.value), value, note: note.value.trim() === "" ? null : note.value.trim() });
      dropDrafts(name);
      context.go({ at: "plan", id: plan, on: day, part: cardOf(measure) });
      announce("Utfallet är inskrivet.");
    };
    box.append(form("Skriv in", "Skriver in …", save, ...parts, field("Läget den", on, "Ett utfall som redan står på den dagen ersätts."), field("Kommentar (frivilligt)", note, "Skrivs ut i rapporten. Namnge inga personer.")));
  };
  box.addEventListener("toggle", () => box.open && open());
  if (draftsUnder(name).length > 0) {
    open();
    box.open = true;
  }
  return box;
}

function milestone(name: string, last: Value | null, day: string): Fields {
  const before = last !== null && "milestone" in last ? last.milestone : null;
  const on = keepDraft(h("input", { type: "date", value: before?.on ?? day }), `${name}milestone`);
  const decision = keepDraft(h("input", { type: "text", autocomplete: "off", maxlength: 120, value: before?.decision ?? "" }), `${name}decision`);
  const read = (): Value => {
    if (on.value === "") throw new Mend("Välj vilken dag det blev klart.", on);
    return { milestone: { on: on.value, decision: decision.value.trim() === "" ? null : decision.value.trim() } };
  };
  return { parts: [field("Beslutat eller klart den", on), field("Beslut (frivilligt)", decision, "Till exempel SN § 64.")], read };
}

function share(name: string, last: Value | null): Fields {
  const before = last !== null && "share" in last ? last.share : null;
  const box = (key: "part" | "whole"): HTMLInputElement => keepDraft(h("input", { type: "text", inputmode: "numeric", autocomplete: "off", class: "code", value: before === null ? "" : String(before[key]) }), `${name}${key}`);
  const [part, whole] = [box("part"), box("whole")];
  const read = (): Value => {
    const value = { part: countOf(part), whole: countOf(whole) };
    if (value.whole === 0) throw new Mend("Helheten kan inte vara 0.", whole);
    if (value.part > value.whole) throw new Mend("Delen är större än helheten.", part);
    return { share: value };
  };
  return { parts: [h("div", { class: "row" }, field("Antal klara", part), field("Av totalt", whole))], read };
}

function own(name: string, last: Value | null): Fields {
  const before = last !== null && "own" in last ? last.own : null;
  const figure = keepDraft(h("input", { type: "text", autocomplete: "off", maxlength: 120, value: before?.figure ?? "" }), `${name}figure`);
  const unit = keepDraft(h("input", { type: "text", autocomplete: "off", maxlength: 120, value: before?.unit ?? "" }), `${name}unit`);
  const read = (): Value => {
    if (figure.value.trim() === "") throw new Mend("Skriv talet.", figure);
    return { own: { figure: figure.value.trim(), unit: unit.value.trim() === "" ? null : unit.value.trim() } };
  };
  return { parts: [h("div", { class: "row" }, field("Tal", figure), field("Enhet (frivilligt)", unit, "Till exempel kronor eller ärenden."))], read };
}
