import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "./entry";
import { CALM, report, written } from "./made";
import { type Missing, missingFor, undecided } from "./requirements";
import { stateOf } from "./state";
import type { Status } from "./status";

const POLICE = { kind: "police", decision: "report", ground: null, crime: "threat", against: "person", role: "säkerhetschef", day: "2026-11-03", number: "", text: "" } as const;
const lacks = (entries: readonly Entry[], said: Parameters<typeof report>[0] = {}): Missing[] => undecided(stateOf([report(said)], written(...entries)));
const lacksFor = (to: Status, ...entries: readonly Entry[]): Missing[] => missingFor(stateOf([report()], written(...entries)), to);

test("a_new_case_lacks_its_assessment_and_where_life_is_in_danger_the_decision_on_the_authority", () => {
  assert.deepEqual(lacks([]), ["assessment"]);
  assert.deepEqual(lacks([], { serious_danger: ["yes"] }), ["assessment", "work_environment"]);
});

test("suspicion_of_crime_calls_for_a_decision_on_the_police_also_when_it_is_unclear", () => {
  assert.deepEqual(lacks([{ ...CALM, crime: "yes" }]), ["police"]);
  assert.deepEqual(lacks([{ ...CALM, crime: "unclear" }]), ["police"]);
  assert.deepEqual(lacks([CALM]), []);
  assert.deepEqual(lacks([{ ...CALM, crime: "yes" }, POLICE]), []);
});

test("danger_calls_for_a_decision_on_the_authority_and_an_insider_for_a_consultation", () => {
  assert.deepEqual(lacks([{ ...CALM, danger: "yes", insider: "yes" }]), ["work_environment", "consultation"]);
  const done: Entry[] = [
    { kind: "work_environment", decision: "notified", role: "säkerhetschef", day: "2026-11-03", text: "" },
    { kind: "consultation", with: ["HR"], day: "2026-11-03", text: "" },
  ];
  assert.deepEqual(lacks([{ ...CALM, danger: "yes", insider: "yes" }, ...done]), []);
});

test("a_test_junk_a_duplicate_and_a_merged_case_lack_nothing", () => {
  for (const mark of ["test", "spam", "duplicate"] as const) assert.deepEqual(lacks([{ kind: "mark", mark, text: "" }]), []);
  assert.deepEqual(lacks([{ kind: "merged", into: "b", text: "" }]), []);
  assert.deepEqual(lacks([{ kind: "mark", mark: "test", text: "" }, { kind: "mark", mark: null, text: "" }]), ["assessment"], "a mark taken back");
});

test("nothing_but_new_is_reached_without_an_assessment", () => {
  assert.deepEqual(lacksFor("new"), []);
  for (const to of ["assessed", "consulted", "action", "closed"] as const) assert.deepEqual(lacksFor(to), ["assessment"], to);
});

test("a_case_is_not_closed_before_the_police_decision_is_final_and_the_reporter_has_heard_back", () => {
  const suspected: Entry = { ...CALM, crime: "yes" };
  assert.deepEqual(lacksFor("action", suspected), ["police"]);
  assert.deepEqual(lacksFor("action", suspected, { ...POLICE, decision: "not_yet" }), []);
  assert.deepEqual(lacksFor("closed", suspected, { ...POLICE, decision: "not_yet" }), ["police_final", "feedback"]);
  assert.deepEqual(lacksFor("closed", suspected, POLICE, { kind: "feedback", text: "" }), []);
});
