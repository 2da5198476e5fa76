// A channel as we can use it: its keyring, and the epoch keys that were sealed to us, opened.

import { base64url, fromBase64url } from "../modules/bytes";
import { makeSecret, openKey, passOn, sealText } from "../modules/keyring";
import { get, post } from "./api";
import type { Keyring, Me } from "./wire";

export interface OpenChannel {
  readonly id: string;
  readonly keyring: Keyring;
  /** The epoch keys we can open with, by epoch. */
  readonly keys: ReadonlyMap<string, CryptoKey>;
}

interface Opener {
  readonly me: Me;
  readonly own: CryptoKey;
}

/** Fetches a channel and opens our epoch keys; the very first member makes the first epoch on the way. */
export async function openChannel(id: string, { me, own }: Opener): Promise<OpenChannel> {
  let keyring = await get<Keyring>(`/api/staff/channels/${id}/keyring`);
  if (keyring.epochs.length === 0) {
    await makeFirstEpoch(id, me);
    keyring = await get<Keyring>(`/api/staff/channels/${id}/keyring`);
  }
  const keys = new Map<string, CryptoKey>();
  for (const { id: epoch, sealed } of keyring.epochs) {
    if (sealed === null) continue;
    const key = await openKey(fromBase64url(sealed), own).catch(() => null);
    if (key !== null) keys.set(epoch, key);
  }
  return { id, keyring, keys };
}

/** The epoch that reporters write to now. */
export function currentEpoch({ keyring }: OpenChannel): { readonly id: string; readonly recipient: string } | null {
  return keyring.epochs.find((epoch) => epoch.current) ?? null;
}

/** Whether we can open everything, and so can give others what we have. */
export function holdsAll(channel: OpenChannel): boolean {
  return channel.keyring.epochs.length > 0 && channel.keyring.epochs.every(({ id }) => channel.keys.has(id));
}

/** Every epoch's key sealed to one more recipient. */
export async function sealAll(channel: OpenChannel, own: CryptoKey, recipient: string): Promise<{ epoch: string; sealed: string }[]> {
  const sealed = [];
  for (const epoch of channel.keyring.epochs) {
    if (epoch.sealed === null) throw new Error("a key is missing");
    sealed.push({ epoch: epoch.id, sealed: base64url(await passOn(fromBase64url(epoch.sealed), own, recipient)) });
  }
  return sealed;
}

/** A new epoch for everybody who has a key, less the one who leaves. */
export async function makeEpoch(channel: OpenChannel, remove: string | null): Promise<void> {
  const { identity, recipient } = await makeSecret();
  const stay = channel.keyring.members.filter((member) => member.has_key && member.id !== remove);
  const holders: [string | null, string][] = stay.map((member) => [member.id, member.recipient]);
  if (channel.keyring.recovery_recipient !== null) holders.push([null, channel.keyring.recovery_recipient]);
  const keys = [];
  for (const [holder, to] of holders) keys.push({ holder, sealed: base64url(await sealText(identity, to)) });
  await post(`/api/staff/channels/${channel.id}/epochs`, { recipient, keys, remove });
}

async function makeFirstEpoch(id: string, me: Me): Promise<void> {
  const { identity, recipient } = await makeSecret();
  const keys = [{ holder: me.id, sealed: base64url(await sealText(identity, me.recipient)) }];
  // Somebody else may have been first; then theirs is the one that is fetched.
  await post(`/api/staff/channels/${id}/epochs`, { recipient, keys, remove: null }).catch(() => null);
}
