// The code on a slip: how it is made, written and read, and what a browser derives from it.
// The code never leaves a browser; what is derived for one wave says nothing about another.

import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, randomBytes, utf8, uuidToBytes } from "./bytes";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DATA_SYMBOLS = 15;

export const CODE_LENGTH = DATA_SYMBOLS + 1;

/** What was typed, as a code, or what is wrong with it; never whether the code is known to anybody. */
export type TypedCode =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly why: "length"; readonly count: number }
  | { readonly ok: false; readonly why: "symbol"; readonly symbol: string }
  | { readonly ok: false; readonly why: "check" };

/** What a code gives in one wave: the ticket is sent, the rest makes the token and hides it from the issuer. */
export interface CodeKeys {
  readonly ticket: Bytes;
  readonly nonce: Bytes;
  readonly salt: Bytes;
  readonly blinding: Bytes;
}

/** A new code: 75 random bits and their check symbol; 32 divides 256, so no symbol is likelier than another. */
export function makeCode(random: (length: number) => Uint8Array = randomBytes): string {
  const data = Array.from(random(DATA_SYMBOLS), (byte) => ALPHABET[byte % 32]).join("");
  return data + checkSymbol(data);
}

/** Reads a typed code: case, spaces and hyphens do not matter, O is 0, I and L are 1. */
export function readCode(typed: string): TypedCode {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  const symbols = [...code];
  const strange = symbols.find((symbol) => !ALPHABET.includes(symbol));
  if (strange !== undefined) return { ok: false, why: "symbol", symbol: strange };
  if (symbols.length !== CODE_LENGTH) return { ok: false, why: "length", count: symbols.length };
  if (checkSymbol(code.slice(0, DATA_SYMBOLS)) !== code[DATA_SYMBOLS]) return { ok: false, why: "check" };
  return { ok: true, code };
}

/** A code as it is printed: in groups of four. */
export function groupCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, "$1-");
}

/** The check symbol of the data symbols, by the Luhn algorithm modulo 32. */
export function checkSymbol(data: string): string {
  let sum = 0;
  [...data].reverse().forEach((symbol, i) => {
    const addend = ALPHABET.indexOf(symbol) * (i % 2 === 0 ? 2 : 1);
    sum += Math.floor(addend / 32) + (addend % 32);
  });
  return ALPHABET[(32 - (sum % 32)) % 32]!;
}

/** What a code that has been read gives in the wave with this id. */
export function deriveCode(code: string, wave: string): CodeKeys {
  const secret = utf8(code.slice(0, DATA_SYMBOLS));
  const expand = (info: string, length: number): Bytes =>
    new Uint8Array(hkdf(sha256, secret, uuidToBytes(wave), utf8(info), length));
  return {
    ticket: expand("orubbad survey ticket v1", 32),
    nonce: expand("orubbad survey nonce v1", 32),
    salt: expand("orubbad survey salt v1", 48),
    blinding: expand("orubbad survey blinding v1", 272),
  };
}
