import assert from "node:assert/strict";
import { test } from "node:test";
import { type Days, daysBetween, deadlines } from "./due";

const FRIDAY: Days = { opened: "2026-11-27", look_by: "2026-11-30", looked: null, acknowledged: null, feedback: null, closed: null };

const by = (days: Days, atOnce = false): string[] => deadlines(days, atOnce).map(({ level, by: day }) => `${level} ${day}`);

test("a_new_case_is_looked_at_when_the_server_says_acknowledged_in_a_week_and_answered_in_three_months", () => {
  assert.deepEqual(by(FRIDAY), ["look 2026-11-30", "acknowledge 2026-12-04", "feedback 2027-02-27"]);
});

test("whoever_asked_to_be_read_today_is_read_the_same_day", () => {
  assert.equal(by(FRIDAY, true)[0], "look 2026-11-27");
});

test("what_is_done_has_no_deadline_and_a_closed_case_has_none", () => {
  assert.deepEqual(by({ ...FRIDAY, looked: "2026-11-27", acknowledged: "2026-11-30" }), ["feedback 2027-02-27"]);
  assert.deepEqual(by({ ...FRIDAY, closed: "2026-11-30" }), []);
});

test("three_months_from_the_last_of_november_is_the_last_of_february", () => {
  assert.equal(by({ ...FRIDAY, opened: "2026-11-30" }).at(-1), "feedback 2027-02-28");
  assert.equal(by({ ...FRIDAY, opened: "2027-11-30" }).at(-1), "feedback 2028-02-29");
});

test("days_are_counted_over_months_years_and_summer_time", () => {
  assert.equal(daysBetween("2026-12-31", "2027-01-01"), 1);
  assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
  assert.equal(daysBetween("2026-11-27", "2026-11-24"), -3);
});
