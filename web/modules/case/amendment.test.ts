import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "../bytes";
import { BALLOT } from "../frame";
import { amendmentOf } from "./amendment";
import { CALM, report, written } from "./made";
import { stateOf } from "./state";

const NONCE = "AAAAAAAAAAAAAAAAAAAAAA";

test("the_urn_learns_what_was_assessed_and_decided", () => {
  const police = { kind: "police", decision: "report", ground: null, crime: null, against: null, role: "", day: "2026-11-03", number: "", text: "" } as const;
  const state = stateOf([report()], written({ ...CALM, severity: 2, crime: "yes", forms: 5 }, police));
  assert.deepEqual(amendmentOf(state, NONCE, 7, [3]), { v: 1, nonce: NONCE, number: 7, mark: null, forms: 5, severity: 2, crime: "yes", police: "report", further: [3] });
});

test("a_merged_case_is_a_duplicate_whatever_its_mark", () => {
  const state = stateOf([report()], written({ kind: "mark", mark: "test", text: "" }, { kind: "merged", into: "b", text: "" }));
  assert.equal(amendmentOf(state, NONCE, 1, []).mark, "duplicate");
});

test("nothing_in_an_amendment_says_whether_it_was_undue_influence", () => {
  const names = Object.keys(amendmentOf(stateOf([report()], []), NONCE, 1, []));
  assert.deepEqual(names, ["v", "nonce", "number", "mark", "forms", "severity", "crime", "police", "further"]);
});

test("the_longest_amendment_fits_its_frame", () => {
  const state = stateOf([report()], written({ ...CALM, crime: "unclear", forms: 65_535 }, { kind: "merged", into: "b", text: "" }));
  const longest = { ...amendmentOf(state, NONCE, 1_000_000, [65_535, 65_535]), police: "no_report" };
  assert.ok(utf8(JSON.stringify(longest)).length <= BALLOT.plain - 4);
});
