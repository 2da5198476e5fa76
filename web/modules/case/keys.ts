// A case's own keys: opened with what we hold, and made anew for exactly those who may read.

import { base64url, fromBase64url } from "../bytes";
import { type Secret, importSecret, makeSecret, openKey, passOn, sealText } from "../keyring";

/** A generation of a case's key as the server hands it out. */
export interface SealedKey {
  readonly id: string;
  readonly share: { readonly epoch: string | null; readonly sealed: string } | null;
}

/** Somebody a key can be sealed to. */
export interface Holder {
  readonly id: string;
  readonly recipient: string;
}

/** Who is to read a case from now on. */
export interface Readers {
  /** The channel's current epoch, where every member may read. */
  readonly epoch: Holder | null;
  readonly holders: readonly Holder[];
  /** The paper recovery key, where the epoch is not used. */
  readonly paper: string | null;
}

/** A new key as it is posted. */
export interface NewKey {
  readonly recipient: string;
  readonly shares: readonly { readonly epoch: string | null; readonly holder: string | null; readonly sealed: string }[];
}

interface Keyholder {
  /** The epoch keys we can open with, by epoch. */
  readonly keys: ReadonlyMap<string, CryptoKey>;
  readonly own: CryptoKey;
}

/** Opens the keys of a case; those that were not given to us are left out. */
export async function openCaseKeys(keys: readonly SealedKey[], holder: Keyholder): Promise<Map<string, CryptoKey>> {
  const opened = new Map<string, CryptoKey>();
  for (const { id, share } of keys) {
    const by = share === null ? undefined : keyFor(share.epoch, holder);
    if (share === null || by === undefined) continue;
    const key = await openKey(fromBase64url(share.sealed), by).catch(() => null);
    if (key !== null) opened.set(id, key);
  }
  return opened;
}

/** A new key for the readers, and the key itself to go on with. */
export async function makeCaseKey(readers: Readers): Promise<{ readonly key: CryptoKey; readonly post: NewKey }> {
  const secret: Secret = await makeSecret();
  const to: [string | null, string | null, string][] = readers.holders.map(({ id, recipient }) => [null, id, recipient]);
  if (readers.epoch !== null) to.push([readers.epoch.id, null, readers.epoch.recipient]);
  if (readers.paper !== null) to.push([null, null, readers.paper]);
  const shares = [];
  for (const [epoch, holder, recipient] of to) shares.push({ epoch, holder, sealed: base64url(await sealText(secret.identity, recipient)) });
  return { key: await importSecret(secret.identity), post: { recipient: secret.recipient, shares } };
}

/** Every generation of a case's key sealed to one more person; throws where one is not ours to give. */
export async function sealCaseKeys(keys: readonly SealedKey[], holder: Keyholder, recipient: string): Promise<{ key: string; sealed: string }[]> {
  const given = [];
  for (const { id, share } of keys) {
    const by = share === null ? undefined : keyFor(share.epoch, holder);
    if (share === null || by === undefined) throw new Error("a key of the case is missing");
    given.push({ key: id, sealed: base64url(await passOn(fromBase64url(share.sealed), by, recipient)) });
  }
  return given;
}

/** Who reads from now on: every member through the epoch, or, where somebody is kept out, each of the others and the paper key. */
export function readersOf(
  members: readonly (Holder & { readonly has_key: boolean })[],
  keptOut: readonly string[],
  consulted: readonly Holder[],
  epoch: Holder | null,
  paper: string | null,
): Readers {
  const outside = consulted.map(({ id, recipient }) => ({ id, recipient }));
  if (keptOut.length === 0) return { epoch, holders: outside, paper: null };
  const inside = members.filter(({ id, has_key: has }) => has && !keptOut.includes(id)).map(({ id, recipient }) => ({ id, recipient }));
  return { epoch: null, holders: [...inside, ...outside], paper };
}

function keyFor(epoch: string | null, { keys, own }: Keyholder): CryptoKey | undefined {
  return epoch === null ? own : keys.get(epoch);
}
