import assert from "node:assert/strict";
import { constants, generateKeyPairSync, privateDecrypt, randomBytes, verify } from "node:crypto";
import { test } from "node:test";
import { blind, encode, finalize, inverse, isSigned, toInteger } from "./blind";
import { fromBase64url } from "./bytes";
import vectors from "./blind.vectors.json";

const integer = (hex: string): bigint => BigInt(`0x${hex}`);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

/** An issuer made of nothing but OpenSSL. */
function issuer() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const n = toInteger(fromBase64url(publicKey.export({ format: "jwk" }).n!));
  const sign = (blinded: Uint8Array): Uint8Array => privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, blinded);
  return { publicKey, n, sign };
}

test("the vectors of the RFC come out byte for byte", async () => {
  const n = integer(vectors.n);
  const r = inverse(integer(vectors.inv), n);
  const [message, salt] = [unhex(vectors.msg), unhex(vectors.salt)];
  assert.equal(hex(encode(message, salt, 4095)), vectors.encoded_msg);
  assert.equal(hex(blind(n, message, salt, r)), vectors.blinded_msg);
  assert.equal(hex(await finalize(n, message, unhex(vectors.blind_sig), r)), vectors.sig);
});

test("what OpenSSL signs blindly OpenSSL verifies when it is no longer blind", async () => {
  const { publicKey, n, sign } = issuer();
  for (let i = 0; i < 8; i++) {
    const [message, salt] = [randomBytes(32), randomBytes(48)];
    const r = toInteger(randomBytes(272)) % n;
    const blinded = blind(n, message, salt, r);
    assert.equal(blinded.length, 256);
    const signature = await finalize(n, message, sign(blinded), r);
    assert.ok(verify("sha384", message, { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }, signature));
    assert.ok(await isSigned(n, message, signature));
  }
});

test("the same salt and blinding make the same signature, another blinding another request", async () => {
  const { n, sign } = issuer();
  const [message, salt, r] = [randomBytes(32), randomBytes(48), 12_345n];
  const blinded = blind(n, message, salt, r);
  assert.deepEqual(blind(n, message, salt, r), blinded);
  const other = blind(n, message, salt, r + 1n);
  assert.notDeepEqual(other, blinded);
  assert.deepEqual(await finalize(n, message, sign(other), r + 1n), await finalize(n, message, sign(blinded), r));
});

test("an answer that is not the issuer's signature of the request is refused", async () => {
  const { n, sign } = issuer();
  const [message, salt, r] = [randomBytes(32), randomBytes(48), toInteger(randomBytes(256)) % n];
  const answer = new Uint8Array(sign(blind(n, message, salt, r)));
  await assert.rejects(finalize(n, message, answer.map((byte, i) => (i === 200 ? byte ^ 1 : byte)), r));
  await assert.rejects(finalize(n, randomBytes(32), answer, r));
  await assert.rejects(finalize(n, message, answer.subarray(0, 255), r));
  await assert.rejects(finalize(n, message, issuer().sign(new Uint8Array(256).fill(1)), r));
  await finalize(n, message, answer, r);
});

test("a blinding without an inverse is refused", () => {
  assert.throws(() => blind(15n ** 300n, randomBytes(32), randomBytes(48), 3n));
  assert.throws(() => inverse(0n, 101n));
  assert.equal(inverse(3n, 101n), 34n);
});
