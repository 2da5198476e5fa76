import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "../bytes";
import { REPLY } from "../frame";
import type { Entry } from "./entry";
import { CALM, report, written } from "./made";
import { stateOf } from "./state";
import { readSummary, sealableSummary, summaryOfCase } from "./summary";

const fits = (content: object): boolean => utf8(JSON.stringify(content)).length <= REPLY.plain - 4;

test("a_summary_comes_back_as_it_was_sealed", () => {
  const letters = [report({ forms: ["threat"] }, { text: "Han sa att han vet var jag bor.", unit: "u" })];
  const summary = summaryOfCase(stateOf(letters, written({ ...CALM, severity: 2 }, { kind: "title", title: "Samtal i receptionen" })), letters);
  assert.deepEqual({ ...readSummary(JSON.parse(JSON.stringify(sealableSummary(summary)))) }, { v: 1, ...summary });
  assert.deepEqual([summary.title, summary.severity, summary.unit, summary.text], ["Samtal i receptionen", 2, "u", "Han sa att han vet var jag bor."]);
});

test("a_summary_fits_a_small_frame_whatever_was_written", () => {
  const entries = written({ kind: "title", title: "\\\"å".repeat(100) }, { ...CALM, crime: "yes", insider: "yes", danger: "yes" });
  for (const text of ["a", "å", "🙂", "\"", "\n", "€", "\u0007"]) {
    const letters = [report({}, { text: text.repeat(12_000 / text.length), unit: "5f3c8a52-9a4e-4f0a-8f5e-0d6b6a6f1c11", atOnce: true })];
    assert.ok(fits(sealableSummary(summaryOfCase(stateOf(letters, entries), letters))), JSON.stringify(text));
  }
});

test("the_beginning_of_a_text_is_never_half_a_character", () => {
  const letters = [report({}, { text: `x${"🙂".repeat(5_000)}` })];
  const { text } = summaryOfCase(stateOf(letters, []), letters);
  assert.doesNotMatch(text, /[\ud800-\udbff]$/);
  assert.ok(text.length > 100);
});

test("the_nearest_measure_that_is_not_done_is_due", () => {
  const measure = { kind: "measure", measure: "security", due: "2026-12-01", done: null, text: "" } as const;
  const due = (...entries: readonly Entry[]): string | null => summaryOfCase(stateOf([], written(...entries)), []).measureDue;
  assert.equal(due({ ...measure, due: "2026-12-24" }, measure, { ...measure, due: "2026-11-30", done: "2026-11-29" }), "2026-12-01");
  assert.equal(due({ ...measure, due: null }), null);
});

test("anything_else_is_no_summary", () => {
  for (const other of [null, "empty", 3, [], {}, { v: 2 }, { v: 1, title: "", text: "", forms: "0", undecided: [] }]) assert.equal(readSummary(other), null);
});
