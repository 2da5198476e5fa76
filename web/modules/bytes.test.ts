import assert from "node:assert/strict";
import { test } from "node:test";
import { base64url, concat, fromBase64url, fromUtf8, randomBytes, utf8, uuidFromBytes, uuidToBytes } from "./bytes";

test("base64url goes there and back without padding", () => {
  for (const length of [0, 1, 2, 3, 16, 32, 33]) {
    const bytes = randomBytes(length);
    const text = base64url(bytes);
    assert.match(text, /^[A-Za-z0-9_-]*$/);
    assert.deepEqual(fromBase64url(text), bytes);
  }
  assert.equal(base64url(Uint8Array.of(0xfb, 0xff)), "-_8");
  assert.throws(() => fromBase64url("a+b="));
});

test("a UUID goes there and back", () => {
  const uuid = "6f1e2a3b-4c5d-4e6f-8a9b-0c1d2e3f4a5b";
  assert.equal(uuidFromBytes(uuidToBytes(uuid)), uuid);
  assert.throws(() => uuidToBytes("6f1e2a3b4c5d4e6f8a9b0c1d2e3f4a5b"));
});

test("Swedish letters survive as UTF-8, and broken UTF-8 is refused", () => {
  assert.equal(fromUtf8(utf8("åäö")), "åäö");
  assert.throws(() => fromUtf8(Uint8Array.of(0xc3)));
});

test("parts are joined in order, and long random bytes are filled to the end", () => {
  assert.deepEqual(concat(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3)), Uint8Array.of(1, 2, 3));
  assert.ok(randomBytes(200_000).subarray(131_072).some((byte) => byte !== 0));
});
