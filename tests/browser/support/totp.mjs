// The authenticator app: RFC 6238 codes, each given out once.

import { createHmac } from "node:crypto";

const STEP_S = 30;
const spent = new Map();

/** A code for `secret` (bytes) that has not been used; waits when all that are valid now have been. */
export async function freshCode(secret) {
  const name = secret.toString("hex");
  for (;;) {
    const now = Math.floor(Date.now() / 1000 / STEP_S);
    const step = Math.max(now, (spent.get(name) ?? 0) + 1);
    // The server also takes the code of the next step.
    if (step <= now + 1) {
      spent.set(name, step);
      return codeAt(secret, step);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** A code that is wrong at any time near now. */
export function wrongCode(secret) {
  const now = Math.floor(Date.now() / 1000 / STEP_S);
  const near = [-2, -1, 0, 1, 2, 3].map((step) => codeAt(secret, now + step));
  return ["000000", "111111", "222222", "333333", "444444", "555555", "666666"].find((code) => !near.includes(code));
}

/** The secret that an authenticator is shown as text. */
export function fromBase32(text) {
  let bits = "";
  for (const letter of text.replace(/[\s=]/g, "").toUpperCase()) bits += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

function codeAt(secret, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}
