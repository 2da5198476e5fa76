import assert from "node:assert/strict";
import { test } from "node:test";
import type { Letter, Opened } from "./letter";
import { sortLetters } from "./sort";

const letter = (tag: string): Opened => ({ is: "letter", letter: { kind: "report", form: 1, unit: null, answers: [], text: "", replyTo: "age1", tag, nonce: null, urn: null, attachments: [] } satisfies Letter });

test("empty letters are thrown away, known tags go to their case, new tags open one", () => {
  const heads = new Map([["case-1", { tag: "known", replyTo: "age1" }]]);
  const sorting = sortLetters([["a", { is: "empty" }], ["b", letter("known")], ["c", letter("new")]], heads);
  assert.deepEqual(sorting.discard, ["a"]);
  assert.deepEqual(sorting.attach, [{ letter: "b", case: "case-1" }]);
  assert.deepEqual(sorting.open.map(({ id }) => id), ["c"]);
});

test("two new letters with one tag open one case, and the second waits", () => {
  const sorting = sortLetters([["a", letter("same")], ["b", letter("same")], ["c", letter("other")]], new Map());
  assert.deepEqual(sorting.open.map(({ id }) => id), ["a", "c"]);
  assert.deepEqual(sorting.later, ["b"]);
});

test("a letter that cannot be opened or read is left alone", () => {
  const sorting = sortLetters([["a", { is: "locked" }], ["b", { is: "malformed" }]], new Map());
  assert.deepEqual(sorting, { discard: [], attach: [], open: [], later: [] });
});
