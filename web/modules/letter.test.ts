import assert from "node:assert/strict";
import { test } from "node:test";
import { makeSecret } from "./keyring";
import { headOf, readHead, readLetter } from "./letter";

const { recipient } = await makeSecret();
const whole = { v: 1, kind: "report", form: 1, nonce: "x", unit: null, answers: [1, 0], text: "hej", reply_to: recipient, tag: "A".repeat(22) };

test("a letter is read, an empty one is empty, and one for others stays closed", () => {
  assert.equal(readLetter(whole).is, "letter");
  assert.equal(readLetter("empty").is, "empty");
  assert.equal(readLetter(null).is, "locked");
});

test("what does not follow the format is malformed, never half a letter", () => {
  const wrong = [{ v: 2 }, { kind: "note" }, { answers: [-1] }, { answers: "1" }, { text: 1 }, { text: "x".repeat(12_001) }, { reply_to: "age1x" }, { tag: "short" }, { unit: 1 }];
  for (const part of wrong) assert.equal(readLetter({ ...whole, ...part }).is, "malformed", JSON.stringify(part).slice(0, 40));
  for (const content of [[], 7, "text", true]) assert.equal(readLetter(content).is, "malformed");
});

test("the head that is sealed for a case is read back", () => {
  const opened = readLetter(whole);
  assert.ok(opened.is === "letter");
  assert.deepEqual(readHead(headOf(opened.letter)), { tag: whole.tag, replyTo: recipient });
  for (const content of [null, "empty", {}, { v: 1, tag: whole.tag, reply_to: "nobody" }]) assert.equal(readHead(content), null);
});

test("nonce, urn and attachments are read where they are whole, and are nothing where they are not", () => {
  const urn = "33333333-3333-4333-8333-333333333333";
  const reference = { id: "55555555-5555-4555-8555-555555555555", identity: `AGE-SECRET-KEY-1${"Q".repeat(58)}`, class: 65_536, name: "bild-1.jpg", type: "image/jpeg", size: 9, original: false };
  const read = (part: object) => {
    const opened = readLetter({ ...whole, ...part });
    assert.ok(opened.is === "letter");
    return opened.letter;
  };
  const full = read({ nonce: "B".repeat(22), urn, attachments: [reference] });
  assert.deepEqual([full.nonce, full.urn, full.attachments], ["B".repeat(22), urn, [reference]]);
  const bare = read({ nonce: 7, urn: "nowhere", attachments: "none" });
  assert.deepEqual([bare.nonce, bare.urn, bare.attachments], [null, null, []]);
});
