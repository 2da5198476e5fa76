// The members of a channel: giving a key after the digits have been compared by voice, and taking somebody out.

import { post } from "./api";
import { type OpenChannel, holdsAll, makeEpoch, sealAll } from "./channel";
import { type Child, h, section } from "./dom";
import { digits, ownFingerprint } from "./fingerprint";
import { Mend, confirm, tick } from "./forms";
import type { Context } from "./view";
import type { Member } from "./wire";

/** Everybody in the channel, with what can be done about each. */
export async function membersBox(context: Context, channel: OpenChannel): Promise<HTMLElement> {
  const { me } = context.session;
  const rows = await Promise.all(channel.keyring.members.map((member) => row(context, channel, member)));
  return section(
    "members",
    "Medlemmar",
    h("ul", { class: "plain-list members" }, ...rows),
    await ownFingerprint(me.recipient),
    h("p", { class: "hint" }, "Den som ska ge dig en nyckel ber dig läsa upp de här siffrorna."),
  );
}

async function row(context: Context, channel: OpenChannel, member: Member): Promise<HTMLElement> {
  const self = member.id === context.session.me.id;
  const role = member.deputy ? "Ställföreträdare" : "Ordinarie";
  const able = holdsAll(channel);
  return h(
    "li",
    { class: "member" },
    h("h3", {}, member.name, self && " (du)"),
    h("p", {}, `${role} · `, member.has_key ? "har nyckel" : h("strong", {}, "har ingen nyckel")),
    !self && !member.has_key && able && (await give(context, channel, member)),
    !self && able && remove(context, channel, member),
  );
}

async function give({ session, refresh }: Context, channel: OpenChannel, member: Member): Promise<Child> {
  const compared = h("input", { type: "checkbox" });
  const explanation: Child[] = [
    h("p", {}, `Ring ${member.name} på ett nummer du redan känner till. Be om siffrorna under ”Dina siffror” och jämför:`),
    await digits(member.recipient),
    h("p", {}, "Stämmer de inte har någon annan lagt sig emellan. Ge då ingen nyckel."),
    tick("Jag har hört personen läsa upp siffrorna och de stämmer", compared),
  ];
  return confirm("Ge nyckel", explanation, "Ge nyckeln", "Försluter nyckeln …", async () => {
    if (!compared.checked) throw new Mend("Jämför siffrorna först och kryssa i rutan.", compared);
    const keys = await sealAll(channel, session.own, member.recipient);
    await post(`/api/staff/channels/${channel.id}/keys`, { holder: member.id, keys });
    await refresh(`${member.name} har fått nyckeln.`);
  }, "primary");
}

function remove({ refresh }: Context, channel: OpenChannel, member: Member): Child {
  const left = channel.keyring.members.filter(({ id, has_key: has }) => has && id !== member.id).length;
  const explanation: Child[] = [
    h("p", {}, `${member.name} tas bort ur mottagaren och en ny nyckel skapas för er som är kvar. Nya brev kan ${member.name} inte öppna.`),
    h("p", {}, "Det som personen redan har läst eller sparat går inte att ta tillbaka."),
    left < 2 && h("p", {}, h("strong", {}, "Bara en person har nyckel efteråt. Mottagaren stängs för rapporter tills en till har fått nyckel.")),
  ];
  return confirm(`Ta bort ${member.name}`, explanation, "Ta bort och byt nyckel", "Byter nyckel …", async () => {
    await makeEpoch(channel, member.id);
    await refresh(`${member.name} är borttagen och nyckeln är bytt.`);
  });
}
