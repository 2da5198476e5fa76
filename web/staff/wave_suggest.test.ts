import assert from "node:assert/strict";
import { test } from "node:test";
import { daysAfter, suggestedClose, suggestedPeriod, suggestedTitle } from "./wave_suggest";

test("staff are asked about the twelve whole months before the wave opens", () => {
  assert.deepEqual(suggestedPeriod("staff", "2026-11-22"), { from: "2025-11-01", to: "2026-10-31" });
  assert.deepEqual(suggestedPeriod("manager", "2026-03-01"), { from: "2025-03-01", to: "2026-02-28" });
  assert.deepEqual(suggestedPeriod("staff", "2028-03-31"), { from: "2027-03-01", to: "2028-02-29" });
  assert.deepEqual(suggestedPeriod("staff", "2027-01-15"), { from: "2026-01-01", to: "2026-12-31" });
});

test("elected representatives are asked about the calendar year before", () => {
  assert.deepEqual(suggestedPeriod("elected", "2026-11-22"), { from: "2025-01-01", to: "2025-12-31" });
});

test("a wave is open for three weeks unless somebody says otherwise, over months and clock changes", () => {
  assert.equal(suggestedClose("2026-11-22"), "2026-12-13");
  assert.equal(suggestedClose("2026-12-20"), "2027-01-10");
  assert.equal(daysAfter("2026-03-28", 1), "2026-03-29");
  assert.equal(daysAfter("2026-10-25", 1), "2026-10-26");
  assert.equal(suggestedTitle("2027-02-01"), "Otillåten påverkan 2027");
});
