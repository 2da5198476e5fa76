import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "@noble/hashes/sha2.js";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { fitsBeside, keptName } from "./attachment";
import { base64url, concat, randomBytes, uuidFromBytes } from "./bytes";
import { DROP_SIZE, type Channel, type Message, proveDrop, sealDrop } from "./drop";
import { BALLOT, LETTER } from "./frame";
import { open } from "./open";
import { zeroBits } from "./proof";

const [channelKey, urnKey] = [await generateX25519Identity(), await generateX25519Identity()];
const channel: Channel = {
  id: "11111111-1111-4111-8111-111111111111",
  epoch: "22222222-2222-4222-8222-222222222222",
  name: "Säkerhetsfunktionen",
  phone: "",
  recipient: await identityToRecipient(channelKey),
};
const urn = { id: "33333333-3333-4333-8333-333333333333", recipient: await identityToRecipient(urnKey) };
const keys = { identity: "", recipient: "age1reply", tag: new Uint8Array(16) };
const answered = { form: 1, unit: "44444444-4444-4444-8444-444444444444", answers: [1, 2, 0] };
const challenge = base64url(randomBytes(16));

const report: Message = { kind: "report", answered, text: "åäö", attachments: [], keys };
const followUp: Message = { kind: "follow_up", form: 1, text: "mer", attachments: [], keys };
const count: Message = { kind: "count", answered };

async function dropOf(message: Message, atOnce = false): Promise<Uint8Array> {
  return proveDrop(await sealDrop(message, channel, urn, atOnce), challenge, 8);
}
const letterIn = (body: Uint8Array): Promise<any> => open(channelKey, body.slice(74, 74 + LETTER.frame), LETTER);
const ballotIn = (body: Uint8Array): Promise<any> => open(urnKey, body.slice(74 + LETTER.frame), BALLOT);

test("report, follow-up and only-count are the same number of bytes", async () => {
  assert.equal(DROP_SIZE, 26_698);
  for (const message of [report, followUp, count, { ...report, text: "a".repeat(12_000) }]) {
    assert.equal((await dropOf(message)).length, DROP_SIZE);
  }
});

test("the head says channel, epoch, urn and whether somebody must read today, and the proof covers all of it", async () => {
  const body = await dropOf(report, true);
  assert.equal(body[0], 1);
  assert.deepEqual([1, 17, 33].map((at) => uuidFromBytes(body.slice(at, at + 16))), [channel.id, channel.epoch, urn.id]);
  assert.equal(body[49], 1);
  assert.equal((await dropOf(report))[49], 0);
  const digest = sha256(concat(body.slice(0, 50), body.slice(74)));
  assert.ok(zeroBits(sha256(concat(body.slice(50, 66), digest, body.slice(66, 74)))) >= 8);
});

test("a report's letter and ballot carry the same answers and the same nonce", async () => {
  const body = await dropOf(report);
  const [letter, ballot] = [await letterIn(body), await ballotIn(body)];
  assert.deepEqual({ ...letter, nonce: "" }, { v: 1, kind: "report", ...answered, urn: urn.id, nonce: "", text: "åäö", reply_to: "age1reply", tag: "A".repeat(22) });
  assert.deepEqual({ ...ballot, nonce: "" }, { v: 1, ...answered, nonce: "" });
  assert.equal(letter.nonce, ballot.nonce);
  assert.equal(letter.nonce.length, 22);
});

test("only-count seals an empty letter, a follow-up a dummy ballot", async () => {
  const counted = await dropOf(count);
  assert.equal(await letterIn(counted), "empty");
  assert.deepEqual((await ballotIn(counted)).answers, answered.answers);
  const followed = await dropOf(followUp);
  assert.equal(await ballotIn(followed), "empty");
  const letter = await letterIn(followed);
  assert.deepEqual([letter.kind, letter.unit, letter.answers, letter.form], ["follow_up", null, [], 1]);
});

test("the letter carries what opens its attachments, and the drop is no larger for it", async () => {
  const reference = { id: "55555555-5555-4555-8555-555555555555", identity: `AGE-SECRET-KEY-1${"Q".repeat(58)}`, class: 65_536, name: "bild-1.jpg", type: "image/jpeg", size: 9, original: false } as const;
  for (const message of [report, followUp]) {
    const body = await dropOf({ ...message, attachments: [reference] } as Message);
    assert.equal(body.length, DROP_SIZE);
    assert.deepEqual((await letterIn(body)).attachments, [reference]);
  }
});

test("the longest text that is let through beside five attachments fits the letter", async () => {
  const type = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
  const reference = { id: urn.id, identity: `AGE-SECRET-KEY-1${"Q".repeat(58)}`, class: 16_777_216, name: keptName("å".repeat(200), type), type, size: 16_769_000, original: false } as const;
  let text = "å\n".repeat(5_000);
  while (!fitsBeside(text, 5)) text = text.slice(1);
  assert.ok(fitsBeside(text, 5) && !fitsBeside(`${text}\nå`, 5), "the longest there is");
  const masks = new Array<number>(12).fill(65_535);
  const body = await dropOf({ kind: "report", answered: { ...answered, answers: masks }, text, attachments: new Array(5).fill(reference), keys: { ...keys, recipient: channel.recipient } });
  assert.equal((await letterIn(body)).text, text);
});
