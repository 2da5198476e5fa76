import assert from "node:assert/strict";
import { test } from "node:test";
import { periodOf, withPeriod } from "./period";

const dates = (opens: string, reference_from: string, reference_to: string) => periodOf({ opens, reference_from, reference_to });

test("twelve months that have just ended are the last twelve", () => {
  assert.deepEqual(dates("2026-11-01", "2025-11-01", "2026-10-31"), {
    sv: "de senaste 12 månaderna (sedan november 2025)",
    en: "in the last 12 months (since November 2025)",
  });
  assert.equal(dates("2026-11-01", "2026-05-01", "2026-10-31").sv, "de senaste 6 månaderna (sedan maj 2026)");
  assert.equal(dates("2026-11-15", "2025-12-01", "2026-11-30").sv, "de senaste 12 månaderna (sedan december 2025)");
});

test("a calendar year is called by its number", () => {
  assert.deepEqual(dates("2027-02-01", "2026-01-01", "2026-12-31"), { sv: "under 2026", en: "during 2026" });
});

test("what ended long ago or in the middle of a month is said from day to day", () => {
  assert.equal(dates("2027-03-01", "2025-11-01", "2026-10-31").sv, "från 1 november 2025 till 31 oktober 2026");
  assert.equal(dates("2026-11-01", "2025-11-15", "2026-10-31").en, "from 15 November 2025 to 31 October 2026");
});

test("the period is put where the text wants it", () => {
  const period = { sv: "under 2026", en: "during 2026" };
  assert.deepEqual(withPeriod({ sv: "Vad hände {period}?", en: "{period}, what happened?" }, period), { sv: "Vad hände under 2026?", en: "During 2026, what happened?" });
});
