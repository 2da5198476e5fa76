import assert from "node:assert/strict";
import { test } from "node:test";
import { readTally, wholeOf } from "./tally";

const unit = (name: string, ballots: number, counts: number[][]) => ({ unit: null, name, department: "", ballots, undue: 1, counts, undue_counts: counts });

test("units are added option by option", () => {
  const tally = readTally(JSON.stringify({ v: 1, form: 1, period: "2026-T2", ballots: 5, dummies: 2, invalid: 0, units: [unit("A", 2, [[1, 1], [2]]), unit("B", 3, [[3, 0], [0]])] }));
  const whole = wholeOf(tally);
  assert.equal(whole.ballots, 5);
  assert.equal(whole.undue, 2);
  assert.deepEqual(whole.counts, [[4, 1], [2]]);
});

test("a tally of the version before, without a secret, is read as well", () => {
  for (const v of [1, 2]) assert.deepEqual(readTally(`{"v":${v},"units":[]}`).units, []);
});

test("an urn without ballots has a whole of nothing, and something else is no tally", () => {
  assert.deepEqual(wholeOf(readTally('{"v":1,"units":[]}')).counts, []);
  for (const wrong of ['{"v":3,"units":[]}', "{}", "nothing"]) assert.throws(() => readTally(wrong));
});
