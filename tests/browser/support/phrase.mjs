// What follows from a phrase, derived here anew, so that it can be searched for.

import { createPrivateKey, createPublicKey, hkdfSync } from "node:crypto";
import { argon2id } from "@noble/hashes/argon2.js";
import { bech32 } from "@scure/base";

const ARGON2 = { m: 65_536, t: 3, p: 1, dkLen: 32 };
const PKCS8_HEAD = Buffer.from("302e020100300506032b656e04220420", "hex");
const SEPARATORS = [" ", "-", "_", ",", ", ", "+", "%20", "\n", '","'];

/** Everything that must stay in the browser: the words, two of them beside each other, and what is derived from all. */
export function secretsOf(words, salt) {
  return { "the phrase": words.join(" "), ...neighbours(words), ...derived(words, salt) };
}

function neighbours(words) {
  const pairs = words.slice(1).flatMap((word, i) => SEPARATORS.map((between) => [`words ${i + 1} and ${i + 2} with ${JSON.stringify(between)}`, words[i] + between + word]));
  return Object.fromEntries(pairs);
}

function derived(words, salt) {
  const secret = argon2id(Buffer.from(words.join(" ")), salt, ARGON2);
  const expand = (info, length) => Buffer.from(hkdfSync("sha256", secret, "", info, length));
  const scalar = expand("orubbad reply identity v1", 32);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, scalar]), format: "der", type: "pkcs8" });
  const point = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  return {
    "the derived secret": Buffer.from(secret),
    "the reply identity": scalar,
    "the reply identity in words": bech32.encodeFromBytes("AGE-SECRET-KEY-", scalar).toUpperCase(),
    "the reply recipient": point,
    "the reply recipient in words": bech32.encodeFromBytes("age", point),
    "the case tag": expand("orubbad case tag v1", 16),
  };
}
