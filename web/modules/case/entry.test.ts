import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, readEntry, sealable } from "./entry";
import { CALM } from "./made";

const ENTRIES: readonly Entry[] = [
  { kind: "note", text: "En anteckning" },
  { kind: "reply", text: "Tack", day: "2026-11-03", asks: true },
  { kind: "protective", ground: "legal_basis", text: "" },
  CALM,
  { kind: "police", decision: "no_report", ground: "no_crime", crime: null, against: null, role: "säkerhetschef", day: "2026-11-03", number: "", text: "" },
  { kind: "work_environment", decision: "not_required", role: "säkerhetschef", day: "2026-11-03", text: "" },
  { kind: "measure", measure: "security", due: null, done: "2026-11-03", text: "" },
  { kind: "consultation", with: ["HR", "jurist"], day: "2026-11-03", text: "" },
  { kind: "whistleblowing", text: "" },
  { kind: "authority", authority: "Säkerhetspolisen", text: "" },
  { kind: "feedback", text: "" },
  { kind: "status", to: "action", text: "" },
  { kind: "assigned", to: null, text: "" },
  { kind: "disqualified", person: "p", text: "" },
  { kind: "consulted", person: "p", until: "2026-12-01", text: "" },
  { kind: "mark", mark: null, text: "" },
  { kind: "merged", into: "b", text: "" },
  { kind: "split", into: "b", forms: 3, text: "" },
  { kind: "attachments", attachments: [], text: "" },
  { kind: "disclosure", decision: "masked", grounds: ["OSL 39 kap. 3 §"], text: "" },
  { kind: "hold", held: true, text: "" },
  { kind: "title", title: "Rubrik" },
];

test("every_kind_of_entry_comes_back_as_it_was_sealed", () => {
  assert.equal(new Set(ENTRIES.map(({ kind }) => kind)).size, 22, "one of each");
  for (const entry of ENTRIES) assert.deepEqual(readEntry(JSON.parse(JSON.stringify(sealable(entry)))), entry);
});

test("an_answer_from_before_there_were_kinds_is_a_reply", () => {
  assert.deepEqual(readEntry({ v: 1, text: "Tack", day: "2026-11-03" }), { kind: "reply", text: "Tack", day: "2026-11-03", asks: false });
});

test("an_entry_with_a_field_that_is_missing_or_of_another_kind_is_none", () => {
  for (const entry of ENTRIES) {
    for (const field of Object.keys(entry).filter((name) => name !== "kind" && name !== "asks")) {
      const { [field]: _, ...without } = { ...sealable(entry) } as Record<string, unknown>;
      assert.equal(readEntry(without), null, `${entry.kind} without ${field}`);
      assert.equal(readEntry({ ...without, [field]: { a: 1 } }), null, `${entry.kind} with another ${field}`);
    }
  }
});

test("what_does_not_belong_is_left_out", () => {
  assert.deepEqual(readEntry({ v: 1, kind: "note", text: "x", further: "y" }), { kind: "note", text: "x" });
});

test("anything_else_is_no_entry", () => {
  for (const other of [null, 3, "note", [], {}, { v: 2, kind: "note", text: "" }, { v: 1, kind: "constructor" }, { v: 1, kind: "__proto__" }, { v: 1, kind: "note", text: "x".repeat(16_001) }]) {
    assert.equal(readEntry(other), null);
  }
});
