import assert from "node:assert/strict";
import { test } from "node:test";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { fromUtf8, randomBytes } from "./bytes";
import { BALLOT, LETTER, REPLY } from "./frame";
import { open } from "./open";
import { seal } from "./seal";

async function somebody(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

test("what is sealed opens for its recipient and is nothing to others", async () => {
  const [officer, other] = [await somebody(), await somebody()];
  const frame = await seal(officer.recipient, { text: "åäö" }, LETTER);
  assert.deepEqual(await open(officer.identity, frame, LETTER), { text: "åäö" });
  assert.equal(await open(other.identity, frame, LETTER), null);
});

test("one byte, 12 kB and nothing at all give frames of one size with one recipient", async () => {
  const { recipient } = await somebody();
  for (const content of [null, { text: "a" }, { text: "a".repeat(12_000) }]) {
    const frame = await seal(recipient, content, LETTER);
    assert.equal(frame.length, LETTER.frame);
    assert.equal(fromUtf8(frame.subarray(0, 400).filter((byte) => byte < 128)).match(/^-> /gm)?.length, 1);
  }
});

test("a dummy opens as empty", async () => {
  const { identity, recipient } = await somebody();
  assert.equal(await open(identity, await seal(recipient, null, BALLOT), BALLOT), "empty");
});

test("a changed or random frame is the same as a frame for somebody else", async () => {
  const { identity, recipient } = await somebody();
  const frame = await seal(recipient, { text: "a" }, REPLY);
  frame[600]! ^= 1;
  assert.equal(await open(identity, frame, REPLY), null);
  assert.equal(await open(identity, randomBytes(REPLY.frame), REPLY), null);
});

test("content that does not fit and recipients of other kinds are refused", async () => {
  const { recipient } = await somebody();
  await assert.rejects(seal(recipient, { text: "a".repeat(20_000) }, LETTER));
  await assert.rejects(seal("age1pq1qqqq", null, LETTER));
});
