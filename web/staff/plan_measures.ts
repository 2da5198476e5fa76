// The measures of a plan on a day: a table to look over, and a card each with its indicators and what has come of them.

import type { Measure, Outcome } from "../modules/plan";
import { type Child, h } from "./dom";
import { indicatorForm, measureForm } from "./plan_outcome";
import { cardOf, notedWords, statusMark, surveyItem, valueWords, whenOr } from "./plan_words";
import type { Context } from "./view";
import type { Followed, PlanData, Reached } from "./wire";

/** All measures in one table; a narrow screen has the cards alone. */
export function measureTable(measures: readonly Followed[]): HTMLElement {
  const go = (measure: Measure) => (): void => document.getElementById(cardOf(measure))?.focus();
  const row = ({ measure, original_due: first, status }: Followed): HTMLElement =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("button", { type: "button", class: "plan-jump", onclick: go(measure) }, h("span", { class: "plan-number" }, measure.number), measure.title)),
      h("td", {}, measure.owners.join(", ")),
      h("td", {}, whenOr(measure.start)),
      h("td", {}, whenOr(measure.due), first !== null && first !== measure.due && h("span", { class: "plan-first" }, `ursprungligen ${whenOr(first)}`)),
      h("td", {}, statusMark(status)),
    );
  const heads = ["Åtgärd", "Ansvarig", "Start", "Klar senast", "Läge"].map((name) => h("th", { scope: "col" }, name));
  return h("div", { class: "table-scroll roomy", role: "group", "aria-label": "Åtgärderna som tabell", tabindex: "0" }, h("table", { class: "plan-table" }, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...measures.map(row))));
}

/** One measure with everything that is known of it. */
export function measureCard(context: Context, plan: string, data: PlanData, followed: Followed, day: string): HTMLElement {
  const { measure, status, indicators, said } = followed;
  return h(
    "article",
    { class: "plan-measure" },
    h("div", { class: "plan-measure-head" }, h("h4", { id: cardOf(measure), tabindex: "-1" }, `${measure.number} ${measure.title}`), statusMark(status)),
    measure.description !== null && h("p", { class: "plan-about" }, measure.description),
    h("dl", { class: "facts" }, ...factsOf(followed).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    indicators.length > 0 && h("h5", {}, indicators.length === 1 ? "Indikator" : "Indikatorer"),
    h("ul", { class: "plain-list plan-indicators" }, ...indicators.map((reached, place) => indicatorRow(context, plan, data, measure, reached, place, day))),
    said !== null && h("p", {}, h("strong", {}, "Hela åtgärden: "), valueWords(said.value, [], day), ". ", h("span", { class: "hint" }, notedWords(said))),
    measureForm(context, plan, data, measure, said, day),
  );
}

function factsOf({ measure, original_due: first, history }: Followed): (readonly [string, Child])[] {
  const changed = history.length > 1 && first !== null;
  const steps = history.slice(1).map(([version, due]) => `${whenOr(due)} i version ${version}`);
  const rows: (readonly [string, Child] | false)[] = [
    [measure.owners.length > 1 ? "Ansvariga" : "Ansvarig", measure.owners.join(", ")],
    measure.start !== null && ["Start", whenOr(measure.start)],
    ["Klar senast", changed ? `${whenOr(measure.due)}, ursprungligen ${whenOr(first)}` : whenOr(measure.due)],
    history.length > 2 && ["Ändrad till", steps.join(", ")],
    measure.cost !== null && ["Kostnad", measure.cost],
  ];
  return rows.filter((row) => row !== false);
}

function indicatorRow(context: Context, plan: string, data: PlanData, measure: Measure, { indicator, outcome, reached }: Reached, place: number, day: string): HTMLElement {
  const fromSurvey = indicator.kind === "survey" || indicator.kind === "change";
  const sign = reached === true ? "Nått" : outcome === null ? null : reached === false ? "Inte nått än" : null;
  return h(
    "li",
    { class: "plan-indicator" },
    h("p", { class: "plan-indicator-text" }, indicator.text),
    fromSurvey
      ? h("p", { class: "hint" }, `Utfallet hämtas ur redovisningen${indicator.kind === "change" ? ", två mätningar jämförda" : ""}: ”${surveyItem(indicator.figure ?? "")}” Det skrivs ut i nämndrapporten och skrivs inte in här.`)
      : outcomeWords(data, outcome, sign, day),
    !fromSurvey && indicatorForm(context, plan, data, measure, indicator, outcome, place, day),
  );
}

function outcomeWords({ units }: PlanData, outcome: Outcome | null, sign: string | null, day: string): HTMLElement {
  if (outcome === null) return h("p", { class: "hint" }, "Inget utfall än.");
  const codes = units.map(([code]) => code);
  return h("p", {}, sign !== null && h("span", { class: `plan-reached plan-reached-${sign === "Nått"}` }, `${sign}: `), h("strong", {}, valueWords(outcome.value, codes, day)), ". ", h("span", { class: "hint" }, notedWords(outcome)));
}
