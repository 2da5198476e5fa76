// The editor of a report in the making: what it rests on, what is written in it, and the way to paper.

import { type BriefingChoice, freshChoice, roomLeft } from "../modules/briefing";
import { keepSealed, loadBriefings, openDraftOf, shelfOf } from "./briefing_data";
import { finishBox } from "./briefing_finish";
import { type KeepState, type Keeper, keeperOf, settled, unsaved } from "./briefing_keep";
import { textFields } from "./briefing_texts";
import { announce, h, heading, notice, section } from "./dom";
import { act, confirm, field, tick } from "./forms";
import { type Draft, chosen } from "./plan_fields";
import type { Context, Place } from "./view";
import type { BriefingsData } from "./wire";
import { dayWords, grouped } from "./words";

const FEW_LEFT = 1_000;

const STATES: Readonly<Record<KeepState, string>> = {
  saved: "Sparat, krypterat för gruppen.",
  waiting: "Ändrat, sparas strax …",
  saving: "Sparar …",
  too_long: "Inte sparat: texten är för lång.",
  offline: "Ingen förbindelse. Det du skriver finns kvar här och sparas när nätet är tillbaka.",
  conflict: "Inte sparat: en kollega har ändrat utkastet.",
  refused: "Inte sparat.",
};

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void settled();
});

/** The page of the editor. */
export async function briefingView(context: Context, { channel, id, fresh }: Place & { at: "briefing" }): Promise<HTMLElement> {
  await settled();
  const data = await loadBriefings(channel);
  const back = h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "briefings", channel }) }, "Alla nämndrapporter");
  const sealed = data.drafts.find((draft) => draft.id === id);
  const kept = unsaved(channel, id);
  const opened = kept?.choice ?? (sealed !== undefined ? await openDraftOf(context.session, channel, sealed) : fresh === true ? freshChoice(data.today, data.releases, data.plans) : undefined);
  if (opened === undefined) return h("div", {}, back, heading("Utkastet finns inte längre"), h("p", {}, "Någon har tagit bort det eller fastställt rapporten."));
  if (opened === null) return h("div", {}, back, heading("Utkastet kan inte öppnas"), h("p", {}, "Det är krypterat till en nyckel som du inte har."));
  const choice = opened as Draft<BriefingChoice>;

  const state = h("p", { class: "briefing-state", role: "status" });
  const room = h("p", { class: "briefing-room" });
  const trouble = h("div");
  const told = (how: KeepState, words: string): void => {
    const said = how === "refused" ? `${STATES.refused} ${words}` : STATES[how];
    // Whoever listens hears how it went and not that it is going on.
    state.setAttribute("aria-live", how === "waiting" || how === "saving" || how === "saved" ? "off" : "polite");
    state.textContent = said;
    state.classList.toggle("briefing-trouble", !["saved", "waiting", "saving"].includes(how));
    if (how !== "conflict") return;
    const box = conflictBox(context, channel, choice, keeper);
    trouble.replaceChildren(box);
    state.append(" ", h("button", { type: "button", class: "secondary small", onclick: () => box.querySelector("button")?.focus() }, "Välj text"));
  };
  const keeper = keeperOf(channel, id, kept?.seen ?? sealed?.version ?? 0, shelfOf(context.session, channel, id), told);
  const showRoom = (): void => {
    const left = roomLeft(choice);
    room.textContent = left < 0 ? `Ta bort ungefär ${grouped(-left)} tecken.` : `Plats för ungefär ${grouped(left)} tecken till.`;
    room.classList.toggle("briefing-trouble", left < 0);
    if (left >= 0 && left < FEW_LEFT && room.dataset["few"] === undefined) announce("Det börjar bli ont om plats i utkastet.");
    if (left < FEW_LEFT) room.dataset["few"] = "";
    else delete room.dataset["few"];
  };
  const keep = (): void => {
    keeper.changed(choice);
    showRoom();
  };
  showRoom();
  if (kept !== null) keep();
  else state.textContent = sealed === undefined ? "Inte sparat än: sparas när du ändrar något." : STATES.saved;

  const whole = h("div", { class: "briefing" });
  whole.append(
    back,
    heading(fresh === true && sealed === undefined ? "Ny nämndrapport" : "Utkast till nämndrapport"),
    h("p", { class: "lead" }, "Välj underlag, skriv det du vill säga själv och läs igenom. Det du lämnar tomt skriver tjänsten."),
    trouble,
    ground(choice, data, keep),
    ...textFields(choice.texts, data, () => choice.plan, keep).filter((part): part is HTMLElement => part instanceof HTMLElement),
    ...finishBox(context, channel, id, () => choice, keeper, whole),
    h("div", { class: "briefing-bar" }, state, room),
  );
  return whole;
}

function ground(choice: Draft<BriefingChoice>, { today, releases, plans }: BriefingsData, keep: () => void): HTMLElement {
  const day = h("input", { type: "date", value: choice.day, max: today });
  day.addEventListener("input", () => {
    if (day.value === "") return;
    choice.day = day.value;
    keep();
  });
  const boxes = releases.map(({ number, covers, survey, published }) => {
    const box = h("input", { type: "checkbox", checked: choice.releases.includes(number) });
    box.addEventListener("input", () => {
      choice.releases = box.checked ? [...choice.releases, number].sort((a, b) => a - b) : choice.releases.filter((other) => other !== number);
      keep();
    });
    const line = tick(`Nr ${number}: ${covers}`, box);
    line.lastElementChild?.append(h("span", { class: "case-hint" }, `${survey ? "Enkät" : "Inkomna rapporter"}, publicerad ${dayWords(published)}`));
    return line;
  });
  const names = plans.map(({ id, name }) => [id, name] as const);
  return section(
    "briefing-ground",
    "Underlag",
    h("fieldset", { class: "plain", id: "briefing-releases" }, h("legend", {}, "Redovisningar"), ...(boxes.length === 0 ? [h("p", { class: "empty" }, "Ingen redovisning är publicerad än.")] : boxes)),
    field("Handlingsplan att följa upp", chosen(choice, "plan", names, keep, "Ingen")),
    field("Läget den", day, "Rapporten dateras och planen följs upp den dagen."),
  );
}

function conflictBox(context: Context, channel: string, choice: BriefingChoice, keeper: Keeper): HTMLElement {
  const own = async (): Promise<void> => {
    const id = crypto.randomUUID();
    await keepSealed(context.session, channel, id, 0, choice);
    keeper.forget();
    context.go({ at: "briefing", channel, id });
    announce("Din text är sparad som ett eget utkast.");
  };
  const theirs = async (): Promise<void> => {
    keeper.forget();
    await context.refresh("Det här är kollegans text.");
  };
  return notice(
    "warn",
    h("h2", {}, "En kollega har ändrat eller tagit bort utkastet"),
    h("p", {}, "Det du har skrivit står kvar här, men det kan inte sparas över kollegans text."),
    act("Spara min text som ett eget utkast", own, { class: "secondary", working: "Sparar …" }),
    confirm("Visa kollegans text", [h("p", {}, "Det du har skrivit sedan du öppnade utkastet försvinner.")], "Ja, visa kollegans", "Hämtar …", theirs),
  );
}
