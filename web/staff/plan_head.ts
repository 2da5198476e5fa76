// What holds for every version of a plan: who decides and reports, when it is reported, and the policy documents beside it.

import type { Occasion, PlanHead, PolicyDocument } from "../modules/plan";
import { type Child, announce, h, heading, notice, section } from "./dom";
import { dropDraft } from "./drafts";
import { act, field, form } from "./forms";
import { loadPlan, setHead } from "./plan_data";
import { type Draft, checkWhens, chosen, mendAt, openDraft, optional, prose, rowsEditor, typed, whenField } from "./plan_fields";
import { OCCASION_KINDS } from "./plan_words";
import type { Context, Place } from "./view";

/** The page that changes a plan's head. */
export async function headView(context: Context, { id }: Place & { at: "plan_head" }): Promise<HTMLElement> {
  const { plan } = await loadPlan(id);
  const name = `plan-head ${id}`;
  const { draft, keep, begun } = openDraft<Draft<PlanHead>>(name, () => {
    const { versions: _, outcomes: __, ...head } = structuredClone(plan);
    return head as Draft<PlanHead>;
  });
  const whole = h("div", {}, who(draft, keep), when(draft, keep), documents(draft, keep));
  const save = async (): Promise<void> => {
    for (const input of whole.querySelectorAll<HTMLInputElement>("[required]")) if (input.value.trim() === "") throw mendAt(`Fyll i ”${input.labels?.[0]?.textContent ?? "fältet"}”.`, input);
    checkWhens(whole);
    await setHead(id, { ...draft, occasions: withCodes(draft.occasions) } as PlanHead);
    dropDraft(name);
    context.go({ at: "plan", id, part: "plan-occasions" });
    announce("Ändringarna är sparade.");
  };
  const discard = (): void => {
    dropDraft(name);
    context.go({ at: "plan", id });
  };
  return h(
    "div",
    {},
    h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "plan", id }) }, "Till planen"),
    heading("Rapporttillfällen och styrdokument"),
    h("p", { class: "lead" }, plan.name),
    begun && notice("info", h("p", {}, "Det du skrev förut är kvar. Det är inte sparat.")),
    form("Spara", "Sparar …", save, whole),
    act("Släng ändringarna", discard, { class: "quiet" }),
  );
}

function who(draft: Draft<PlanHead>, keep: () => void): HTMLElement {
  const needed = { required: true, maxlength: 300 };
  return section(
    "head-who",
    "Planen och de som ansvarar",
    field("Planens namn", typed(draft, "name", keep, needed)),
    h("div", { class: "row" }, field("Kommun", typed(draft, "municipality", keep, needed)), field("Nämnd som beslutar", typed(draft, "decided_by", keep, needed))),
    h("div", { class: "row" }, field("Samordnar", optional(draft, "coordinator", keep), "En enhet, inte en person."), field("Följer upp och rapporterar", optional(draft, "reporter", keep), "En enhet, inte en person.")),
    h("div", { class: "row" }, field("Diarienummer", optional(draft, "reference", keep)), field("Vad planens delar kallas", typed(draft, "dimension", keep, { maxlength: 60 }), "Målområde, tema eller avsnitt.")),
    field("Hör till", optional(draft, "initiative", keep), "Verksamhetsplan eller nämndinitiativ."),
    field("Vad planen gäller", prose(draft, "scope", keep, 3, "")),
  );
}

function when(draft: Draft<PlanHead>, keep: () => void): HTMLElement {
  const draw = (occasion: Draft<Occasion>): Child[] => {
    const date = whenField(occasion, "date", keep);
    date.required = true;
    return [
      field("Vad som rapporteras", typed(occasion, "title", keep, { required: true, maxlength: 200 })),
      h("div", { class: "row" }, field("När", date, "År, månad eller dag."), field("Sort", chosen(occasion, "kind", OCCASION_KINDS, keep))),
      field("Återkommer", everyYears(occasion, keep)),
      field("Syfte", prose(occasion, "purpose", keep, 2, "")),
    ];
  };
  const make = (): Draft<Occasion> => ({ code: "", title: "", date: "", purpose: "", kind: "interim", every_years: null });
  return section(
    "head-when",
    "Rapporttillfällen",
    h("p", {}, "Tjänsten påminner sex veckor före varje tillfälle."),
    rowsEditor<Draft<Occasion>>(draft.occasions, { add: "Lägg till ett rapporttillfälle", name: (place) => `Rapporttillfälle ${place + 1}`, make, draw }, keep),
  );
}

function everyYears(occasion: Draft<Occasion>, keep: () => void): HTMLSelectElement {
  const holder: { years: string | null } = { years: occasion.every_years === null ? null : String(occasion.every_years) };
  const options = [["1", "Varje år"], ["2", "Vartannat år"], ["3", "Vart tredje år"], ["4", "Vart fjärde år"]] as const;
  return chosen(holder, "years", options, () => {
    occasion.every_years = holder.years === null ? null : Number(holder.years);
    keep();
  }, "Nej, bara en gång");
}

function documents(draft: Draft<PlanHead>, keep: () => void): HTMLElement {
  const draw = (document: Draft<PolicyDocument>): Child[] => [
    field("Namn", typed(document, "title", keep, { required: true })),
    h("div", { class: "row" }, field("Diarienummer", optional(document, "reference", keep)), field("Senast uppdaterad", optional(document, "updated", keep), "Dag och paragraf.")),
    h("div", { class: "row" }, field("Beslutsinstans", optional(document, "decided_by", keep)), field("Processägare", optional(document, "process_owner", keep), "En enhet eller funktion.")),
    h("div", { class: "row" }, field("Styrdokumentnummer", optional(document, "number", keep)), field("Adress på webben", optional(document, "link", keep, { inputmode: "url" }))),
  ];
  const make = (): Draft<PolicyDocument> => ({ title: "", reference: null, updated: null, decided_by: null, process_owner: null, number: null, link: null });
  return section("head-documents", "Styrdokument", rowsEditor<Draft<PolicyDocument>>(draft.documents, { add: "Lägg till ett styrdokument", name: (place) => `Styrdokument ${place + 1}`, make, draw }, keep));
}

/** Every occasion with a code of its own; those that have one keep it. */
function withCodes(occasions: readonly Draft<Occasion>[]): Draft<Occasion>[] {
  const taken = new Set(occasions.map(({ code }) => code));
  return occasions.map((occasion) => {
    if (occasion.code !== "") return occasion;
    let place = 1;
    while (taken.has(`r${place}-${occasion.date}`)) place += 1;
    const code = `r${place}-${occasion.date}`;
    taken.add(code);
    return { ...occasion, code };
  });
}
