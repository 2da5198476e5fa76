// Measures with the day they are to be done, and protective measures that only the function itself may know of.

import type { Measure } from "../modules/case/entry";
import triage from "../form/triage.json";
import { catalogueWord } from "./case_entry_words";
import { Fields, today } from "./case_fields";
import { type CasePage, writeAndShow } from "./case_page";
import { type Child, h, notice } from "./dom";
import { act, form } from "./forms";
import { dayWords } from "./words";

/** A new measure, and those that are to be marked as done. */
export function measureForm(page: CasePage): HTMLElement {
  const fields = new Fields(page.opened.data.id, "measure");
  const measure = fields.select("measure", "Åtgärd", triage.measures, { must: "Välj en åtgärd." });
  const due = fields.day("due", "Ska vara gjord senast", { hint: "Lämna tomt om den redan är gjord." });
  const done = fields.day("done", "Gjord", { hint: "Lämna tomt om den inte är gjord än." });
  const text = fields.text("text", "Beskrivning");
  const save = (): Promise<void> =>
    writeAndShow(page, "measure", { entry: { kind: "measure", measure: measure.value(), due: due.value() || null, done: done.value() || null, text: text.value() } }, "Åtgärden är sparad.");
  return h(
    "div",
    {},
    waiting(page),
    form("Spara åtgärden", "Förseglar …", save, measure.element, text.element, h("div", { class: "row" }, due.element, done.element)),
  );
}

function waiting(page: CasePage): Child {
  const open = page.opened.state.measures.filter(({ done }) => done === null);
  if (open.length === 0) return null;
  const mark = (one: Measure): Promise<void> => writeAndShow(page, "measure", { entry: { ...one, done: today() } }, "Åtgärden är gjord.");
  const row = (one: Measure): HTMLElement =>
    h(
      "li",
      {},
      h("p", {}, h("strong", {}, catalogueWord(triage.measures, one.measure)), one.due !== null && `, senast ${dayWords(one.due)}`, one.text !== "" && ` – ${one.text}`),
      act("Gjord i dag", () => mark(one), { class: "secondary", working: "Sparar …" }),
    );
  return h("div", {}, h("h4", {}, "Att göra"), h("ul", { class: "plain-list unsorted" }, ...open.map(row)));
}

/** A protective measure; kept from those who are only consulted. */
export function protectiveForm(page: CasePage): HTMLElement {
  const fields = new Fields(page.opened.data.id, "protective");
  const grounds = triage.disclosure_grounds.filter((ground) => ground.startsWith("OSL 18 kap."));
  const text = fields.text("text", "Skyddsåtgärd", { must: "Skriv vilken åtgärd det är." });
  const ground = fields.select("ground", "Sekretessgrund", grounds.map((one) => ({ code: one, text: one })), { start: "OSL 18 kap. 8 §", must: "Välj en grund." });
  return form(
    "Spara skyddsåtgärden",
    "Förseglar …",
    () => writeAndShow(page, "protective", { entry: { kind: "protective", ground: ground.value(), text: text.value() }, restricted: true }, "Skyddsåtgärden är sparad."),
    notice("info", h("p", {}, "Larm, vakter, ändrade rutiner och annat som den som hotar inte får känna till. Visas inte för den som bara är rådfrågad och maskas när ärendet lämnas ut.")),
    text.element,
    ground.element,
  );
}
