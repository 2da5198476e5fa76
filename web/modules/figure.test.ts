import assert from "node:assert/strict";
import { test } from "node:test";
import { figureWords } from "./figure";

test("each form of a figure has its words", () => {
  assert.equal(figureWords({ count: 1234567 }), "1\u00a0234\u00a0567");
  assert.equal(figureWords({ between: { from: 0, to: 4 } }), "0–4");
  assert.equal(figureWords({ about: { value: 17, from: 14, to: 20 } }), "ca 17 (14–20)");
  assert.equal(figureWords("withheld"), "visas inte");
});
