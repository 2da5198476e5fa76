// Nämndrapport: reports in the making, those that are fixed, and the way to a new one.

import type { BriefingChoice } from "../modules/briefing";
import { discardSealed, loadBriefings, openDraftOf } from "./briefing_data";
import { fixedBox } from "./briefing_files";
import { forgetUnsaved, settled, unsaved, unsavedOf } from "./briefing_keep";
import { choices, h, heading, notice, section } from "./dom";
import { act, confirm } from "./forms";
import type { Context, Place } from "./view";
import type { BriefingsData } from "./wire";
import { dayWords } from "./words";

interface DraftRow {
  readonly id: string;
  /** `null` where we have no key for it. */
  readonly choice: BriefingChoice | null;
  /** The day it was last saved; `null` where it is not saved yet. */
  readonly changed: string | null;
}

/** The page of reports of a channel. */
export async function briefingsView(context: Context, place: Place & { at: "briefings" }): Promise<HTMLElement> {
  const { me, channels } = context.session;
  const mine = me.channels.find(({ id }) => id === place.channel) ?? me.channels[0];
  const title = h("div", { class: "title-row" }, heading("Nämndrapport"), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" }));
  if (mine === undefined) return h("div", {}, title, notice("info", h("p", {}, "Du hör inte till någon mottagare.")));
  if (channels.get(mine.id)?.keys.size === 0) return h("div", {}, title, notice("warn", h("p", {}, "Du har ingen nyckel än. En annan medlem behöver ge dig den.")));
  await settled();
  const data = await loadBriefings(mine.id);
  const drafts = await draftsOf(context, mine.id, data);
  const begin = (): void => context.go({ at: "briefing", channel: mine.id, id: crypto.randomUUID(), fresh: true });
  const nothing = data.releases.length === 0 && data.plans.length === 0;
  return h(
    "div",
    {},
    title,
    me.channels.length > 1 && choices("Mottagare", me.channels.map(({ id, name }) => [id, name] as const), mine.id, (id) => context.go({ at: "briefings", channel: id })),
    h("p", { class: "lead" }, "En tjänsteskrivelse med bilaga till nämnden. Siffrorna kommer ur publicerade redovisningar och handlingsplanen. Ingenting räknas om på vägen."),
    nothing ? notice("info", h("p", {}, "Det finns inget att rapportera än: ingen redovisning är publicerad och ingen handlingsplan är inlagd.")) : act("Ny rapport", begin),
    section("briefing-drafts", "Utkast", drafts.length === 0 ? h("p", { class: "empty" }, "Inga utkast.") : h("ul", { class: "plain-list" }, ...drafts.map((draft) => draftRow(context, mine.id, draft)))),
    section("briefing-fixed", "Fastställda", data.fixed.length === 0 ? h("p", { class: "empty" }, "Ingen rapport är fastställd än.") : h("ul", { class: "plain-list" }, ...data.fixed.map((fixed, place) => fixedBox(fixed, place === 0)))),
  );
}

async function draftsOf({ session }: Context, channel: string, { drafts }: BriefingsData): Promise<DraftRow[]> {
  const rows: DraftRow[] = [];
  for (const id of unsavedOf(channel)) if (!drafts.some((draft) => draft.id === id)) rows.push({ id, choice: unsaved(channel, id)?.choice ?? null, changed: null });
  for (const draft of drafts) rows.push({ id: draft.id, choice: unsaved(channel, draft.id)?.choice ?? (await openDraftOf(session, channel, draft)), changed: draft.changed });
  return rows;
}

function draftRow(context: Context, channel: string, { id, choice, changed }: DraftRow): HTMLElement {
  const name = choice === null ? "Ett utkast som inte kan öppnas" : choice.texts.title.trim() === "" ? "Rapport utan egen rubrik" : choice.texts.title;
  const discard = async (): Promise<void> => {
    if (changed !== null) await discardSealed(channel, id);
    forgetUnsaved(channel, id);
    await context.refresh("Utkastet är borttaget.");
  };
  return h(
    "li",
    { class: "urn" },
    h("h3", {}, choice === null ? name : h("button", { type: "button", class: "case-link plan-name", onclick: () => context.go({ at: "briefing", channel, id }) }, name)),
    h("p", { class: "hint" }, choice !== null && `Läget den ${dayWords(choice.day)}. `, changed === null ? "Inte sparat än." : `Ändrat ${dayWords(changed)}.`, choice === null && " Det är krypterat till en nyckel som du inte har."),
    confirm("Ta bort utkastet", [h("p", {}, `”${name}” försvinner för alla i gruppen.`)], "Ja, ta bort det", "Tar bort …", discard),
  );
}
