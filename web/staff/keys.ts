// The keys view: who can read, how more people become able to, and what is left if nobody can.

import { type Child, choices, h, heading } from "./dom";
import { act } from "./forms";
import { channelsBox } from "./keys_channels";
import { inviteBox } from "./keys_invite";
import { membersBox } from "./keys_members";
import { paperBox } from "./keys_paper";
import { recoverBox } from "./keys_recover";
import type { Context, Place } from "./view";

/** Keys of one of our channels, and what administrators look after. */
export async function keysView(context: Context, place: Place & { at: "keys" }): Promise<HTMLElement> {
  const { me, channels } = context.session;
  const mine = me.channels.find(({ id }) => id === place.channel) ?? me.channels[0];
  const channel = mine === undefined ? undefined : channels.get(mine.id);
  const ofChannel: Child[] =
    channel === undefined
      ? [h("p", {}, "Du hör inte till någon mottagare.")]
      : [await membersBox(context, channel), recoverBox(context, channel), paperBox(context, channel)];
  return h(
    "div",
    {},
    h("div", { class: "title-row" }, heading("Nycklar"), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    me.channels.length > 1 &&
      choices("Mottagare", me.channels.map(({ id, name }) => [id, name] as const), mine!.id, (id) => context.go({ at: "keys", channel: id })),
    me.channels.length === 1 && h("p", { class: "lead" }, mine!.name),
    ...ofChannel,
    await inviteBox(context, mine?.id ?? null),
    me.administrator && (await channelsBox(context)),
  );
}
