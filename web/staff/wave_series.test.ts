import assert from "node:assert/strict";
import { test } from "node:test";
import { pathOf, series } from "./wave_series";

const DAYS = [
  { day: "2026-11-02", traded: 12, answered: 10 },
  { day: "2026-11-06", traded: 31, answered: 30 },
  { day: "2026-11-12", traded: 0, answered: 10 },
];

test("answers are added up from mix to mix and placed between the first day and the last", () => {
  const points = series(DAYS, "2026-11-01", "2026-11-11", 200);
  assert.deepEqual(points.map(({ answered, percent }) => [answered, percent]), [[10, 5], [40, 20], [50, 25]]);
  assert.deepEqual(points.map(({ along }) => along), [0.1, 0.5, 1]);
});

test("the line starts at nothing and rises towards the upper edge", () => {
  const points = series(DAYS, "2026-11-01", "2026-11-11", 200);
  assert.equal(pathOf(points, 600, 200), "M0,200 L60,190 L300,160 L600,150");
  assert.equal(pathOf([], 600, 200), "M0,200");
});

test("a wave of one day, and a frame of nobody, make no impossible numbers", () => {
  const [point] = series([{ day: "2026-11-01", traded: 1, answered: 1 }], "2026-11-01", "2026-11-01", 0);
  assert.deepEqual([point!.along, point!.percent], [0, 0]);
});
