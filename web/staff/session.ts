// Who we are and what we can open right now. It lives in memory only, and locking means letting go of it.

import { accountName } from "../modules/account";
import { fromBase64url } from "../modules/bytes";
import { recipientOf, unwrap } from "../modules/keyring";
import { get, post } from "./api";
import { type OpenChannel, openChannel } from "./channel";
import { dataOf } from "./dom";
import { Mend } from "./forms";
import type { Manifest, Me } from "./wire";
import { derive } from "./worker";

/** What stands between unlocking and locking. */
export interface Session {
  me: Me;
  readonly own: CryptoKey;
  readonly channels: Map<string, OpenChannel>;
}

/** Signs in with what the server may know and unlocks with what it may not: one derivation gives both. */
export async function signIn(account: string, passphrase: string, totp: string): Promise<Session> {
  const name = accountName(account);
  if (name === null) throw new Mend("Kontrollera användarnamnet.");
  const { login, unlock } = await derive(passphrase, name, dataOf<Manifest>("manifest").salt);
  await post("/api/staff/sign-in", { account: name, login_secret: login, totp });
  return begin(await get<Me>("/api/staff/me"), unlock);
}

/** Unlocks again in a session the server still knows. */
export async function unlockAs(me: Me, passphrase: string): Promise<Session> {
  const { unlock } = await derive(passphrase, me.account, dataOf<Manifest>("manifest").salt);
  return begin(await get<Me>("/api/staff/me"), unlock);
}

/** Who the server takes us for, or `null` where nobody is signed in. */
export async function whoAmI(): Promise<Me | null> {
  const response = await fetch("/api/staff/me", { credentials: "same-origin", cache: "no-store" });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error("the server does not answer");
  return (await response.json()) as Me;
}

/** Fetches anew what may have changed about us and our channels. */
export async function renew(session: Session): Promise<void> {
  session.me = await get<Me>("/api/staff/me");
  session.channels.clear();
  for (const { id } of session.me.channels) session.channels.set(id, await openChannel(id, session));
}

async function begin(me: Me, unlock: CryptoKey): Promise<Session> {
  const own = await unwrap(fromBase64url(me.wrapped_identity), unlock).catch(() => {
    throw new Mend("Lösenfrasen stämmer inte.");
  });
  if ((await recipientOf(own)) !== me.recipient) throw new Mend("Nyckeln hör inte till kontot. Kontakta den som sköter tjänsten.");
  const session: Session = { me, own, channels: new Map() };
  for (const { id } of me.channels) session.channels.set(id, await openChannel(id, session));
  return session;
}
