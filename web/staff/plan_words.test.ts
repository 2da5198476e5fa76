import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { SURVEY_ITEMS, surveyItem, valueWords } from "./plan_words";

test("every_question_that_an_indicator_can_be_bound_to_stands_in_the_questionnaire_with_its_words", () => {
  const items = readFileSync("form/survey/staff.toml", "utf8").split("[[pages.items]]");
  for (const [id, text] of SURVEY_ITEMS) {
    const item = items.find((one) => one.trimStart().startsWith(`id = "${id}"\n`)) ?? "";
    assert.ok(item.includes(`text.sv = "${text}"`), id);
    assert.ok(item.includes("share = "), `${id} is reported as a share`);
  }
});

test("every_question_that_the_plan_that_comes_along_is_bound_to_can_be_chosen", () => {
  const bound = [...readFileSync("../deploy/plans/norrtalje.json", "utf8").matchAll(/"figure": "(\w+)"/g)].map(([, id]) => id);
  assert.ok(bound.length > 3);
  assert.deepEqual(bound.filter((id) => !SURVEY_ITEMS.some(([known]) => known === id)), []);
});

test("a_question_has_no_slot_left_and_an_unknown_one_is_called_by_its_id", () => {
  assert.equal(surveyItem("training"), "Har du deltagit i utbildning eller genomgång (t.ex. APT) om otillåten påverkan?");
  assert.equal(surveyItem("own_item"), "own_item");
});

test("units_that_no_longer_are_there_are_not_counted", () => {
  const value = { units: { A: { yes: true }, B: { yes: false }, GONE: { number: 9 } } };
  assert.equal(valueWords(value, ["A", "B", "C"], "2026-01-01"), "1 av 3 enheter har deltagit");
});
