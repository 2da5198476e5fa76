import assert from "node:assert/strict";
import { test } from "node:test";
import { randomBytes, utf8 } from "./bytes";
import { BALLOT, LETTER, REPLY, cut, fill, pad, split, unpad } from "./frame";

const header = utf8("age-encryption.org/v1\n-> X25519 abc\ndef\n--- mac\n");

test("padding gives one size whatever was said, and comes off again", () => {
  for (const kind of [LETTER, BALLOT, REPLY]) {
    for (const length of [0, 1, kind.plain - 4]) {
      const content = randomBytes(length);
      const plain = pad(content, kind);
      assert.equal(plain.length, kind.plain);
      assert.deepEqual(unpad(plain, kind), content);
    }
    assert.throws(() => pad(new Uint8Array(kind.plain - 3), kind));
  }
});

test("a length that says more than there is, is refused", () => {
  const plain = new Uint8Array(BALLOT.plain).fill(0xff, 0, 4);
  assert.throws(() => unpad(plain, BALLOT));
});

test("the age file is found at the start of a filled frame", () => {
  const age = new Uint8Array(header.length + BALLOT.plain + 32).fill(7);
  age.set(header);
  const frame = fill(age, BALLOT);
  assert.equal(frame.length, BALLOT.frame);
  assert.deepEqual(cut(frame, BALLOT), age);
});

test("a frame without a header, or with one that ends too late, is refused", () => {
  assert.throws(() => cut(randomBytes(BALLOT.frame).fill(1), BALLOT));
  const late = new Uint8Array(BALLOT.frame);
  late.set(utf8("\n--- mac\n"), BALLOT.frame - 9);
  assert.throws(() => cut(late, BALLOT));
});

test("the board is cut into whole frames only", () => {
  assert.equal(split(new Uint8Array(16 * REPLY.frame), REPLY).length, 16);
  assert.throws(() => split(new Uint8Array(REPLY.frame + 1), REPLY));
});
