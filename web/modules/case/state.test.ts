import assert from "node:assert/strict";
import { test } from "node:test";
import { CALM, report, written } from "./made";
import { stateOf } from "./state";

const ASKED = { kind: "reply", text: "När?", day: "2026-11-03", asks: true } as const;

test("what_the_reporter_said_stands_until_somebody_assesses", () => {
  const letters = [report({ serious_danger: ["yes"], insider: ["yes"], forms: ["threat"] }, { unit: "u", atOnce: true })];
  const before = stateOf(letters, []);
  assert.deepEqual([before.danger, before.insider, before.atOnce, before.unit], [true, true, true, "u"]);
  assert.notEqual(before.forms, 0);
  const after = stateOf(letters, written({ ...CALM, forms: 2 }));
  assert.deepEqual([after.danger, after.insider, after.atOnce, after.forms], [false, false, true, 2]);
});

test("a_colleague_among_the_actors_is_an_insider", () => {
  assert.ok(stateOf([report({ actors: ["colleague"] })], []).insider);
  assert.ok(!stateOf([report({ actors: [] })], []).insider);
});

test("a_later_entry_replaces_an_earlier_of_its_kind", () => {
  const state = stateOf([report()], written({ kind: "title", title: "Först" }, CALM, { kind: "title", title: "Sedan" }, { ...CALM, severity: 3 }));
  assert.equal(state.title, "Sedan");
  assert.equal(state.assessment?.severity, 3);
});

test("a_question_waits_until_a_letter_of_a_later_day", () => {
  assert.equal(stateOf([report()], written(ASKED)).waiting, "2026-11-03");
  assert.equal(stateOf([report(), report({}, { kind: "follow_up", day: "2026-11-03" })], written(ASKED)).waiting, "2026-11-03", "the same day it may have crossed");
  assert.equal(stateOf([report(), report({}, { kind: "follow_up", day: "2026-11-04" })], written(ASKED)).waiting, null);
  assert.equal(stateOf([report()], written({ ...ASKED, asks: false })).waiting, null);
});

test("what_cannot_be_read_changes_nothing", () => {
  const unread = { id: "x", author: "Ersättaren", at: "2026-11-09T08:00:00Z", entry: null };
  assert.deepEqual(stateOf([report()], [...written(CALM), unread]), stateOf([report()], written(CALM)));
});

test("a_hold_and_a_merge_can_be_taken_back", () => {
  const state = stateOf([], written({ kind: "hold", held: true, text: "" }, { kind: "merged", into: "b", text: "" }));
  assert.deepEqual([state.held, state.mergedInto], [true, "b"]);
  const back = stateOf([], written({ kind: "hold", held: true, text: "" }, { kind: "merged", into: "b", text: "" }, { kind: "hold", held: false, text: "" }, { kind: "merged", into: null, text: "" }));
  assert.deepEqual([back.held, back.mergedInto], [false, null]);
});

test("a_measure_that_is_done_is_no_longer_to_be_done", () => {
  const open = { kind: "measure", measure: "routine", due: "2026-11-20", done: null, text: "Ny rutin" } as const;
  const other = { ...open, due: "2026-12-01" };
  const { measures } = stateOf([], written(open, other, { ...open, done: "2026-11-19" }));
  assert.deepEqual(measures.filter(({ done }) => done === null), [other]);
  assert.equal(measures.length, 2);
});
