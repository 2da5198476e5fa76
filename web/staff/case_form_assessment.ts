// The assessment: how serious it is and what happened. There is no field for the purpose: that only the reporter knows.

import incident from "../form/incident.json";
import { summaryOf } from "../modules/answers";
import type { Assessment, YesNo } from "../modules/case/entry";
import triage from "../form/triage.json";
import { came } from "./case_data";
import { Fields } from "./case_fields";
import { type CasePage, writeAndShow } from "./case_page";
import { type Child, h } from "./dom";
import { form } from "./forms";

const YES_NO = [
  { code: "yes", text: "Ja" },
  { code: "no", text: "Nej" },
  { code: "unclear", text: "Oklart" },
];
const FORMS = incident.questions.find(({ id }) => id === "forms")!.options;

/** The form, which begins with what was said last. */
export function assessmentForm(page: CasePage): HTMLElement {
  const { state, data } = page.opened;
  const before = state.assessment;
  const fields = new Fields(data.id, "assessment");
  const severity = fields.choice("severity", "Allvar", triage.severities.map(({ code, text, hint }) => ({ code: String(code), text, hint })), { start: before === null ? "" : String(before.severity), must: "Välj hur allvarligt det är." });
  const yesNo = (name: "crime" | "insider" | "danger", label: string, hint: string, said: boolean): ReturnType<Fields["choice"]> =>
    fields.choice(name, label, YES_NO, { hint, start: before?.[name] ?? (said ? "yes" : ""), must: `Svara på frågan: ${label}` });
  const crime = yesNo("crime", "Misstänker du brott?", "Misstanken räcker. Polisen avgör om det är ett brott.", false);
  const insider = yesNo("insider", "Kan någon inom kommunen vara delaktig?", "Kollega, chef eller förtroendevald.", state.insider);
  const danger = yesNo("danger", "Har det varit allvarlig fara för liv eller hälsa?", "Då ska du också besluta om Arbetsmiljöverket, samma dag.", state.danger);
  const options = FORMS.map(({ code, text }) => ({ code, text: text.sv })).filter(({ code }) => code !== "na");
  const start = FORMS.flatMap(({ code }, bit) => ((state.forms & (1 << bit)) === 0 ? [] : [code]));
  const happened = fields.ticks("forms", "Vad som hände", options, { hint: "Rapportörens svar är ikryssat. Ändra om texten visar något annat.", start });
  const text = fields.text("text", "Motivering");
  const save = async (): Promise<void> => {
    const mask = FORMS.reduce((bits, { code }, bit) => (happened.value().includes(code) ? bits | (1 << bit) : bits), 0);
    const untouched = mask === (state.forms & ~naBit()) && (before === null || before.forms === null);
    const entry: Assessment = {
      kind: "assessment",
      severity: Number(severity.value()) as 1 | 2 | 3,
      crime: crime.value() as YesNo,
      insider: insider.value() as YesNo,
      danger: danger.value() as YesNo,
      forms: untouched ? null : mask,
      text: text.value(),
    };
    await writeAndShow(page, "assessment", { entry }, "Bedömningen är sparad.");
  };
  return form("Spara bedömningen", "Förseglar …", save, severity.element, crime.element, insider.element, danger.element, happened.element, purpose(page), text.element);
}

function naBit(): number {
  const at = FORMS.findIndex(({ code }) => code === "na");
  return at === -1 ? 0 : 1 << at;
}

function purpose({ opened }: CasePage): Child {
  const report = came(opened.letters).find(({ letter }) => letter.kind === "report" && letter.form === incident.version)?.letter;
  const said = report === undefined ? [] : summaryOf(incident, report.answers, "purpose_perceived");
  if (said.length === 0) return null;
  return h("p", { class: "case-theirs" }, `Var syftet att påverka? Rapportörens svar: ${said.join(", ")}. Det är rapportörens egen uppfattning och ändras inte.`);
}
