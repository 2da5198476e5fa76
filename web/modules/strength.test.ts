import assert from "node:assert/strict";
import { test } from "node:test";
import { strength } from "./strength";

test("fewer than fourteen characters are too short, and spare room does not count", () => {
  assert.equal(strength(""), "short");
  assert.equal(strength("gurka-lampa7x"), "short");
  assert.equal(strength("gurka         lampa"), "short");
});

test("patterns that are guessed first are weak", () => {
  const weak = ["aaaaaaaaaaaaaaaa", "12345678901234", "qwertyuiopåasd", "lösenordlösenord", "abcabcabcabcabc", "Kommun2026Kommun2026", "annaannaannaanna"];
  for (const passphrase of weak) assert.equal(strength(passphrase), "weak", passphrase);
});

test("one's own name adds nothing", () => {
  assert.equal(strength("karin.lindqvist88", ["karin.lindqvist", "Karin Lindqvist"]), "weak");
});

test("many words are strong, and a mixed line of fourteen is fair", () => {
  assert.equal(strength("vante mossa klyvare tunna raps"), "strong");
  assert.equal(strength("Tv9#mKq!rZ2wLp"), "fair");
});
