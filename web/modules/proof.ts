// Pays for one drop with a little computing, so that floods are slow and nobody's address has to be remembered.

import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, concat } from "./bytes";

/** The first counter whose hash begins with as many zero bits as asked. */
export function findProof(challenge: Uint8Array, digest: Uint8Array, difficulty: number): Bytes {
  const attempt = concat(challenge, digest, new Uint8Array(8));
  const counter = new DataView(attempt.buffer, attempt.length - 8);
  for (let n = 0n; ; n++) {
    counter.setBigUint64(0, n);
    if (zeroBits(sha256(attempt)) >= difficulty) return attempt.slice(-8);
  }
}

/** How many zero bits a hash begins with. */
export function zeroBits(hash: Uint8Array): number {
  let bits = 0;
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
