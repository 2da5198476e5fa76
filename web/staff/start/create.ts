// Makes the account: keys here, and to the server only what is public, derived or wrapped.

import { accountName } from "../../modules/account";
import { base64url } from "../../modules/bytes";
import { makeOwnKey, wrap } from "../../modules/keyring";
import { Refusal, post } from "../api";
import { dataOf } from "../dom";
import { Mend } from "../forms";
import type { Manifest } from "../wire";
import { derive } from "../worker";
import type { Filled, Looked } from "./wire";

/** Claims a fresh instance or accepts an invitation; `say` tells how far it has come. */
export async function createAccount(token: string, looked: Looked, filled: Filled, say: (progress: string) => void): Promise<void> {
  const account = accountName(filled.account) ?? "";
  say("Härleder nycklar ur lösenfrasen. Det tar några sekunder.");
  const { login, unlock } = await derive(filled.passphrase, account, dataOf<Manifest>("manifest").salt);
  say("Skapar din nyckel och låser den.");
  const own = await makeOwnKey();
  const common = {
    token,
    account,
    login_secret: login,
    totp_secret: looked.totp_secret,
    totp_code: filled.totp,
    recipient: own.recipient,
    wrapped_identity: base64url(await wrap(own.privateKey, unlock)),
  };
  const about = { name: filled.name.trim(), email: filled.email.trim(), channel_name: filled.channelName.trim(), channel_phone: filled.channelPhone.trim() };
  say("Sparar kontot.");
  try {
    await (looked.kind === "set_up" ? post("/api/start/claim", { ...common, ...about }) : post("/api/start/accept", common));
  } catch (failure) {
    throw mendable(failure);
  }
}

function mendable(failure: unknown): unknown {
  if (!(failure instanceof Refusal)) return failure;
  if (failure.code === "wrong_totp") return new Mend("Koden stämmer inte. Vänta på nästa kod i appen och kontrollera att telefonens klocka går rätt.");
  if (failure.code === "account_taken") return new Mend("Användarnamnet är upptaget. Gå tillbaka till första steget och välj ett annat; resten finns kvar.");
  return failure;
}
