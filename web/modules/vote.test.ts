import assert from "node:assert/strict";
import { constants, createHash, generateKeyPairSync, privateDecrypt } from "node:crypto";
import { test } from "node:test";
import { Decrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { base64url } from "./bytes";
import { makeCode } from "./code";
import { BALLOT, cut, unpad } from "./frame";
import { type Unit, type Wave, ballotRequest, checksumOf, codeRequest, isTokenOf, modulusOf, questionnaireOf, readTicket, sealBallot, ticketText, tokenRequest } from "./vote";

const UNIT = "11111111-2222-4333-8444-555555555555";

function unitWithKey(): { unit: Unit; sign: (request: Uint8Array) => Uint8Array } {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const unit = { id: UNIT, name: "Enheten", department: "Förvaltningen", key: publicKey.export({ format: "jwk" }).n! };
  return { unit, sign: (request) => privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, request.subarray(48)) };
}

const wave = { id: "6f1e2a3b-4c5d-4e6f-8a9b-0c1d2e3f4a5b" } as Wave;

test("a code becomes a token that its unit's key vouches for, the same one every time", async () => {
  const { unit, sign } = unitWithKey();
  const code = makeCode();
  const request = tokenRequest(code, wave, unit);
  assert.equal(request.body.length, 304);
  assert.deepEqual(codeRequest(code, wave), request.body.slice(0, 48));
  assert.deepEqual(tokenRequest(code, wave, unit).body, request.body);
  const token = await request.redeem(sign(request.body));
  assert.deepEqual(await tokenRequest(code, wave, unit).redeem(sign(request.body)), token);
  assert.equal(await isTokenOf(token, unit), true);
  assert.equal(await isTokenOf(token, unitWithKey().unit), false);
  assert.equal(await isTokenOf({ ...token, nonce: token.nonce.map((byte) => byte ^ 1) }, unit), false);
});

test("nothing that asks for a token is in the token", async () => {
  const { unit, sign } = unitWithKey();
  const request = tokenRequest(makeCode(), wave, unit);
  const answer = sign(request.body);
  const { nonce, signature } = await request.redeem(answer);
  const seen = Buffer.concat([request.body, answer]).toString("hex");
  for (const part of [nonce, signature]) {
    for (let i = 0; i + 8 <= part.length; i += 8) assert.ok(!seen.includes(Buffer.from(part.subarray(i, i + 8)).toString("hex")));
  }
});

test("a kept ticket is read back, also with words around it and lines broken, and a cut one is not", async () => {
  const token = { wave: wave.id, unit: UNIT, nonce: new Uint8Array(32).fill(7), signature: new Uint8Array(256).fill(250) };
  const text = ticketText(token);
  assert.deepEqual(readTicket(text), token);
  assert.deepEqual(readTicket(`Min biljett:\n${text.replace(/(.{60})/g, "$1\r\n  ")}\nspara`), token);
  assert.equal(readTicket(text.slice(0, -1)), null);
  assert.equal(readTicket(text.replace("svars", "")), null);
  assert.equal(readTicket(""), null);
});

test("a ballot is 2,353 bytes, and its plaintext opens for the recipient alone", async () => {
  const identity = await generateX25519Identity();
  const plain = Uint8Array.of(2, 1, 0, 255);
  const frame = await sealBallot(await identityToRecipient(identity), plain);
  const body = ballotRequest({ wave: wave.id, unit: UNIT, nonce: new Uint8Array(32).fill(7), signature: new Uint8Array(256).fill(9) }, frame);
  assert.deepEqual([body.length, frame.length], [2_353, 2_048]);
  assert.equal(Buffer.from(body.subarray(0, 305)).toString("hex"), `01${UNIT.replaceAll("-", "")}${"07".repeat(32)}${"09".repeat(256)}`);
  const opener = new Decrypter();
  opener.addIdentity(identity);
  assert.deepEqual(unpad(await opener.decrypt(cut(body.slice(305), BALLOT)), BALLOT), plain);
});

test("the checksum is over all keys in their order", () => {
  const units = [unitWithKey().unit, unitWithKey().unit];
  const digest = createHash("sha256").update(Buffer.concat(units.map(({ key }) => Buffer.from(key, "base64url")))).digest("hex");
  assert.equal(checksumOf(units).replaceAll(" ", ""), digest.slice(0, 16));
  assert.match(checksumOf(units), /^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  assert.notEqual(checksumOf([...units].reverse()), checksumOf(units));
});

test("a key of another size and a questionnaire that is not the wave's are refused", () => {
  const { unit } = unitWithKey();
  assert.ok(modulusOf(unit) > 1n << 2047n);
  assert.throws(() => modulusOf({ ...unit, key: base64url(new Uint8Array(256).fill(1)) }));
  assert.throws(() => modulusOf({ ...unit, key: base64url(new Uint8Array(255).fill(255)) }));
  assert.throws(() => modulusOf({ ...unit, key: base64url(new Uint8Array(256).fill(254)) }));
  const questionnaire = JSON.stringify({ version: 1, pages: [{ items: [{ id: "a", kind: "one", when: [], options: [{}] }] }] });
  const questionnaire_hash = createHash("sha256").update(questionnaire).digest("hex");
  assert.ok(questionnaireOf({ ...wave, questionnaire, questionnaire_hash }));
  assert.throws(() => questionnaireOf({ ...wave, questionnaire: `${questionnaire} `, questionnaire_hash }));
});
