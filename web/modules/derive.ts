// Turns a phrase or a staff passphrase into keys; what goes in and what comes out is never logged and never leaves but as named.

import { argon2id } from "@noble/hashes/argon2.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bech32 } from "@scure/base";
import { identityToRecipient } from "age-encryption";
import { type Bytes, concat, utf8 } from "./bytes";

const ARGON2 = { m: 65_536, t: 3, p: 1, dkLen: 32 };

/** What a reporter's phrase opens: replies through the identity, the same case through the tag. */
export interface ReporterKeys {
  readonly identity: string;
  readonly recipient: string;
  readonly tag: Bytes;
}

/** What a staff passphrase gives: the login secret is sent, the unlocking key never is. */
export interface StaffKeys {
  readonly login: Bytes;
  readonly unlock: Bytes;
}

/** The reply identity and case tag of a phrase (words separated by single spaces). */
export async function deriveReporter(phrase: string, salt: Uint8Array): Promise<ReporterKeys> {
  const secret = argon2id(utf8(phrase), salt, ARGON2);
  const scalar = expand(secret, "orubbad reply identity v1", 32);
  const identity = bech32.encodeFromBytes("AGE-SECRET-KEY-", scalar).toUpperCase();
  return { identity, recipient: await identityToRecipient(identity), tag: expand(secret, "orubbad case tag v1", 16) };
}

/** The login secret and the unlocking key of an account. */
export function deriveStaff(passphrase: string, account: string, instanceSalt: Uint8Array): StaffKeys {
  const salt = sha256(concat(utf8("orubbad staff v1"), instanceSalt, utf8(account.toLowerCase()))).slice(0, 16);
  const secret = argon2id(utf8(foldPassphrase(passphrase)), salt, ARGON2);
  return { login: expand(secret, "orubbad login v1", 32), unlock: expand(secret, "orubbad unlock v1", 32) };
}

/** A passphrase as it is derived from: NFKC, trimmed, white space folded. */
export function foldPassphrase(passphrase: string): string {
  return passphrase.normalize("NFKC").trim().replace(/\s+/gu, " ");
}

function expand(secret: Uint8Array, info: string, length: number): Bytes {
  return new Uint8Array(hkdf(sha256, secret, undefined, utf8(info), length));
}
