import assert from "node:assert/strict";
import { test } from "node:test";
import { randomBytes } from "./bytes";
import { REPLY } from "./frame";
import * as keyring from "./keyring";
import { open } from "./open";
import { seal } from "./seal";

test("a wrapped key comes back with the same passphrase, opens, and cannot be taken out", async () => {
  const own = await keyring.makeOwnKey();
  const derived = randomBytes(32);
  const wrapped = await keyring.wrap(own.privateKey, await keyring.unlockKey(derived.slice()));
  const back = await keyring.unwrap(wrapped, await keyring.unlockKey(derived.slice()));
  assert.equal(await keyring.recipientOf(back), own.recipient);
  assert.equal(back.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("pkcs8", back));
  assert.deepEqual(await open(back, await seal(own.recipient, { v: 1 }, REPLY), REPLY), { v: 1 });
});

test("another passphrase unwraps nothing, and two wrappings of one key differ", async () => {
  const own = await keyring.makeOwnKey();
  const unlock = await keyring.unlockKey(randomBytes(32));
  const wrapped = await keyring.wrap(own.privateKey, unlock);
  await assert.rejects(keyring.unwrap(wrapped, await keyring.unlockKey(randomBytes(32))));
  assert.notDeepEqual(await keyring.wrap(own.privateKey, unlock), wrapped);
});

test("the bytes of the unlocking key are wiped", async () => {
  const derived = randomBytes(32);
  await keyring.unlockKey(derived);
  assert.ok(derived.every((byte) => byte === 0));
});

test("an epoch key sealed to a member opens frames and passes on to one more member", async () => {
  const [first, second] = [await keyring.makeOwnKey(), await keyring.makeOwnKey()];
  const epoch = await keyring.makeSecret();
  const forFirst = await keyring.sealText(epoch.identity, first.recipient);
  const forSecond = await keyring.passOn(forFirst, first.privateKey, second.recipient);
  const frame = await seal(epoch.recipient, { text: "å" }, REPLY);
  for (const [sealed, member] of [[forFirst, first], [forSecond, second]] as const) {
    const key = await keyring.openKey(sealed, member.privateKey);
    assert.equal(key.extractable, false);
    assert.deepEqual(await open(key, frame, REPLY), { text: "å" });
  }
  await assert.rejects(keyring.openKey(forFirst, second.privateKey));
});

test("a paper key opens what was sealed to it, however it was typed", async () => {
  const [member, paper, epoch] = [await keyring.makeOwnKey(), await keyring.makeSecret(), await keyring.makeSecret()];
  const sealed = await keyring.sealText(epoch.identity, paper.recipient);
  const typed = keyring.paperGroups(paper.identity).join("\n").toLowerCase().replaceAll("-", "–");
  const read = keyring.readPaper(`  ${typed} `);
  assert.equal(read, paper.identity);
  const recovered = await keyring.passOn(sealed, read!, member.recipient);
  assert.equal(await keyring.openText(recovered, member.privateKey), epoch.identity);
});

test("a mistyped paper key is refused", async () => {
  const { identity } = await keyring.makeSecret();
  const last = identity.at(-1) === "Q" ? "P" : "Q";
  for (const typed of ["", identity.slice(0, -1), identity.slice(0, -1) + last, "AGE-SECRET-KEY-1ÅÄÖ", "age1" + identity]) {
    assert.equal(keyring.readPaper(typed), null);
  }
});

test("a fingerprint is eight groups of five digits that another recipient does not share", async () => {
  const [one, other] = [await keyring.makeSecret(), await keyring.makeSecret()];
  const groups = await keyring.fingerprint(one.recipient);
  assert.equal(groups.length, 8);
  assert.ok(groups.every((group) => /^\d{5}$/.test(group)));
  assert.deepEqual(await keyring.fingerprint(one.recipient), groups);
  assert.notDeepEqual(await keyring.fingerprint(other.recipient), groups);
});

test("only a real X25519 recipient is one", async () => {
  const { recipient, identity } = await keyring.makeSecret();
  assert.ok(keyring.isRecipient(recipient));
  for (const wrong of [identity, recipient.slice(0, -1), "age1", "", null, 7]) assert.ok(!keyring.isRecipient(wrong));
});
