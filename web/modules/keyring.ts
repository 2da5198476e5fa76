// Makes, wraps and passes on the keys of staff; what the server gets is always wrapped or sealed.
// A secret is text only between two seals; what stays in memory is a CryptoKey that cannot be taken out.

import { bech32 } from "@scure/base";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { type Bytes, concat, fromUtf8, randomBytes, utf8 } from "./bytes";

const X25519 = { name: "X25519" };
const IV = 12;
const PKCS8_HEAD = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20);
const SECRET_PREFIX = "AGE-SECRET-KEY-";

/** A member's own key as it is made: the private half can leave only wrapped. */
export interface OwnKey {
  readonly privateKey: CryptoKey;
  readonly recipient: string;
}

/** A new secret in age's words and the recipient that goes with it. */
export interface Secret {
  readonly identity: string;
  readonly recipient: string;
}

/** The key that wraps a private key, from the bytes derived from the passphrase; the bytes are wiped. */
export async function unlockKey(bytes: Bytes): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["wrapKey", "unwrapKey"]);
  bytes.fill(0);
  return key;
}

/** A new key pair of a member. */
export async function makeOwnKey(): Promise<OwnKey> {
  const pair = (await crypto.subtle.generateKey(X25519, true, ["deriveBits"])) as CryptoKeyPair;
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { privateKey: pair.privateKey, recipient: bech32.encodeFromBytes("age", point) };
}

/** The private key under the unlocking key: a fresh IV, then the ciphertext. */
export async function wrap(privateKey: CryptoKey, unlock: CryptoKey): Promise<Bytes> {
  const iv = randomBytes(IV);
  return concat(iv, new Uint8Array(await crypto.subtle.wrapKey("pkcs8", privateKey, unlock, { name: "AES-GCM", iv })));
}

/** The private key, no longer extractable; throws where the passphrase was another. */
export function unwrap(wrapped: Bytes, unlock: CryptoKey): Promise<CryptoKey> {
  const algorithm = { name: "AES-GCM", iv: wrapped.slice(0, IV) };
  return crypto.subtle.unwrapKey("pkcs8", wrapped.slice(IV), unlock, algorithm, X25519, false, ["deriveBits"]);
}

/** A new epoch, urn or paper key. */
export async function makeSecret(): Promise<Secret> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** A text sealed to one recipient as a plain age file. */
export async function sealText(text: string, recipient: string): Promise<Bytes> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return new Uint8Array(await encrypter.encrypt(utf8(text)));
}

/** What a plain age file holds, byte for byte; throws where it was sealed to somebody else. */
export function openBytes(sealed: Uint8Array, identity: CryptoKey | string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(sealed);
}

/** The text of a plain age file; throws where it was sealed to somebody else. */
export async function openText(sealed: Uint8Array, identity: CryptoKey | string): Promise<string> {
  const bytes = await openBytes(sealed, identity);
  const text = fromUtf8(bytes);
  bytes.fill(0);
  return text;
}

/** A key sealed to us, as a key that opens but cannot be taken out. */
export async function openKey(sealed: Uint8Array, own: CryptoKey): Promise<CryptoKey> {
  return importSecret(await openText(sealed, own));
}

/** A key sealed to us, sealed once more to somebody else; it is readable only in between. */
export async function passOn(sealed: Uint8Array, own: CryptoKey | string, recipient: string): Promise<Bytes> {
  return sealText(await openText(sealed, own), recipient);
}

/** A secret in age's words as a key that cannot be taken out; the bytes are wiped. */
export async function importSecret(identity: string): Promise<CryptoKey> {
  const scalar = scalarOf(identity);
  const pkcs8 = concat(PKCS8_HEAD, scalar);
  scalar.fill(0);
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, X25519, false, ["deriveBits"]);
  pkcs8.fill(0);
  return key;
}

/** The recipient of a key, to see that it is the one it should be. */
export function recipientOf(identity: CryptoKey | string): Promise<string> {
  return identityToRecipient(identity);
}

/** Whether a text is a recipient that can be sealed to. */
export function isRecipient(text: unknown): text is string {
  if (typeof text !== "string" || !text.startsWith("age1")) return false;
  try {
    const { prefix, bytes } = bech32.decodeToBytes(text);
    return prefix === "age" && bytes.length === 32;
  } catch {
    return false;
  }
}

/** Eight groups of five digits that two people compare aloud before one gives the other a key. */
export async function fingerprint(recipient: string): Promise<string[]> {
  const digest = new DataView(await crypto.subtle.digest("SHA-256", utf8(recipient)));
  return Array.from({ length: 8 }, (_, i) => String(digest.getUint16(2 * i)).padStart(5, "0"));
}

/** A secret in groups for paper: the prefix, then groups of up to six characters. */
export function paperGroups(identity: string): string[] {
  return [`${SECRET_PREFIX}1`, ...(identity.slice(SECRET_PREFIX.length + 1).match(/.{1,6}/g) ?? [])];
}

/** The secret that was typed from paper, or `null` where something is missing or mistyped. */
export function readPaper(typed: string): string | null {
  const identity = typed.normalize("NFKC").toUpperCase().replace(/[\s·.]+/g, "").replace(/[\u2010-\u2015\u2212]/g, "-");
  try {
    scalarOf(identity).fill(0);
    return identity;
  } catch {
    return null;
  }
}

function scalarOf(identity: string): Uint8Array {
  const { prefix, bytes } = bech32.decodeToBytes(identity);
  if (prefix.toUpperCase() !== SECRET_PREFIX || bytes.length !== 32) throw new Error("not an age identity");
  return bytes;
}
