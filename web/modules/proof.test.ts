import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "@noble/hashes/sha2.js";
import { concat, randomBytes } from "./bytes";
import { findProof, zeroBits } from "./proof";

test("the proof begins with the zero bits asked for", () => {
  const [challenge, digest] = [randomBytes(16), randomBytes(32)];
  for (const difficulty of [0, 1, 10, 14]) {
    const counter = findProof(challenge, digest, difficulty);
    assert.equal(counter.length, 8);
    assert.ok(zeroBits(sha256(concat(challenge, digest, counter))) >= difficulty);
  }
});

test("zero bits are counted across bytes", () => {
  assert.equal(zeroBits(Uint8Array.of(0x80)), 0);
  assert.equal(zeroBits(Uint8Array.of(0, 0x01)), 15);
  assert.equal(zeroBits(Uint8Array.of(0, 0)), 16);
});
