import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { base64url } from "./bytes";
import { deriveCode, readCode } from "./code";
import { type CodedUnit, addressOf, digestsOf, makeCodes, mergeFile, shuffled } from "./slips";

const WAVE = "6f1e2a3b-4c5d-4e6f-8a9b-0c1d2e3f4a5b";
const unit = (name: string, count: number) => ({ id: WAVE, name, department: "Förvaltningen", count });

test("a unit gets exactly as many codes as it is to have, all different and all readable", () => {
  const made = makeCodes([unit("A", 60), unit("B", 12)]);
  assert.deepEqual(made.map(({ codes }) => codes.length), [60, 12]);
  const codes = made.flatMap(({ codes }) => codes);
  assert.equal(new Set(codes).size, 72);
  assert.ok(codes.every((code) => readCode(code).ok));
});

test("digests are SHA-256 of the tickets, and sorted whatever the order of the codes", () => {
  const [made] = makeCodes([unit("A", 40)]) as [CodedUnit];
  const { digests } = digestsOf(made, WAVE);
  const expected = made.codes.map((code) => base64url(createHash("sha256").update(deriveCode(code, WAVE).ticket).digest()));
  assert.deepEqual([...digests].sort(), [...expected].sort());
  assert.deepEqual(digests, [...digests].sort());
  assert.deepEqual(digestsOf({ ...made, codes: [...made.codes].reverse() }, WAVE).digests, digests);
});

test("a shuffle keeps everything and makes every order as likely as the others", () => {
  const counts = new Map<string, number>();
  for (let i = 0; i < 6_000; i++) {
    const order = shuffled(["a", "b", "c"]).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.deepEqual([...counts.keys()].sort(), ["abc", "acb", "bac", "bca", "cab", "cba"]);
  for (const [order, count] of counts) assert.ok(count > 820 && count < 1_180, `${order} came ${count} times of 6,000`);
});

test("a shuffle draws again what would favour some", () => {
  const draws = [[255, 255, 255, 255], [0, 0, 0, 1], [0, 0, 0, 0]];
  // 2^32 - 1 is above the largest multiple of three and is thrown away.
  assert.deepEqual(shuffled(["a", "b", "c"], () => Uint8Array.from(draws.shift()!)), ["c", "a", "b"]);
  assert.equal(draws.length, 0);
});

test("the file for a mail merge is read by spreadsheets, whatever a unit is called", () => {
  const codes = ["ABCDEFGHJKMNPQRS"];
  const units = [{ ...unit('Skola; "Norr"', 1), codes }, { ...unit("Åsen", 1), codes }];
  assert.equal(
    mergeFile(units, "https://orubbad.example.se"),
    '\uFEFFenhet;kod;adress\r\n"Skola; ""Norr""";ABCD-EFGH-JKMN-PQRS;https://orubbad.example.se/enkat#ABCDEFGHJKMNPQRS\r\n' +
      "Åsen;ABCD-EFGH-JKMN-PQRS;https://orubbad.example.se/enkat#ABCDEFGHJKMNPQRS\r\n",
  );
});

test("the code stands after the hash of the address", () => {
  const address = new URL(addressOf("https://orubbad.example.se", "ABCDEFGHJKMNPQRS"));
  assert.deepEqual([address.pathname, address.hash, address.search], ["/enkat", "#ABCDEFGHJKMNPQRS", ""]);
});
