import assert from "node:assert/strict";
import { hkdfSync } from "node:crypto";
import { test } from "node:test";
import { checkSymbol, deriveCode, groupCode, makeCode, readCode } from "./code";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const WAVE = "6f1e2a3b-4c5d-4e6f-8a9b-0c1d2e3f4a5b";

test("a code that is made can be read as it is printed", () => {
  for (let i = 0; i < 200; i++) {
    const code = makeCode();
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{16}$/);
    assert.match(groupCode(code), /^(\w{4}-){3}\w{4}$/);
    assert.deepEqual(readCode(groupCode(code)), { ok: true, code });
  }
});

test("every byte value gives a symbol, each as often as the others", () => {
  const counts = new Map<string, number>();
  for (let value = 0; value < 256; value++) {
    const symbol = makeCode((length) => new Uint8Array(length).fill(value))[0]!;
    counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  }
  assert.deepEqual([...counts.values()], Array.from({ length: 32 }, () => 8));
});

test("the check symbol is the one worked out by hand", () => {
  // Index 1 in the last place is doubled to 2, so the check is 30; in the place before it is not, so it is 31.
  assert.equal(checkSymbol("000000000000001"), "Y");
  assert.equal(checkSymbol("000000000000010"), "Z");
  // Index 31 doubled is 62 = 1·32 + 30, whose digits sum to 31.
  assert.equal(checkSymbol("00000000000000Z"), "1");
  assert.equal(checkSymbol("000000000000000"), "0");
});

test("case, spaces, hyphens, O, I and L are forgiven", () => {
  const code = `0123456789ABCDE${checkSymbol("0123456789ABCDE")}`;
  const typed = `  oL23–4567 89ab-cde${code[15]!.toLowerCase()} `;
  assert.deepEqual(readCode(typed), { ok: true, code });
  assert.deepEqual(readCode(typed.replace("L", "i")), { ok: true, code });
});

test("one wrong symbol is always found, and so are two neighbours that have changed places", () => {
  const code = makeCode();
  for (let i = 0; i < code.length; i++) {
    for (const symbol of ALPHABET) {
      const changed = code.slice(0, i) + symbol + code.slice(i + 1);
      assert.equal(readCode(changed).ok, symbol === code[i]);
    }
    const [a, b] = [code[i]!, code[i + 1]];
    const blind = b === undefined || a === b || a + b === "0Z" || a + b === "Z0";
    if (!blind) assert.equal(readCode(code.slice(0, i) + b + a + code.slice(i + 2)).ok, false);
  }
});

test("what is wrong with a code is said without saying whether it exists", () => {
  assert.deepEqual(readCode("ABCD-EFGH"), { ok: false, why: "length", count: 8 });
  assert.deepEqual(readCode(""), { ok: false, why: "length", count: 0 });
  assert.deepEqual(readCode("ABCD-EFGU-JKMN-PQRS"), { ok: false, why: "symbol", symbol: "U" });
  assert.deepEqual(readCode("00000000000000010"), { ok: false, why: "length", count: 17 });
  assert.deepEqual(readCode("0000000000000001"), { ok: false, why: "check" });
});

test("what a code gives is HKDF of its fifteen symbols, salted with the wave", () => {
  const code = `ABCDEFGHJKMNPQR${checkSymbol("ABCDEFGHJKMNPQR")}`;
  const salt = Buffer.from(WAVE.replaceAll("-", ""), "hex");
  const keys = deriveCode(code, WAVE);
  for (const [name, length] of [["ticket", 32], ["nonce", 32], ["salt", 48], ["blinding", 272]] as const) {
    const expected = new Uint8Array(hkdfSync("sha256", "ABCDEFGHJKMNPQR", salt, `orubbad survey ${name} v1`, length));
    assert.deepEqual(keys[name], expected, name);
  }
  const elsewhere = deriveCode(code, WAVE.replace("6f", "70"));
  assert.notDeepEqual(elsewhere.ticket, keys.ticket);
});
