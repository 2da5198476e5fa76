import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { makePhrase, normalise, parsePhrase, phraseText, twoToAskBack, wordsOf } from "./phrase";
import file from "../words/sv.txt";

const list = ["abborre", "bokhylla", "cirkel", "duva", "ekorre", "fjord", "gran", "hav"];

test("a phrase is seven words of the list", () => {
  const words = makePhrase(list);
  assert.equal(words.length, 7);
  assert.ok(words.every((word) => list.includes(word)));
});

test("draws above the last whole multiple are thrown away, so that no word is likelier", () => {
  const draws = [0xffff_ffff, 4];
  const three = ["a", "b", "c"];
  const words = makePhrase(three, (bytes) => new DataView(bytes.buffer).setUint32(0, draws.shift() ?? 0));
  assert.equal(words[0], "b");
});

test("all words come up about equally often", () => {
  const seen = new Map<string, number>();
  for (let i = 0; i < 1000; i++) for (const word of makePhrase(list)) seen.set(word, (seen.get(word) ?? 0) + 1);
  for (const word of list) assert.ok(Math.abs(seen.get(word)! - 875) < 200);
});

test("two different positions are asked back, in order, and every position can be", () => {
  const positions = new Set<number>();
  for (let i = 0; i < 500; i++) {
    const [first, second] = twoToAskBack();
    assert.ok(first < second && second < 7);
    positions.add(first).add(second);
  }
  assert.equal(positions.size, 7);
});

test("numbers, commas, capitals and line breaks do not matter when typing", () => {
  const typed = " 1. Abborre, 2. bokhylla\n3) CIRKEL  duva;ekorre\tfjord - gran ";
  assert.deepEqual(normalise(typed), ["abborre", "bokhylla", "cirkel", "duva", "ekorre", "fjord", "gran"]);
  const parsed = parsePhrase(typed, list);
  assert.ok(parsed.ok);
  assert.equal(phraseText(parsed.words), "abborre bokhylla cirkel duva ekorre fjord gran");
});

test("a misspelt word is pointed out with the word it resembles", () => {
  const parsed = parsePhrase("abbore bokhylla cirkel duva ekorre fjord xyzxyz", list);
  assert.deepEqual(parsed, {
    ok: false,
    count: 7,
    unknown: [
      { position: 1, typed: "abbore", suggestion: "abborre" },
      { position: 7, typed: "xyzxyz", suggestion: null },
    ],
  });
});

test("too few words are counted", () => {
  assert.deepEqual(parsePhrase("duva hav", list), { ok: false, count: 2, unknown: [] });
});

test("the bundled list is the file, word for word", () => {
  assert.equal(file, readFileSync("words/sv.txt", "utf8"));
});

test("the list holds 7,776 different words that can be typed", () => {
  const words = wordsOf(file);
  assert.equal(new Set(words).size, 7776);
  assert.equal(words.length, 7776);
  assert.ok(words.every((word) => normalise(word)[0] === word));
});
