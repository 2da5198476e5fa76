// Taking in a plan: a whole one from a file, or a new one with its first measures.

import type { ActionPlan, PlanHead, Version } from "../modules/plan";
import { announce, h, heading, section } from "./dom";
import { dropDraft } from "./drafts";
import { Mend, act, confirm, field, form } from "./forms";
import { takeIn } from "./plan_data";
import { versionEditor } from "./plan_editor";
import { type Draft, openDraft, optional, prose, typed } from "./plan_fields";
import { checkVersion } from "./plan_version";
import type { Context, View } from "./view";
import { counted } from "./words";

/** The name of the draft of a new plan. */
export const NEW_PLAN = "plan-new";

type NewPlan = Draft<PlanHead & { readonly version: Version }>;

/** The page that takes in a plan. */
export const newPlanView: View = async (context) =>
  h(
    "div",
    {},
    h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "plans" }) }, "Alla planer"),
    heading("Lägg in en plan"),
    fromFile(context),
    fromNothing(context),
  );

function fromFile(context: Context): HTMLElement {
  const file = h("input", { type: "file", accept: ".json,application/json" });
  const looked = h("div", { role: "status" });
  const look = async (): Promise<void> => {
    const chosen = file.files?.[0];
    if (chosen === undefined) throw new Mend("Välj en fil.", file);
    const plan = planIn(await chosen.text());
    if (plan === null) throw new Mend("Filen är inte en handlingsplan som har hämtats ur tjänsten (JSON).", file);
    const last = plan.versions.at(-1)!;
    const said = `${plan.name}, ${plan.decided_by}: ${counted(plan.versions.length, "version", "versioner")}, ${counted(last.measures.length, "åtgärd", "åtgärder")} i den senaste och ${counted((plan.outcomes ?? []).length, "utfall", "utfall")}.`;
    looked.replaceChildren(confirm("Lägg in planen", [h("p", {}, said)], "Ja, lägg in den", "Lägger in …", () => take(context, plan), "primary"));
    looked.querySelector<HTMLElement>("button")?.click();
  };
  return section("new-file", "Från en fil", h("p", {}, "En plan som har hämtats ur tjänsten, med alla versioner och utfall."), form("Titta i filen", "Läser …", look, field("Plan (JSON)", file)), looked);
}

function planIn(text: string): ActionPlan | null {
  try {
    const plan = JSON.parse(text) as ActionPlan;
    return typeof plan.name === "string" && Array.isArray(plan.versions) && Array.isArray(plan.versions.at(-1)?.measures) ? plan : null;
  } catch {
    return null;
  }
}

function fromNothing(context: Context): HTMLElement {
  const { draft, keep } = openDraft<NewPlan>(NEW_PLAN, fresh);
  const name = typed(draft, "name", keep, { maxlength: 300 });
  const committee = typed(draft, "decided_by", keep, { maxlength: 200 });
  const municipality = typed(draft, "municipality", keep, { maxlength: 200 });
  const editor = h("div", {}, versionEditor({ version: draft.version, before: null, dimension: "Målområde" }, keep));
  const save = async (): Promise<void> => {
    for (const [input, words] of [[name, "Skriv vad planen heter."], [municipality, "Skriv kommunens namn."], [committee, "Skriv vilken nämnd som beslutar."]] as const) if (input.value.trim() === "") throw new Mend(words, input);
    if (draft.version.measures.length === 0) throw new Mend("Planen behöver minst en åtgärd.");
    checkVersion(draft.version, editor);
    const { version, ...head } = draft;
    await take(context, { ...head, versions: [version], outcomes: [] } as ActionPlan);
  };
  const discard = async (): Promise<void> => {
    dropDraft(NEW_PLAN);
    await context.refresh("Det ifyllda är borta.");
  };
  return section(
    "new-plan",
    "En ny plan",
    form(
      "Lägg in planen",
      "Lägger in …",
      save,
      field("Planens namn", name, "Till exempel Socialnämndens handlingsplan mot otillåten påverkan 2026–2027."),
      h("div", { class: "row" }, field("Kommun", municipality), field("Nämnd som beslutar", committee)),
      field("Vad planen gäller", prose(draft, "scope", keep, 3, "")),
      h("div", { class: "row" }, field("Diarienummer (frivilligt)", optional(draft, "reference", keep)), field("Vad planens delar kallas", typed(draft, "dimension", keep, { maxlength: 60 }), "Målområde, tema eller avsnitt.")),
      editor,
    ),
    act("Släng det ifyllda", discard, { class: "quiet" }),
  );
}

async function take(context: Context, plan: ActionPlan): Promise<void> {
  const id = await takeIn(plan);
  dropDraft(NEW_PLAN);
  context.go({ at: "plan", id });
  announce("Planen är inlagd.");
}

function fresh(): NewPlan {
  const version = { number: 1, decided: null, note: null, valid_from: null, valid_to: null, areas: [{ number: "1", title: "" }], measures: [] };
  return { ...{ name: "", municipality: "", decided_by: "", dimension: "Målområde", scope: "", occasions: [], documents: [] }, ...{ coordinator: null, reporter: null, initiative: null, reference: null }, version };
}
