// The code on a slip and what follows from it, worked out here anew: for searching, and for doing what no page would.

import { hkdfSync, randomInt } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DATA = 15;

/** A code that is well written and belongs to nobody. */
export function foreignCode() {
  const data = Array.from({ length: DATA }, () => ALPHABET[randomInt(32)]).join("");
  return grouped(data + checkSymbol(data));
}

/** Everything of a code that the server must not learn, and what follows from it that only one request each may hold. */
export function secretsOfCode(printed, wave) {
  const code = printed.replaceAll("-", "");
  const salt = Buffer.from(wave.replaceAll("-", ""), "hex");
  const expand = (info, length) => Buffer.from(hkdfSync("sha256", code.slice(0, DATA), salt, `orubbad survey ${info} v1`, length));
  return {
    code: { "the code": code, "the code as printed": printed, "the code as read": printed.replaceAll("-", " "), "all but its last sign": code.slice(0, DATA), "its beginning": printed.slice(0, 9) },
    hidden: { "the salt": expand("salt", 48), "the blinding": expand("blinding", 272).subarray(0, 64) },
    ticket: expand("ticket", 32),
    nonce: expand("nonce", 32),
  };
}

/** Trades a code for a token with a message of its own, as somebody could who has got hold of the code. */
export async function tradeElsewhere(url, printed, wave) {
  const blinded = Buffer.alloc(256, 7);
  blinded[0] = 0;
  const body = Buffer.concat([Buffer.from(wave.replaceAll("-", ""), "hex"), secretsOfCode(printed, wave).ticket, blinded]);
  return fetch(`${url}/api/v1/tokens`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body });
}

function checkSymbol(data) {
  const sum = [...data].reverse().reduce((total, symbol, i) => {
    const addend = ALPHABET.indexOf(symbol) * (i % 2 === 0 ? 2 : 1);
    return total + Math.floor(addend / 32) + (addend % 32);
  }, 0);
  return ALPHABET[(32 - (sum % 32)) % 32];
}

function grouped(code) {
  return code.replace(/(.{4})(?=.)/g, "$1-");
}
