// The decision on the police: the municipality reports unless there is a ground not to.

import type { Police, PoliceDecision } from "../modules/case/entry";
import triage from "../form/triage.json";
import { draftName } from "./case_draft";
import { Fields, shownWhile, today } from "./case_fields";
import { roleOf } from "./case_form_work";
import type { OpenForm } from "./case_forms";
import { type CasePage, writeAndShow } from "./case_page";
import { policeText } from "./case_police_text";
import { h, notice } from "./dom";
import { setDraft } from "./drafts";
import { Mend, act, form } from "./forms";

/** How it is noted that a lawyer has looked at the ground. */
const LAWYER = "Jurist har bedömt grunden.";
const ASKING = "Fråga om underlag till polisanmälan";

/** The form, which begins with the last decision, so that a K-nummer can be filled in. */
export function policeForm(page: CasePage, open: OpenForm): HTMLElement {
  const { state, data, letters } = page.opened;
  const last = state.police;
  const fields = new Fields(data.id, "police");
  const decision = fields.choice(
    "decision",
    "Beslut",
    [
      { code: "report", text: "Anmäls" },
      { code: "no_report", text: "Anmäls inte" },
      { code: "not_yet", text: "Kan inte anmälas ännu", hint: "Underlaget räcker inte. Fråga rapportören." },
    ],
    { start: last?.decision ?? "report", must: "Välj ett beslut." },
  );
  const happened = letters[0]?.day ?? data.opened;
  const dated: readonly { readonly code: string; readonly text: string; readonly from?: string; readonly to?: string }[] = triage.crimes;
  const crimes = dated.filter(({ from = "", to = "9999" }) => from <= happened && happened <= to);
  const crime = fields.select("crime", "Brott", crimes, { start: last?.crime ?? "", hint: "Det som ligger närmast. Polisen avgör rubriceringen." });
  const against = fields.choice(
    "against",
    "Riktat mot",
    [
      { code: "operations", text: "Verksamheten" },
      { code: "person", text: "En person" },
    ],
    { start: last?.against ?? "" },
  );
  const number = fields.line("number", "K-nummer", { start: last?.number ?? "", hint: "Kan fyllas i senare.", longest: 60 });
  const ground = fields.select("ground", "Grund för att inte anmäla", triage.grounds, { start: last?.ground ?? "" });
  const lawyer = fields.tick("lawyer", "Jurist har bedömt", { start: last?.text.startsWith(LAWYER) ?? false });
  const role = fields.line("role", "Vem beslutar (roll)", { start: last?.role ?? roleOf(page), must: "Skriv rollen." });
  const day = fields.day("day", "Beslutsdag", { start: last?.day ?? today(), must: "Välj dag." });
  const text = fields.text("text", "Motivering", { start: (last?.text ?? "").replace(LAWYER, "").trim() });
  const chosen = (): string => decision.value();
  const needsLawyer = (): boolean => triage.grounds.find(({ code }) => code === ground.value())?.lawyer ?? false;

  const save = async (): Promise<void> => {
    const decided = chosen() as PoliceDecision;
    const why = ground.value();
    if (decided === "no_report" && why === "") throw new Mend("Välj en grund för att inte anmäla.", ground.input);
    if (decided === "no_report" && needsLawyer() && !lawyer.value()) throw new Mend("En jurist ska ha bedömt grunden. Kryssa i när det är gjort.", lawyer.input);
    const lawyers = decided === "no_report" && needsLawyer() ? LAWYER : "";
    const entry: Police = {
      kind: "police",
      decision: decided,
      ground: decided === "no_report" ? why : null,
      crime: decided === "no_report" ? null : crime.value() || null,
      against: decided === "no_report" ? null : ((against.value() || null) as Police["against"]),
      role: role.value(),
      day: day.value(),
      number: decided === "report" ? number.value() : "",
      text: [lawyers, text.value()].filter((part) => part !== "").join("\n"),
    };
    await writeAndShow(page, "police", { entry }, "Beslutet är sparat.");
  };
  const ask = (): void => {
    const template = triage.templates.find(({ title }) => title === ASKING);
    setDraft(`${draftName(data.id, "reply")}text ${data.id}`, template?.text ?? "");
    setDraft(`${draftName(data.id, "reply")}asks ${data.id}`, "yes");
    open("reply");
  };
  const whole = form("Spara beslutet", "Förseglar …", save, h("p", {}, "Brott mot kommunens anställda och förtroendevalda anmäls av kommunen, om inget hindrar."), decision.element);
  whole.lastElementChild!.before(
    shownWhile(whole, () => chosen() !== "no_report", crime.element, against.element),
    shownWhile(whole, () => chosen() === "report", number.element, policeText(page)),
    shownWhile(whole, () => chosen() === "no_report", ground.element, shownWhile(whole, needsLawyer, lawyer.element)),
    shownWhile(whole, () => chosen() === "not_yet", notice("info", h("p", {}, "Fråga rapportören efter det som saknas, och besluta igen när svaret har kommit."), act("Fråga rapportören", ask, { class: "secondary" }))),
    role.element,
    day.element,
    text.element,
  );
  return whole;
}
