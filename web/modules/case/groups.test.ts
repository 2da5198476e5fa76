import assert from "node:assert/strict";
import { test } from "node:test";
import { type Facts, type Group, byUrgency, dues, groupsOf, waitingSince } from "./groups";
import { stateOf } from "./state";
import { type Summary, summaryOfCase } from "./summary";

const TODAY = "2026-11-23";
const ME = "me";
const facts = (other: Partial<Facts> = {}): Facts => ({
  ...{ id: "a", status: "assessed", officer: { id: ME }, merged_into: null, fresh: false, latest: "2026-11-02", kept_out: [] },
  ...{ opened: "2026-11-20", look_by: "2026-11-23", looked: "2026-11-20", acknowledged: "2026-11-20", feedback: null, closed: null },
  ...other,
});
const EMPTY: Summary = { ...summaryOfCase(stateOf([], []), []), undecided: [] };
const groups = (other: Partial<Facts> = {}, summary: Partial<Summary> | null = {}): Group[] =>
  [...groupsOf(facts(other), summary === null ? null : { ...EMPTY, ...summary }, ME, TODAY)].filter((group) => group !== "all");

test("a_case_that_goes_well_is_only_mine", () => {
  assert.deepEqual(groups(), ["live", "mine"]);
});

test("a_passed_day_makes_late_and_one_within_three_days_makes_soon", () => {
  assert.deepEqual(groups({ opened: "2026-11-15", acknowledged: null }), ["live", "late", "mine"]);
  assert.deepEqual(groups({ opened: "2026-11-16", acknowledged: null }), ["live", "soon", "mine"], "the last day itself is not late");
  assert.deepEqual(groups({ opened: "2026-11-19", acknowledged: null }), ["live", "soon", "mine"]);
  assert.deepEqual(groups({ opened: "2026-11-20", acknowledged: null }), ["live", "mine"]);
});

test("the_day_of_a_measure_counts_as_well", () => {
  assert.deepEqual(groups({}, { measureDue: "2026-11-22" }), ["live", "late", "mine"]);
  assert.deepEqual(dues(facts(), { ...EMPTY, measureDue: "2026-11-22" })[0], { level: "measure", by: "2026-11-22" });
});

test("a_new_letter_makes_a_case_new_also_when_it_is_closed", () => {
  assert.deepEqual(groups({ fresh: true }), ["live", "new", "mine"]);
  assert.deepEqual(groups({ fresh: true, status: "closed", closed: "2026-11-20" }), ["closed", "new"]);
});

test("missing_decisions_and_waiting_come_from_what_was_opened", () => {
  assert.deepEqual(groups({}, { undecided: ["police"], waiting: "2026-11-10" }), ["live", "undecided", "waiting", "mine"]);
  assert.deepEqual(groups({}, null), ["live", "mine"]);
});

test("a_letter_after_the_question_is_the_answer", () => {
  const asked = { ...EMPTY, waiting: "2026-11-10" };
  assert.equal(waitingSince(facts({ latest: "2026-11-10" }), asked), "2026-11-10");
  assert.equal(waitingSince(facts({ latest: "2026-11-11" }), asked), null);
});

test("a_case_we_are_kept_out_of_asks_nothing_of_us", () => {
  assert.deepEqual(groups({ kept_out: [ME], officer: null, fresh: true }, null), ["live"]);
  assert.deepEqual(groups({ kept_out: ["another"], officer: null }), ["live", "unassigned"]);
});

test("a_merged_case_is_listed_nowhere_but_among_all", () => {
  assert.deepEqual(groups({ merged_into: "b", status: "closed", fresh: true }), []);
});

test("danger_and_read_today_come_first_then_the_nearest_day_then_the_newest_letter_and_closed_last", () => {
  const cases: [Facts, Partial<Summary>][] = [
    [facts({ id: "closed", status: "closed", closed: "2026-11-22" }), { severity: 3 }],
    [facts({ id: "later", opened: "2026-11-19", acknowledged: null }), {}],
    [facts({ id: "late", opened: "2026-11-02", acknowledged: null }), {}],
    [facts({ id: "assessed long ago", opened: "2026-11-21" }), { atOnce: true }],
    [facts({ id: "danger" }), { severity: 3 }],
    [facts({ id: "newer letter", latest: "2026-11-09" }), {}],
    [facts({ id: "today", status: "new", opened: "2026-11-22", looked: null, look_by: "2026-11-24" }), { atOnce: true }],
    [facts({ id: "older letter" }), {}],
  ];
  const summaries = new Map(cases.map(([{ id }, summary]) => [id, { ...EMPTY, ...summary }]));
  const sorted = cases.map(([one]) => one).sort(byUrgency((id) => summaries.get(id) ?? null));
  assert.deepEqual(sorted.map(({ id }) => id), ["today", "danger", "late", "later", "newer letter", "older letter", "assessed long ago", "closed"]);
});
