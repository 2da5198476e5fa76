// A new version of a plan, or a change of the last one while it is not decided.

import { type Version, isHistory } from "../modules/plan";
import { announce, h, heading, notice } from "./dom";
import { dropDraft } from "./drafts";
import { act, form } from "./forms";
import { loadPlan, putVersion } from "./plan_data";
import { versionEditor } from "./plan_editor";
import { type Draft, checkWhens, mendAt, openDraft } from "./plan_fields";
import type { Context, Place } from "./view";

/** The page of the editor. */
export async function versionView(context: Context, { id, number }: Place & { at: "plan_version" }): Promise<HTMLElement> {
  const { plan } = await loadPlan(id);
  const old = plan.versions.find((version) => version.number === number);
  const back = h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "plan", id }) }, "Till planen");
  const name = `plan-version ${id} ${number}`;
  if ((old !== undefined && isHistory(plan, old)) || number > plan.versions.length + 1) {
    dropDraft(name);
    return h("div", {}, back, heading(`Version ${number}`), notice("warn", h("p", {}, "Versionen är beslutad eller ersatt och kan inte ändras. Gör en ny version.")));
  }
  const base = plan.versions.find((version) => version.number === number - 1) ?? null;
  const fresh = (): Draft<Version> => structuredClone(old ?? { ...plan.versions.at(-1)!, number, decided: null, note: null }) as Draft<Version>;
  const { draft, keep, begun } = openDraft<Draft<Version>>(name, fresh);
  const whole = h("div", {}, versionEditor({ version: draft, before: base, dimension: plan.dimension }, keep));
  const save = async (): Promise<void> => {
    checkVersion(draft, whole);
    await putVersion(id, draft as Version);
    dropDraft(name);
    context.go({ at: "plan", id, part: "plan-versions" });
    announce(`Version ${number} är sparad.`);
  };
  const discard = (): void => {
    dropDraft(name);
    context.go({ at: "plan", id });
  };
  const last = plan.versions.at(-1)!;
  return h(
    "div",
    {},
    back,
    heading(old === undefined ? `Ny version: version ${number}` : `Ändra version ${number}`),
    h("p", { class: "lead" }, plan.name),
    begun && notice("info", h("p", {}, "Det du skrev förut är kvar. Det är inte sparat.")),
    old === undefined && h("p", {}, `Börjar som en kopia av version ${last.number}.`, last.decided === null && ` Version ${last.number} har ingen beslutsdag. När den nya är sparad kan den inte få någon.`),
    form("Spara versionen", "Sparar …", save, whole),
    act("Släng ändringarna", discard, { class: "quiet" }),
  );
}

/** Refuses what can be seen from here to be wrong, where it stands; the server looks at the rest. */
export function checkVersion({ measures, areas }: Draft<Version>, whole: HTMLElement): void {
  const rows = [...whole.querySelectorAll<HTMLDetailsElement>("details.plan-edit")];
  measures.forEach(({ number, title, area, owners }, place) => {
    const faults: readonly (readonly [boolean, part: string, words: string])[] = [
      [number.trim() === "", "number", "Åtgärden saknar nummer."],
      [title.trim() === "", "title", `Åtgärd ${number} saknar namn.`],
      [!areas.some((one) => one.number === area), "area", `Välj vilken del av planen åtgärd ${number} hör till.`],
      [owners.length === 0, "owners", `Åtgärd ${number} saknar ansvarig.`],
    ];
    const fault = faults.find(([holds]) => holds);
    const row = rows[place];
    if (fault === undefined || row === undefined) return;
    row.open = true;
    // Unfolding makes the fields, but not until the browser says so.
    row.dispatchEvent(new Event("toggle"));
    throw mendAt(fault[2], row.querySelector<HTMLElement>(`[data-part="${fault[1]}"]`) ?? row);
  });
  checkWhens(whole);
}
