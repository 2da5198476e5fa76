import assert from "node:assert/strict";
import { test } from "node:test";
import type { CaseDocument } from "../modules/document/case_document";
import { maskDocument } from "../modules/mask";
import { left, maskable, maskingOf, usedGrounds } from "./case_mask";

const DOCUMENT: CaseDocument = {
  municipality: "Norrby kommun",
  channel: "Säkerhetsfunktionen",
  name: "Ärende 3FA2C1",
  id: "3fa2c1d0-5b1e-4f7a-9c3d-0a1b2c3d4e5f",
  registration: null,
  opened: "2026-10-05",
  closed: null,
  status: "Bedömd",
  title: "Ärende 3FA2C1",
  secrecy: [],
  parts: [
    { kind: "letter", heading: "Rapport", day: "2026-10-05", author: null, paragraphs: ["Larm hördes i Ekbacken."], facts: [] },
    { kind: "protective", heading: "Skyddsåtgärd", day: "2026-10-06", author: "Säkerhetschefen", paragraphs: ["Larm i receptionen."], facts: [{ term: "Sekretess", value: "OSL 18 kap. 1 §" }] },
    { kind: "note", heading: "Anteckning", day: "2026-10-07", author: "Säkerhetschefen", paragraphs: ["Ekbacken är underrättad."], facts: [] },
  ],
  attachments: [],
  printed: "2026-11-22",
  head: { number: 1, hash: "00" },
};

test("a_protective_measure_is_masked_whole_on_its_own_ground", () => {
  const grounds = maskingOf("a", DOCUMENT);
  assert.deepEqual(usedGrounds(grounds), ["OSL 18 kap. 1 §"]);
  const masked = JSON.stringify(maskDocument(DOCUMENT, grounds).parts[1]);
  for (const word of ["Skyddsåtgärd", "receptionen", "Säkerhetschefen", "OSL"]) assert.ok(!masked.includes(word), word);
});

test("what_is_masked_is_kept_until_a_word_stands_in_another_place", () => {
  maskingOf("b", DOCUMENT).set("parts.0.paragraphs.0#3", "OSL 39 kap. 3 §");
  assert.ok(maskingOf("b", DOCUMENT).has("parts.0.paragraphs.0#3"));
  // A merged case's letter comes first and moves every other: the old places would mask other words.
  const merged = { ...DOCUMENT, parts: [{ ...DOCUMENT.parts[0]!, paragraphs: ["Från det hopslagna ärendet."] }, ...DOCUMENT.parts] };
  const grounds = maskingOf("b", merged);
  assert.ok(!grounds.has("parts.0.paragraphs.0#3"));
  assert.deepEqual([...grounds.keys()].filter((place) => !place.startsWith("parts.2.")), [], "and the protective measure is masked where it now stands");
});

test("the_same_word_elsewhere_is_pointed_out_but_not_the_words_of_a_protective_measure", () => {
  const grounds = maskingOf("c", DOCUMENT);
  assert.deepEqual(left(DOCUMENT, grounds), []);
  grounds.set("parts.0.paragraphs.0#3", "OSL 39 kap. 3 §");
  assert.deepEqual(left(DOCUMENT, grounds), ["parts.2.paragraphs.0#0"]);
});

test("the_name_of_the_case_and_the_days_are_not_offered", () => {
  const paths = maskable(DOCUMENT).map(({ path }) => path);
  assert.ok(paths.includes("parts.0.paragraphs.0"));
  assert.ok(!paths.some((path) => path === "title" || path.endsWith(".day")));
});
