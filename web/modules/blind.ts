// Blind signatures by RFC 9474, RSABSSA-SHA384-PSS-Deterministic: the issuer signs what it cannot see.
// Salt and blinding come from the caller, so that the same slip makes the same token; both must be secret and used for one message only.

import { sha384 } from "@noble/hashes/sha2.js";
import { type Bytes, base64url, concat } from "./bytes";

const E = 65_537n;
const HASH = 48;

/** The blinded message for the issuer; throws if the blinding has no inverse, which never happens by chance. */
export function blind(n: bigint, message: Uint8Array, salt: Uint8Array, r: bigint): Bytes {
  inverse(r, n);
  const encoded = toInteger(encode(message, salt, n.toString(2).length - 1));
  return toBytes((encoded * power(r, E, n)) % n, sizeOf(n));
}

/** The signature of the message; throws unless it is a right one. */
export async function finalize(n: bigint, message: Uint8Array, blindSignature: Uint8Array, r: bigint): Promise<Bytes> {
  if (blindSignature.length !== sizeOf(n)) throw new Error("not a blind signature of this key");
  const signature = toBytes((toInteger(blindSignature) * inverse(r, n)) % n, sizeOf(n));
  if (!(await isSigned(n, message, signature))) throw new Error("the issuer's signature is wrong");
  return signature;
}

/** Whether a signature of this key is right for the message; asked of the browser's own RSA-PSS. */
export async function isSigned(n: bigint, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const key = { kty: "RSA", n: base64url(toBytes(n, sizeOf(n))), e: "AQAB" };
  const issuer = await crypto.subtle.importKey("jwk", key, { name: "RSA-PSS", hash: "SHA-384" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "RSA-PSS", saltLength: HASH }, issuer, concat(signature), concat(message));
}

/** The integer that big-endian bytes stand for. */
export function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`);
}

/** The number whose product with `a` is one modulo `n`; throws if there is none. */
export function inverse(a: bigint, n: bigint): bigint {
  let [rest, next, factor, nextFactor] = [n, ((a % n) + n) % n, 0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  if (rest !== 1n) throw new Error("the blinding has no inverse");
  return ((factor % n) + n) % n;
}

/** EMSA-PSS-ENCODE of RFC 8017 §9.1.1 with SHA-384 and MGF1-SHA-384. */
export function encode(message: Uint8Array, salt: Uint8Array, bits: number): Bytes {
  const size = Math.ceil(bits / 8);
  if (size < HASH + salt.length + 2) throw new RangeError("the key is too short");
  const hash = sha384(concat(new Uint8Array(8), sha384(message), salt));
  const block = concat(new Uint8Array(size - salt.length - HASH - 2), Uint8Array.of(1), salt);
  const mask = stretch(hash, block.length);
  block.forEach((byte, i) => (block[i] = byte ^ mask[i]!));
  block[0]! &= 0xff >> (8 * size - bits);
  return concat(block, hash, Uint8Array.of(0xbc));
}

/** MGF1 of RFC 8017 §B.2.1. */
function stretch(seed: Uint8Array, length: number): Bytes {
  const counters = Array.from({ length: Math.ceil(length / HASH) }, (_, i) => Uint8Array.of(0, 0, i >> 8, i & 255));
  return concat(...counters.map((counter) => sha384(concat(seed, counter)))).slice(0, length);
}

function power(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base % n, exponent]; left > 0n; [square, left] = [(square * square) % n, left >> 1n]) {
    if (left & 1n) result = (result * square) % n;
  }
  return result;
}

function sizeOf(n: bigint): number {
  return Math.ceil(n.toString(16).length / 2);
}

function toBytes(value: bigint, length: number): Bytes {
  const hex = value.toString(16).padStart(2 * length, "0");
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}
