import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../modules/case/entry";
import { entryWords } from "./case_entry_words";

const POLICE: Entry = { kind: "police", decision: "no_report", ground: "no_crime", crime: null, against: null, role: "Säkerhetschef", day: "2026-11-03", number: "", text: "Inget hot." };

test("a_decision_is_told_in_words_and_never_in_codes", () => {
  const { heading, facts, text } = entryWords(POLICE);
  assert.equal(heading, "Polisanmälan");
  assert.deepEqual(facts, [
    ["Beslut", "Anmäls inte"],
    ["Grund", "Inte brott vid närmare bedömning"],
    ["Beslutat av", "Säkerhetschef"],
    ["Beslutsdag", "3 november 2026"],
  ]);
  assert.equal(text, "Inget hot.");
});

test("what_was_left_empty_is_not_told", () => {
  const { facts } = entryWords({ kind: "measure", measure: "routine", due: null, done: null, text: "" });
  assert.deepEqual(facts.map(([term]) => term), ["Vad", "Gjord"]);
});

test("a_code_that_the_catalogue_no_longer_has_stands_as_it_is", () => {
  const { facts } = entryWords({ kind: "measure", measure: "gone", due: null, done: "2026-11-04", text: "" });
  assert.deepEqual(facts[0], ["Vad", "gone"]);
});
