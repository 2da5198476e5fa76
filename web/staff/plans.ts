// Handlingsplan: every plan, and the way to a new one.

import { h, heading } from "./dom";
import { draftOf } from "./drafts";
import { act } from "./forms";
import { loadPlans } from "./plan_data";
import { NEW_PLAN } from "./plan_new";
import type { Context, View } from "./view";
import type { PlanRow } from "./wire";
import { counted } from "./words";

/** All plans. */
export const plansView: View = async (context) => {
  const plans = await loadPlans();
  return h(
    "div",
    {},
    h("div", { class: "title-row" }, heading("Handlingsplan"), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    h("p", { class: "lead" }, "Här följer ni upp nämndens åtgärder mot otillåten påverkan. Planen är en allmän handling: den namnger enheter och aldrig personer."),
    act(draftOf(NEW_PLAN) === null ? "Lägg in en plan" : "Fortsätt lägga in en plan", () => context.go({ at: "plan_new" }), { class: plans.length === 0 ? "primary" : "secondary" }),
    plans.length === 0 ? h("p", { class: "empty" }, "Ingen handlingsplan är inlagd än.") : h("ul", { class: "plain-list plans" }, ...plans.map((plan) => row(context, plan))),
  );
};

function row(context: Context, { id, name, decided_by: committee, versions, next, late }: PlanRow): HTMLElement {
  return h(
    "li",
    { class: "urn" },
    h("h2", {}, h("button", { type: "button", class: "case-link plan-name", onclick: () => context.go({ at: "plan", id }) }, name)),
    h("p", { class: "hint" }, `${committee} · ${counted(versions, "version", "versioner")}`),
    late > 0 && h("p", { class: "case-late" }, counted(late, "åtgärd är försenad", "åtgärder är försenade")),
    next !== null && h("p", {}, h("strong", {}, "Nästa rapporttillfälle: "), `${next[1]}, ${next[0]}`),
  );
}
