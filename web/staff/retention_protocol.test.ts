import assert from "node:assert/strict";
import { test } from "node:test";
import type { Disposal } from "./retention_data";
import { protocolLines } from "./retention_protocol";

const DISPOSAL: Disposal = {
  ...{ id: "d", kind: "case", months: 24, reference: "KS 2026/114", decided: "2026-10-05", until: "2024-11-22" },
  ...{ objects: ["16bc6c88-50d2-4e68-8ee0-afcd0c02fd94", "66d7cdc6-6fc1-49e7-9e34-856fc65ddb85"], proposed_by: "a", proposed_by_name: "Säkerhetschefen", proposed: "2026-11-22" },
  ...{ approved_by_name: "Ersättaren", done: "2026-11-23", letters: 3, entries: 1, attachments: 0, keys: 2 },
};
const END = { number: 1_234, hash: "abc" };

test("a_protocol_says_by_which_decision_by_whom_and_what_was_destroyed", () => {
  const lines = new Map(protocolLines("Säkerhetsfunktionen", DISPOSAL, END));
  assert.equal(lines.get("Gallringsbeslut"), "KS 2026/114, 5 oktober 2026");
  assert.equal(lines.get("Antal"), "2 ärenden");
  assert.equal(lines.get("Förstört"), "3 brev, 1 anteckning eller svar, 2 nycklar");
  assert.equal(lines.get("Föreslaget av"), "Säkerhetschefen, 22 november 2026");
  assert.equal(lines.get("Godkänt och gallrat av"), "Ersättaren, 23 november 2026");
  assert.equal(lines.get("Ärenden"), "Ärende 16BC6C, Ärende 66D7CD");
  assert.match(lines.get("Loggens läge vid utskriften")!, /^Rad 1\s234, abc$/);
});

test("a_protocol_of_notices_names_no_objects", () => {
  const lines = new Map(protocolLines("Säkerhetsfunktionen", { ...DISPOSAL, kind: "notice", letters: null, entries: null, attachments: null, keys: null }, END));
  assert.equal(lines.get("Antal"), "2 aviseringar");
  assert.ok(!lines.has("Förstört") && !lines.has("Ärenden"));
});
