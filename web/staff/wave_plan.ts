// Planning a wave. Nothing typed is lost on a refusal, in another view, or while the page is locked.

import { h, heading, section } from "./dom";
import { Mend, act, field, form } from "./forms";
import type { View } from "./view";
import { POPULATIONS, type Population, type WaveRow, loadWaves, planWave, tenureBands } from "./wave_data";
import { frameBox } from "./wave_frame";
import { type PlanDraft, change, dropPlanDraft, openPlanDraft } from "./wave_plan_draft";
import { questionsBox } from "./wave_questions";

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The form that plans a wave. */
export const planView: View = async (context) => {
  const { today, waves, frame } = await loadWaves();
  const { draft, keep } = openPlanDraft(today);
  const days = daysBox(draft, keep);
  const place = h("div");
  let chosen = frameBox(frame, draft, [], keep);
  let laid = 0;
  const lay = async (): Promise<void> => {
    const mine = ++laid;
    // A questionnaire with faults has no bands to ask for yet.
    const bands = await questions.current().then(tenureBands, () => []);
    if (mine !== laid) return;
    chosen = frameBox(frame, draft, bands, keep);
    place.replaceChildren(chosen.element);
  };
  const questions = questionsBox(draft, keep, () => void lay());
  const population = populationChoice(draft, () => {
    days.show();
    keep();
    void lay();
  });
  await lay();

  const preview = async (): Promise<void> => {
    const questionnaire = await questions.current();
    const shown = { opens: draft.opens, reference_from: draft.from, reference_to: draft.to };
    if (!Object.values(shown).every((day) => DAY.test(day))) throw new Mend("Fyll i dagarna först.", days.opens);
    context.go({ at: "wave_questions", asked: { questionnaire, number: nextNumber(waves, draft.population), days: shown }, back: { at: "wave_plan" } });
  };
  const plan = async (): Promise<void> => {
    days.check();
    const units = chosen.read();
    if (draft.disposal.trim() === "") throw new Mend("Ange gallringsbeslutet.", disposal);
    if (draft.definition !== null) await questions.current();
    const id = await planWave({
      title: draft.title,
      population: draft.population,
      opens: draft.opens,
      closes: draft.closes,
      reference_from: draft.from,
      reference_to: draft.to,
      disposal: draft.disposal,
      definition: draft.definition,
      units,
    });
    dropPlanDraft();
    context.go({ at: "wave", id });
  };
  const disposal = kept(draft, "disposal", keep, { maxlength: "200", autocomplete: "off" });
  return h(
    "div",
    {},
    h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "waves" }) }, "Alla mätningar"),
    heading("Planera en mätning"),
    form(
      "Planera mätningen",
      "Gör urna och planerar …",
      plan,
      section(
        "plan-what",
        "Vad och när",
        field("Mätningens namn", days.title, "Står på lapparna och överst i enkäten."),
        population,
        h("div", { class: "row" }, field("Öppnar", days.opens), field("Sista dag att svara", days.closes)),
        h("fieldset", { class: "plain" }, h("legend", {}, "Perioden som frågorna gäller"), h("div", { class: "row" }, field("Från och med", days.from), field("Till och med", days.to))),
        field("Gallringsbeslut", disposal, "Till exempel SN 2026/118 § 44. Beslutet behövs, för valsedlarna förstörs när mätningen är räknad."),
      ),
      section("plan-frame", "Vilka som tillfrågas", h("p", {}, "Antalen kommer från organisationen och kan ändras här. Var och en får en kod, så antalet ska stämma."), place),
      section("plan-questions", "Frågorna", questions.element, act("Förhandsgranska frågorna", preview, { class: "secondary", working: "Hämtar frågorna …" })),
      h("p", {}, "När mätningen är planerad går den inte att ändra. Grupperna som den redovisas för bestäms då, innan någon har svarat."),
    ),
    act(
      "Släng det ifyllda",
      () => {
        dropPlanDraft();
        context.go({ at: "waves" });
      },
      { class: "quiet" },
    ),
  );
};

interface DaysBox {
  readonly title: HTMLInputElement;
  readonly opens: HTMLInputElement;
  readonly closes: HTMLInputElement;
  readonly from: HTMLInputElement;
  readonly to: HTMLInputElement;
  /** Shows what the draft says now. */
  show(): void;
  check(): void;
}

function daysBox(draft: PlanDraft, keep: () => void): DaysBox {
  const title = kept(draft, "title", keep, { maxlength: "200", autocomplete: "off" });
  const [closes, from, to] = (["closes", "from", "to"] as const).map((name) => kept(draft, name, keep, { type: "date" })) as [HTMLInputElement, HTMLInputElement, HTMLInputElement];
  const opens = h("input", { type: "date" });
  const show = (): void => {
    for (const [input, name] of [[title, "title"], [opens, "opens"], [closes, "closes"], [from, "from"], [to, "to"]] as const) input.value = draft[name];
  };
  opens.addEventListener("input", () => {
    if (!DAY.test(opens.value)) return;
    change(draft, { opens: opens.value });
    show();
    keep();
  });
  const check = (): void => {
    if (draft.title.trim() === "") throw new Mend("Skriv vad mätningen heter.", title);
    for (const input of [opens, closes, from, to]) if (!DAY.test(input.value)) throw new Mend("Fyll i dagen.", input);
    if (draft.closes < draft.opens) throw new Mend("Mätningen kan inte stänga innan den har öppnat.", closes);
    if (draft.to < draft.from) throw new Mend("Perioden som frågorna gäller slutar innan den börjar.", to);
  };
  show();
  return { title, opens, closes, from, to, show, check };
}

function populationChoice(draft: PlanDraft, changed: () => void): HTMLElement {
  const options = (Object.entries(POPULATIONS) as [Population, string][]).map(([population, text]) => {
    const input = h("input", { type: "radio", name: "population" });
    input.checked = draft.population === population;
    input.addEventListener("change", () => {
      change(draft, { population });
      changed();
    });
    return h("label", { class: "tick" }, input, h("span", {}, text));
  });
  return h("fieldset", { class: "plain" }, h("legend", {}, "Till vilka"), ...options);
}

function kept(draft: PlanDraft, name: "title" | "closes" | "from" | "to" | "disposal", keep: () => void, attributes: Readonly<Record<string, string>>): HTMLInputElement {
  const input = h("input", { type: "text", ...attributes });
  input.value = draft[name];
  input.addEventListener("input", () => {
    draft[name] = input.value;
    keep();
  });
  return input;
}

function nextNumber(waves: readonly WaveRow[], population: Population): number {
  return waves.filter((wave) => wave.population === population).length + 1;
}
