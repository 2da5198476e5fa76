// The Work Environment Authority, consultation before anybody else is drawn in, and feedback to the reporter.

import { Fields, today } from "./case_fields";
import type { OpenForm } from "./case_forms";
import { type CasePage, writeAndShow } from "./case_page";
import { h, notice } from "./dom";
import { Mend, form } from "./forms";

const ADVISERS = ["HR", "Säkerhet", "Jurist"];

/** What role we decide in, unless somebody says otherwise. */
export function roleOf({ mine }: CasePage): string {
  return mine?.deputy === true ? "Ställföreträdande säkerhetschef" : "Säkerhetschef";
}

/** The decision on notifying the Work Environment Authority (AML 3 kap. 3 a §). */
export function workForm(page: CasePage): HTMLElement {
  const { work, danger } = page.opened.state;
  const fields = new Fields(page.opened.data.id, "work");
  const decision = fields.choice(
    "decision",
    "Beslut",
    [
      { code: "notified", text: "Anmält till Arbetsmiljöverket" },
      { code: "not_required", text: "Anmälan behövs inte" },
    ],
    { start: work?.decision ?? (danger ? "notified" : ""), must: "Välj ett beslut." },
  );
  const role = fields.line("role", "Vem beslutar (roll)", { start: work?.role ?? roleOf(page), must: "Skriv rollen." });
  const day = fields.day("day", "Beslutsdag", { start: work?.day ?? today(), must: "Välj dag." });
  const text = fields.text("text", "Motivering eller ärendenummer", { start: work?.text ?? "" });
  const save = async (): Promise<void> => {
    const chosen = decision.value() as "notified" | "not_required";
    if (chosen === "not_required" && text.value() === "") throw new Mend("Skriv varför anmälan inte behövs.", text.input);
    await writeAndShow(page, "work", { entry: { kind: "work_environment", decision: chosen, role: role.value(), day: day.value(), text: text.value() } }, "Beslutet är sparat.");
  };
  return form(
    "Spara beslutet",
    "Förseglar …",
    save,
    notice("info", h("p", {}, "Dödsfall, svårare skada, skada som drabbar flera samtidigt och tillbud med allvarlig fara för liv eller hälsa anmäls utan dröjsmål, alltså samma dag (arbetsmiljölagen 3 kap. 3 a §). Det gäller också när rapportören är anonym. Skyldigheten gäller arbetstagare; för förtroendevalda, fråga en jurist.")),
    decision.element,
    role.element,
    day.element,
    text.element,
  );
}

/** That others were asked before the manager was told. */
export function consultationForm(page: CasePage): HTMLElement {
  const fields = new Fields(page.opened.data.id, "consultation");
  const advisers = fields.ticks("with", "Samråd med", ADVISERS.map((text) => ({ code: text, text })));
  const other = fields.line("other", "Någon annan funktion", { hint: "Skriv funktionen, inte namnet." });
  const day = fields.day("day", "Dag", { start: today(), must: "Välj dag." });
  const text = fields.text("text", "Vad ni kom fram till", { must: "Skriv vad ni kom fram till." });
  const save = async (): Promise<void> => {
    const asked = [...advisers.value(), ...(other.value() === "" ? [] : [other.value()])];
    if (asked.length === 0) throw new Mend("Välj minst en funktion.", advisers.input);
    await writeAndShow(page, "consultation", { entry: { kind: "consultation", with: asked, day: day.value(), text: text.value() } }, "Samrådet är sparat.");
  };
  return form(
    "Spara samrådet",
    "Förseglar …",
    save,
    notice("warn", h("p", {}, "Koppla inte in chefen förrän ni har samrått, om någon inom kommunen kan vara delaktig.")),
    advisers.element,
    other.element,
    day.element,
    text.element,
  );
}

/** That the reporter was told what was done; mostly said in a reply. */
export function feedbackForm(page: CasePage, open: OpenForm): HTMLElement {
  const fields = new Fields(page.opened.data.id, "feedback");
  const text = fields.text("text", "Vad rapportören har fått veta", { must: "Skriv vad rapportören har fått veta." });
  return h(
    "div",
    {},
    h("p", {}, "Återkopplingen skrivs oftast i ett svar. Kryssa där för ”Det här är återkopplingen”, så noteras den samtidigt."),
    h("button", { type: "button", class: "secondary", onclick: () => open("reply") }, "Svara och notera återkoppling"),
    form(
      "Notera återkoppling utan nytt svar",
      "Förseglar …",
      () => writeAndShow(page, "feedback", { entry: { kind: "feedback", text: text.value() }, change: "feedback" }, "Återkopplingen är noterad."),
      text.element,
    ),
  );
}
