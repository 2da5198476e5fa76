// Which questions a wave asks: those that come with the service or the municipality's own, and a walk through them.

import type { Questionnaire } from "../modules/questionnaire";
import { periodOf } from "../views/respondent/period";
import { showPreview } from "../views/respondent/preview";
import { Refusal } from "./api";
import { type Child, h, notice } from "./dom";
import { Mend, act, field } from "./forms";
import type { Context, Place } from "./view";
import { checkDefinition, shippedQuestionnaire } from "./wave_data";
import type { PlanDraft } from "./wave_plan_draft";
import { counted } from "./words";

const FAULTY = /^Frågeformuläret kan inte användas: /;

/** Walks through a questionnaire as a respondent does. */
export async function questionsView(context: Context, { asked, back }: Place & { at: "wave_questions" }): Promise<HTMLElement> {
  const container = h("div", { class: "wave-preview" });
  showPreview(container, asked.questionnaire, asked.number, periodOf(asked.days));
  return h("div", {}, h("button", { type: "button", class: "quiet back", onclick: () => context.go(back) }, "Tillbaka till mätningen"), container);
}

/** The choice of questionnaire; `current` gives it, or shows its faults and says that they must be mended. */
export function questionsBox(
  draft: PlanDraft,
  keep: () => void,
  changed: () => void,
): { readonly element: HTMLElement; readonly current: () => Promise<Questionnaire> } {
  const radio = (own: boolean, text: string): HTMLElement => {
    const input = h("input", { type: "radio", name: "questionnaire" });
    input.checked = (draft.definition !== null) === own;
    input.addEventListener("change", () => {
      draft.definition = own ? typed.value : null;
      mine.hidden = !own;
      keep();
      changed();
    });
    return h("label", { class: "tick" }, input, h("span", {}, text));
  };
  const typed = h("textarea", { rows: "12", class: "mono", spellcheck: "false", autocapitalize: "off" });
  typed.value = draft.definition ?? "";
  const said = h("div", { role: "status" });
  typed.addEventListener("input", () => {
    draft.definition = typed.value;
    said.replaceChildren();
    keep();
  });
  const file = h("input", { type: "file", accept: ".toml,text/plain" });
  file.addEventListener("change", async () => {
    typed.value = draft.definition = (await file.files?.[0]?.text().catch(() => null)) ?? typed.value;
    keep();
  });
  const current = async (): Promise<Questionnaire> => {
    if (draft.definition === null) return shippedQuestionnaire(draft.population);
    if (draft.definition.trim() === "") throw new Mend("Klistra in frågeformuläret eller välj en fil.", typed);
    return checkDefinition(draft.definition).catch((failure: unknown) => {
      if (!(failure instanceof Refusal) || !FAULTY.test(failure.message)) throw failure;
      said.replaceChildren(faults(failure.message));
      throw new Mend("Frågeformuläret har fel som måste rättas först. De står ovanför.", typed);
    });
  };
  const check = async (): Promise<void> => {
    said.replaceChildren();
    const { pages } = await current();
    const items = pages.reduce((sum, page) => sum + page.items.length, 0);
    said.replaceChildren(notice("done", h("p", {}, `Frågeformuläret håller: ${counted(items, "fråga", "frågor")} på ${counted(pages.length, "sida", "sidor")}.`)));
    changed();
  };
  const mine = h(
    "div",
    { class: "own-questions", hidden: draft.definition === null },
    field("Fil med frågeformuläret (TOML)", file),
    field("Eller klistra in det här", typed),
    said,
    act("Kontrollera frågeformuläret", check, { class: "secondary", working: "Kontrollerar …" }),
  );
  const element = h("fieldset", { class: "plain" }, h("legend", {}, "Vilka frågor"), radio(false, "Tjänstens frågeformulär"), radio(true, "Eget frågeformulär (TOML)"), mine);
  return { element, current };
}

function faults(message: string): HTMLElement {
  const list = message.replace(FAULTY, "").split(/; (?=rad \d+: )/);
  const items: Child[] = list.map((fault) => h("li", {}, fault));
  return notice("error", h("p", {}, `${counted(list.length, "fel", "fel")} i frågeformuläret:`), h("ul", {}, ...items));
}
