// The list of cases of a channel, with everything that could not be opened shown for what it is.

import { post } from "./api";
import { type OpenChannel, holdsAll } from "./channel";
import { type Desk, loadDesk, sortAll } from "./desk_data";
import { caseList, forgetFilters } from "./desk_list";
import { forgetCases } from "./desk_opener";
import { type Child, announce, choices, h, heading, notice, section } from "./dom";
import { firstSteps } from "./first_steps";
import { act, confirm } from "./forms";
import { ownFingerprint } from "./fingerprint";
import type { Context, Place } from "./view";
import type { ChannelOfMe } from "./wire";
import { counted, dayWords } from "./words";

/** The desk of one of our channels. */
export async function deskView(context: Context, place: Place & { at: "desk" }): Promise<HTMLElement> {
  const { me, channels } = context.session;
  const mine = me.channels.find(({ id }) => id === place.channel) ?? me.channels[0];
  if (mine === undefined) return nobodysDesk(context);
  const channel = channels.get(mine.id)!;
  // Whoever has only been invited is handed nothing until a member has given them the key.
  const reads = channel.keys.size > 0;
  const desk: Desk = reads ? await loadDesk(channel) : { cases: [], unsorted: [], sorted: 0, waiting: 0 };
  if (desk.sorted > 0) announce(`${counted(desk.sorted, "nytt brev är sorterat", "nya brev är sorterade")}.`);
  return h(
    "div",
    {},
    h("div", { class: "title-row" }, heading("Ärenden"), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    me.channels.length > 1 && chooser(context, me.channels, mine.id),
    me.channels.length === 1 && h("p", { class: "lead" }, mine.name),
    await firstSteps(context, mine, channel),
    !holdsAll(channel) && channel.keyring.epochs.length > 0 && (await withoutKeys(context)),
    desk.waiting > 0 && sortBehind(context, channel, desk.waiting),
    unsorted(context, mine.id, desk),
    reads && caseList(context, channel, desk),
  );
}

/** Sorts new letters while the desk is in use, and shows them where they came. */
function sortBehind(context: Context, channel: OpenChannel, letters: number): HTMLElement {
  const line = h("p", { role: "status" }, `${counted(letters, "nytt brev sorteras", "nya brev sorteras")} …`);
  const sorting = notice("info", line);
  const failed = (): void => {
    line.textContent = "Nya brev kunde inte sorteras. Uppdatera sidan.";
  };
  void sortAll(channel)
    .then(({ sorted }) => {
      // Somebody who has gone on to a case meanwhile is not called back.
      if (sorting.isConnected) void context.refresh(`${counted(sorted, "nytt brev är sorterat", "nya brev är sorterade")}.`);
    })
    .catch(failed);
  return sorting;
}

/** Forgets every case that was opened and what was searched for; called when the page is locked. */
export function forgetDesk(): void {
  forgetCases();
  forgetFilters();
}

function chooser({ go }: Context, channels: readonly ChannelOfMe[], chosen: string): HTMLElement {
  return choices("Mottagare", channels.map(({ id, name }) => [id, name] as const), chosen, (id) => go({ at: "desk", channel: id }));
}

async function nobodysDesk({ session: { me } }: Context): Promise<HTMLElement> {
  return h(
    "div",
    {},
    heading("Ärenden"),
    notice(
      "info",
      h("p", {}, "Du hör inte till någon mottagare och kan därför inte läsa ärenden.", me.administrator && " Som administratör kan du bjuda in andra under Nycklar."),
      h("p", {}, "Vill någon ha ditt råd i ett ärende ringer de dig. Läs då upp dina siffror:"),
      await ownFingerprint(me.recipient),
    ),
  );
}

async function withoutKeys({ session, go }: Context): Promise<HTMLElement> {
  return notice(
    "warn",
    h("h2", {}, "Du har ingen nyckel än"),
    h("p", {}, "En annan medlem behöver ge dig nyckeln. Ring upp och läs siffrorna här för varandra innan den ges:"),
    await ownFingerprint(session.me.recipient),
    h("p", {}, "Finns ingen annan kvar kan du använda återställningsnyckeln på papper."),
    act("Återställ med papper", () => go({ at: "keys", part: "recover" }), { class: "secondary" }),
  );
}

function unsorted(context: Context, channel: string, { unsorted: letters }: Desk): Child {
  if (letters.length === 0) return false;
  const row = (day: string, atOnce: boolean, state: string, ...more: Child[]): HTMLElement =>
    h("li", {}, h("p", {}, h("strong", {}, `Brev från ${dayWords(day)}`), atOnce && " ", atOnce && h("span", { class: "today" }, "Läs i dag"), ` – ${state}`), ...more);
  return section(
    "unsorted",
    "Brev som inte kan läsas",
    h(
      "ul",
      { class: "plain-list unsorted" },
      ...letters.map(({ id, day, atOnce, opened }) =>
        opened.is === "malformed"
          ? row(day, atOnce, "är öppnat men följer inte formatet.", discard(context, channel, id))
          : opened.is === "locked"
            ? row(day, atOnce, "kan inte öppnas med dina nycklar.")
            : row(day, atOnce, "är öppnat men inte sorterat än. Uppdatera sidan."),
      ),
    ),
    h("p", { class: "hint" }, "Ett brev som inte kan öppnas ligger kvar tills någon med rätt nyckel öppnar det. Fråga de andra medlemmarna."),
  );
}

function discard(context: Context, channel: string, letter: string): HTMLElement {
  const explanation = [h("p", {}, "Brevet är inte gjort av rapportsidan och går inte att läsa. Det tas bort för alltid.")];
  return confirm("Ta bort", explanation, "Ta bort brevet", "Tar bort …", async () => {
    await post(`/api/staff/channels/${channel}/sort`, { discard: [letter], attach: [], open: [] });
    await context.refresh("Brevet är borttaget.");
  });
}
