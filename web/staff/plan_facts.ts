// What stands around a plan: the report occasions that come, the policy documents, and the versions there have been.

import type { ActionPlan, PolicyDocument } from "../modules/plan";
import { h, section } from "./dom";
import { act } from "./forms";
import { OCCASION_KINDS, whenOr } from "./plan_words";
import type { Context } from "./view";
import type { PlanData } from "./wire";
import { dayWords } from "./words";

/** Report occasions in the order they come; those that are near say so. */
export function occasions(context: Context, { plan, coming }: PlanData): HTMLElement {
  const rows = coming.flatMap(([code, date, near]) => {
    const occasion = plan.occasions.find((one) => one.code === code);
    if (occasion === undefined) return [];
    const kind = OCCASION_KINDS.find(([known]) => known === occasion.kind)?.[1] ?? occasion.kind;
    const mark = near && h("span", { class: "status plan-near" }, "Närmar sig");
    return [h("li", { class: "member" }, h("div", { class: "case-row-head" }, h("h3", {}, `${date}: ${occasion.title}`), mark), h("p", { class: "hint" }, kind), occasion.purpose !== "" && h("p", {}, occasion.purpose))];
  });
  const write = context.session.me.channels.length > 0 && coming.some(([, , near]) => near) && act("Till nämndrapporterna", () => context.go({ at: "briefings" }), { class: "secondary" });
  const past = plan.occasions.filter(({ code }) => !coming.some(([other]) => other === code)).map(({ title, date }) => `${title}, ${whenOr(date)}`);
  return section("plan-occasions", "Rapporttillfällen", rows.length === 0 ? h("p", { class: "empty" }, "Inga rapporttillfällen framöver.") : h("ul", { class: "plain-list" }, ...rows), past.length > 0 && h("p", { class: "hint" }, `Har varit: ${past.join("; ")}.`), write);
}

/** Policy documents, each with its five header fields. */
export function documents({ plan }: PlanData): HTMLElement {
  const list = plan.documents.map((document) => h("li", { class: "member" }, h("h3", {}, document.title), header(document), link(document)));
  return section("plan-documents", "Styrdokument", list.length === 0 ? h("p", { class: "empty" }, "Inga styrdokument är inlagda.") : h("ul", { class: "plain-list plan-documents" }, ...list));
}

function header({ reference, updated, decided_by: by, process_owner: owner, number }: PolicyDocument): HTMLElement {
  const rows = [["Diarienummer", reference], ["Senast uppdaterad", updated], ["Beslutsinstans", by], ["Processägare", owner], ["Styrdokumentnummer", number]] as const;
  const filled = rows.filter(([, value]) => value !== null);
  const missing = rows.filter(([, value]) => value === null).map(([name]) => name.toLowerCase());
  return h(
    "div",
    {},
    filled.length > 0 && h("dl", { class: "facts" }, ...filled.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    missing.length > 0 && h("p", { class: "hint" }, missing.length === rows.length ? "Uppgifterna i dokumenthuvudet är inte inlagda." : `Inte inlagt: ${missing.join(", ")}.`),
  );
}

/** Only an address that a browser fetches over the network becomes a link. */
function link({ title, link: address }: PolicyDocument): HTMLElement | false {
  if (address === null || !/^https?:\/\//i.test(address)) return false;
  return h("p", {}, h("a", { href: address, target: "_blank", rel: "noopener noreferrer", "aria-label": `Läs ${title} (ny flik)` }, "Läs dokumentet"), " (ny flik)");
}

/** Every version, the latest first. */
export function versions(id: string, { versions: all }: ActionPlan): HTMLElement {
  const rows = [...all].reverse().map(({ number, decided, note, valid_from: from, valid_to: to }) =>
    h(
      "li",
      { class: "member" },
      h("h3", {}, `Version ${number}`),
      h("p", {}, decided === null ? "Utan beslutsdag." : `Beslutad ${dayWords(decided)}.`, (from !== null || to !== null) && ` Gäller ${from === null ? "" : `från ${whenOr(from)} `}${to === null ? "tills vidare" : `till och med ${whenOr(to)}`}.`),
      note !== null && h("p", { class: "hint" }, note),
      h("p", {}, h("a", { class: "plan-file", href: `/api/staff/plans/${id}/versions/${number}/plan.csv`, download: true }, `Hämta version ${number} som tabell (CSV)`)),
    ),
  );
  return section("plan-versions", "Versioner", h("ul", { class: "plain-list" }, ...rows));
}
