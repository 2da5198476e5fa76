// One plan as it stands on a day: what is done and what is late, what comes next, and the documents it rests on.

import { isHistory } from "../modules/plan";
import { type Child, h, heading, notice, section } from "./dom";
import { Mend, act, field } from "./forms";
import { loadPlan } from "./plan_data";
import { documents, occasions, versions } from "./plan_facts";
import { measureCard, measureTable } from "./plan_measures";
import { PLAN_STATUSES } from "./plan_words";
import type { Context, Place } from "./view";
import type { MeasureStatus, PlanData } from "./wire";
import { counted, dayWords } from "./words";

/** The page of a plan. */
export async function actionPlanView(context: Context, place: Place & { at: "plan" }): Promise<HTMLElement> {
  const data = await loadPlan(place.id, place.on);
  const { plan, warnings } = data;
  return h(
    "div",
    { class: "plan" },
    h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "plans" }) }, "Alla planer"),
    heading(plan.name),
    h("p", { class: "lead" }, plan.scope),
    facts(data),
    warnings.length > 0 && notice("warn", h("h2", {}, "Tiderna går inte ihop"), h("ul", {}, ...warnings.map((warning) => h("li", {}, warning)))),
    followUp(context, place, data),
    occasions(context, data),
    documents(data),
    versions(place.id, plan),
    section(
      "plan-change",
      "Ändra planen",
      h("div", { class: "row plan-acts" }, ...changes(context, place.id, data)),
      h("p", {}, h("a", { class: "plan-file", href: `/api/staff/plans/${place.id}/plan.json`, download: true }, "Hämta hela planen (JSON)")),
    ),
  );
}

function facts({ plan }: PlanData): HTMLElement {
  const rows = [["Beslutas av", plan.decided_by], ["Diarienummer", plan.reference], ["Samordnar", plan.coordinator], ["Följer upp och rapporterar", plan.reporter], ["Hör till", plan.initiative]] as const;
  const filled = rows.filter(([, value]) => value !== null && value !== "");
  return h("dl", { class: "answers plan-facts" }, ...filled.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function followUp(context: Context, { id, on }: Place & { at: "plan" }, data: PlanData): HTMLElement {
  const { plan, follow_up: follow } = data;
  const day = h("input", { type: "date", value: follow?.on ?? on ?? "" });
  const show = (): void => {
    if (day.value === "") throw new Mend("Välj en dag.", day);
    context.go({ at: "plan", id, on: day.value, part: "plan-follow" });
  };
  const today = on !== undefined && act("I dag", () => context.go({ at: "plan", id, part: "plan-follow" }), { class: "quiet" });
  const chooser = h("div", { class: "row" }, field("Läget den", day), act("Visa", show, { class: "secondary" }), today);
  if (follow === null) return section("plan-follow", "Uppföljning", chooser, h("p", { class: "empty" }, "Ingen version av planen gällde den dagen."));
  const version = plan.versions.find(({ number }) => number === follow.version)!;
  const areas = version.areas.map((area) => {
    const own = follow.measures.filter(({ measure }) => measure.area === area.number);
    if (own.length === 0) return false;
    const name = area.title === area.number ? area.title : `${plan.dimension} ${area.number}: ${area.title}`;
    return h("div", { class: "plan-area" }, h("h3", {}, name), ...own.map((followed) => measureCard(context, id, data, followed, follow.on)));
  });
  return section(
    "plan-follow",
    "Uppföljning",
    chooser,
    h("p", { class: "plan-sum" }, h("strong", {}, `${counted(follow.measures.length, "åtgärd", "åtgärder")} den ${dayWords(follow.on)}: `), statusCounts(follow.measures.map(({ status }) => status)), ` Version ${follow.version} gäller.`),
    measureTable(follow.measures),
    ...areas,
  );
}

/** How many stand so, such as `2 pågår, 1 försenad`. */
function statusCounts(statuses: readonly MeasureStatus[]): string {
  const many: Partial<Record<MeasureStatus, string>> = { not_started: "Ej påbörjade", late: "Försenade", done: "Genomförda" };
  const said = (["done", "ongoing", "late", "not_started", "dropped"] as const).flatMap((status) => {
    const count = statuses.filter((other) => other === status).length;
    const word = (count > 1 ? many[status] : undefined) ?? PLAN_STATUSES[status];
    return count === 0 ? [] : [`${count} ${word.toLowerCase()}`];
  });
  return `${said.join(", ")}.`;
}

function changes(context: Context, id: string, { plan }: PlanData): Child[] {
  const last = plan.versions.at(-1)!;
  const next = (): void => context.go({ at: "plan_version", id, number: last.number + 1 });
  const open = !isHistory(plan, last);
  return [
    open && act(`Ändra version ${last.number}, som inte är beslutad`, () => context.go({ at: "plan_version", id, number: last.number }), { class: "secondary" }),
    act("Ny version", next, { class: open ? "quiet" : "secondary" }),
    act("Rapporttillfällen och styrdokument", () => context.go({ at: "plan_head", id }), { class: "secondary" }),
  ];
}
