// What a custodian's browser does by itself: makes urns for coming periods and gives keys to those who lack one.

import { base64url, fromBase64url } from "../modules/bytes";
import { makeSecret, passOn, sealText } from "../modules/keyring";
import { Refusal, get, post } from "./api";
import type { Session } from "./session";
import type { HeldKey, UrnRow, UrnsData } from "./wire";

/** Prepares everything that waits and says whether anything was done. */
export async function prepareUrns({ me, own }: Session): Promise<boolean> {
  const data = await get<UrnsData>("/api/staff/urns");
  let changed = false;
  for (const { period } of data.to_prepare) changed = (await once(() => make(period, data))) || changed;
  const lacking = data.urns.filter((urn) => urn.state !== "opened" && (urn.without_key.length > 0 || lacksRecovery(urn, data)));
  for (const urn of lacking) {
    if (urn.sealed === null || urn.without_key.some(({ id }) => id === me.id)) continue;
    const sealed = urn.sealed;
    changed = (await once(() => give(urn, sealed, own, data))) || changed;
  }
  return changed;
}

async function make(period: string, data: UrnsData): Promise<void> {
  const { identity, recipient } = await makeSecret();
  const keys: HeldKey[] = [];
  for (const [holder, to] of holders(data)) keys.push({ holder, sealed: base64url(await sealText(identity, to)) });
  await post("/api/staff/urns", { period, recipient, keys });
}

async function give(urn: UrnRow, sealed: string, own: CryptoKey, data: UrnsData): Promise<void> {
  const to: [string | null, string][] = urn.without_key.map(({ id, recipient }) => [id, recipient]);
  if (lacksRecovery(urn, data)) to.push([null, data.recovery_recipient!]);
  const keys: HeldKey[] = [];
  for (const [holder, recipient] of to) keys.push({ holder, sealed: base64url(await passOn(fromBase64url(sealed), own, recipient)) });
  await post(`/api/staff/urns/${urn.id}/keys`, { keys });
}

function holders({ custodians, recovery_recipient: recovery }: UrnsData): [string | null, string][] {
  const all: [string | null, string][] = custodians.map(({ id, recipient }) => [id, recipient]);
  if (recovery !== null) all.push([null, recovery]);
  return all;
}

function lacksRecovery(urn: UrnRow, { recovery_recipient: recovery }: UrnsData): boolean {
  return recovery !== null && !urn.recovery_sealed;
}

/** Does it, unless another custodian's browser was first. */
async function once(action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (failure) {
    if (failure instanceof Refusal && failure.code === "conflict") return false;
    throw failure;
  }
}
