// Getting back in with the paper key, for a member who has no key.

import { base64url, fromBase64url } from "../modules/bytes";
import { openBytes, openText, passOn, readPaper, recipientOf, sealText } from "../modules/keyring";
import { get, post } from "./api";
import { type OpenChannel, holdsAll } from "./channel";
import { type Child, h, section } from "./dom";
import { Mend, field, form } from "./forms";
import type { Context } from "./view";
import type { Me } from "./wire";

interface PaperShare {
  readonly case: string;
  readonly key: string;
  readonly sealed: string;
}

/** Case keys that were sealed to single holders, because somebody was kept out, lie on paper by themselves. */
async function recoverCases(channel: string, paper: string, { id: person, recipient }: Me): Promise<void> {
  for (const { case: id, key, sealed } of await get<readonly PaperShare[]>(`/api/staff/channels/${channel}/paper-shares`)) {
    // One that was sealed to an earlier paper stays closed; the others must not wait for it.
    const share = await passOn(fromBase64url(sealed), paper, recipient).catch(() => null);
    if (share !== null) await post(`/api/staff/cases/${id}/shares`, { person, shares: [{ key, sealed: base64url(share) }] });
  }
}

/** The form for typing the paper key, or nothing for somebody who can read already. */
export function recoverBox({ session, refresh }: Context, channel: OpenChannel): Child {
  const { keyring } = channel;
  if (holdsAll(channel)) return false;
  if (keyring.recovery_recipient === null) {
    return section("recover", "Återställ med papper", h("p", {}, "Mottagaren har ingen återställningsnyckel. En medlem med nyckel behöver ge dig den."));
  }
  const typed = h("textarea", { rows: "3", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", class: "mono" });
  const recover = async (): Promise<void> => {
    const paper = readPaper(typed.value);
    if (paper === null) throw new Mend("Något tecken saknas eller är fel. Nyckeln börjar med AGE-SECRET-KEY-1 och är 74 tecken lång.", typed);
    if ((await recipientOf(paper)) !== keyring.recovery_recipient) throw new Mend("Nyckeln är hel men gäller inte längre för den här mottagaren.", typed);
    const keys = [];
    for (const { epoch, sealed } of keyring.recovery) {
      const identity = await openText(fromBase64url(sealed), paper);
      const challenge = keyring.epochs.find(({ id }) => id === epoch)?.challenge ?? "";
      const proof = base64url(await openBytes(fromBase64url(challenge), identity));
      keys.push({ epoch, sealed: base64url(await sealText(identity, session.me.recipient)), proof });
    }
    await post(`/api/staff/channels/${channel.id}/keys`, { holder: session.me.id, keys });
    await recoverCases(channel.id, paper, session.me);
    typed.value = "";
    await refresh("Du har fått nyckeln. Skapa en ny återställningsnyckel, eftersom den gamla har varit framme.");
  };
  return section(
    "recover",
    "Återställ med papper",
    h("p", {}, "Skriv av återställningsnyckeln från pappret. Den stannar i webbläsaren."),
    form("Återställ", "Öppnar nycklarna …", recover, field("Återställningsnyckel", typed, "Mellanrum och små bokstäver spelar ingen roll.")),
  );
}
