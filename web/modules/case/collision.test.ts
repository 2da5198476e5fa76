import assert from "node:assert/strict";
import { test } from "node:test";
import { collides } from "./collision";

test("a_note_stands_beside_whatever_a_colleague_wrote", () => {
  assert.ok(!collides("note", ["note", "assessment", null], true));
});

test("two_assessments_are_thought_over", () => {
  assert.ok(collides("assessment", ["note", "assessment"], false));
  assert.ok(!collides("assessment", ["note", "measure"], true));
});

test("what_cannot_be_read_may_be_anything", () => {
  assert.ok(collides("police", [null], false));
});

test("a_reply_is_thought_over_when_a_letter_has_come_or_a_colleague_has_replied", () => {
  assert.ok(collides("reply", [], true));
  assert.ok(collides("reply", ["reply"], false));
  assert.ok(!collides("reply", ["note"], false));
});

test("a_status_is_thought_over_when_the_case_was_marked_or_merged", () => {
  for (const theirs of ["status", "merged", "mark"] as const) assert.ok(collides("status", [theirs], false), theirs);
  assert.ok(!collides("status", ["note"], false));
});
