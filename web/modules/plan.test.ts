import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type ActionPlan, type Measure, differences, isWhen, nextNumber, placeOn, tookPart, versionOn, whenWords } from "./plan";

const norrtalje = JSON.parse(readFileSync("../deploy/plans/norrtalje.json", "utf8")) as ActionPlan;
const version = (number: number, decided: string | null, measures: readonly Measure[] = []): ActionPlan["versions"][number] => ({ number, decided, note: null, valid_from: null, valid_to: null, areas: [], measures });
const measure = (number: string, due: string | null, texts: readonly string[] = []): Measure => ({
  ...{ number, area: "1", title: number, description: null, owners: [], start: null, due, cost: null },
  indicators: texts.map((text) => ({ text, kind: "milestone" })),
});

test("a_date_is_printed_as_precisely_as_it_is_written", () => {
  assert.deepEqual(["2024", "2024-05", "2024-05-01"].map(whenWords), ["2024", "maj 2024", "1 maj 2024"]);
  for (const wrong of ["", "24", "2024-13", "2024-5", "2024-02-30", "maj 2024", "1999"]) assert.equal(isWhen(wrong), false, wrong);
  assert.equal(whenWords("i höst"), "i höst");
});

test("the_version_that_holds_is_the_last_one_decided_by_then", () => {
  const plan = { versions: [version(1, null), version(2, "2025-03-01"), version(3, null)] };
  assert.equal(versionOn(plan, "2025-02-28")?.number, 1);
  assert.equal(versionOn(plan, "2025-03-01")?.number, 2);
  assert.equal(versionOn(plan, "2026-01-01")?.number, 2, "an undecided last version holds no day");
  assert.equal(versionOn({ versions: [version(1, "2025-03-01")] }, "2024-01-01")?.number, 1, "the first one before any of them");
  assert.equal(versionOn({ versions: [version(1, null), version(2, null), version(3, null)] }, "2026-01-01")?.number, 2);
});

test("an_indicator_is_found_by_its_words_in_the_version_of_the_day", () => {
  const plan = { versions: [version(1, null, [measure("1.1", null, ["A", "B"])]), version(2, "2025-03-01", [measure("1.1", null, ["B"])])] };
  const of = (day: string, text: string): number | null => placeOn(plan, day, "1.1", { text, kind: "milestone" });
  assert.deepEqual([of("2025-01-01", "B"), of("2025-04-01", "B"), of("2025-04-01", "A")], [1, 0, null]);
});

test("every_outcome_of_the_plan_that_comes_along_stands_at_its_indicator", () => {
  const bound = norrtalje.outcomes.filter(({ indicator }) => indicator !== null);
  assert.ok(bound.length > 3);
  for (const { on, measure: number, indicator } of bound) {
    const then = versionOn(norrtalje, on)?.measures.find((other) => other.number === number);
    assert.equal(placeOn(norrtalje, on, number, then!.indicators[indicator!]!), indicator);
  }
});

test("a_unit_has_taken_part_by_yes_by_a_day_that_has_come_or_by_anybody_at_all", () => {
  const day = "2025-03-01";
  assert.deepEqual([{ yes: true }, { on: "2025-03-01" }, { number: 4 }].map((part) => tookPart(part, day)), [true, true, true]);
  assert.deepEqual([undefined, { yes: false }, { on: "2025-03-02" }, { number: 0 }].map((part) => tookPart(part, day)), [false, false, false, false]);
});

test("a_new_version_differs_by_its_deadlines_and_by_the_measures_that_come_and_go", () => {
  const before = version(1, null, [measure("1.1", "2024-10"), measure("1.2", "2025-02"), measure("2.1", null)]);
  const after = version(2, null, [measure("1.1", "2024-10"), measure("1.2", "2025-06"), measure("1.3", "2025-12")]);
  const said = differences(before, after).map((one) => `${one.is} ${one.measure.number} ${one.is === "due" ? one.before : ""}`.trim());
  assert.deepEqual(said, ["due 1.2 2025-02", "new 1.3", "gone 2.1"]);
});

test("a_new_measure_gets_the_number_after_the_last_of_its_area", () => {
  const measures = [measure("1.1", null), measure("1.9", null), { ...measure("2.4", null), area: "2" }];
  assert.deepEqual([nextNumber(measures, "1"), nextNumber(measures, "2"), nextNumber(measures, "3"), nextNumber([], "")], ["1.10", "2.5", "3.1", "1.1"]);
});
