import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_BYTES, contentOf, freshChoice, halfBenchmark, preselected, readChoice, roomLeft, sentChoice } from "./briefing";
import { utf8 } from "./bytes";
import { LETTER, pad } from "./frame";

const releases = [
  { number: 1, covers: "Kvartal 1", survey: false },
  { number: 2, covers: "Mätning 1", survey: true },
  { number: 4, covers: "Mätning 2", survey: true },
  { number: 3, covers: "Kvartal 2", survey: false },
];
const fresh = freshChoice("2026-11-22", releases, [{ id: "a" }]);

test("the_two_newest_surveys_and_every_period_are_chosen_from_the_start", () => {
  assert.deepEqual(preselected([...releases, { number: 5, covers: "Mätning 3", survey: true }]), [1, 3, 4, 5], "and the one it is compared with");
  assert.deepEqual(preselected([]), []);
  assert.equal(fresh.plan, "a");
  assert.equal(freshChoice("2026-11-22", [], [{ id: "a" }, { id: "b" }]).plan, null, "between two plans somebody chooses");
});

test("a_draft_is_read_back_as_it_was_written", () => {
  const texts = { ...fresh.texts, title: "Lägesbild å ä ö", points: ["Ett", ""], signatures: [{ name: "", title: "Säkerhetschef", function: "" }] };
  const choice = { ...fresh, texts };
  assert.deepEqual(readChoice(JSON.parse(JSON.stringify(contentOf(choice)))), choice);
});

test("what_is_no_draft_is_none_and_what_is_missing_is_empty", () => {
  for (const wrong of [null, "empty", [], {}, { v: 2 }, { v: 1, day: "i dag", texts: {} }]) assert.equal(readChoice(wrong), null);
  const read = readChoice({ v: 1, day: "2026-11-22", releases: [1, "2", null], plan: 7, texts: { title: 5, points: ["a", 1], benchmarks: [null] } });
  assert.deepEqual([read?.releases, read?.plan, read?.texts.title, read?.texts.points], [[1], null, "", ["a"]]);
  assert.deepEqual(read?.texts.benchmarks, [{ source: "", figure: "", period: "", population: "" }]);
});

test("a_draft_with_no_room_left_still_fits_its_frame", () => {
  const most = { ...fresh, texts: { ...fresh.texts, matter: "x".repeat(roomLeft(fresh)) } };
  assert.equal(roomLeft(most), 0);
  assert.doesNotThrow(() => pad(utf8(JSON.stringify(contentOf(most))), LETTER));
  assert.equal(roomLeft({ ...most, texts: { ...most.texts, title: "å" } }), -2, "a letter with a ring takes two");
  assert.ok(MOST_BYTES < LETTER.plain);
});

test("rows_with_nothing_in_them_are_not_sent", () => {
  const empty = { name: " ", title: "", function: "" };
  const sent = sentChoice({ ...fresh, texts: { ...fresh.texts, points: [" Ett ", "", "  "], signatures: [empty, { ...empty, title: "Chef" }], benchmarks: [{ source: "", figure: "", period: "", population: "" }] } });
  assert.deepEqual([sent.texts.points, sent.texts.signatures.length, sent.texts.benchmarks.length], [["Ett"], 1, 0]);
});

test("a_comparison_without_its_time_or_its_respondents_is_found", () => {
  const whole = { source: "Brå", figure: "9 %", period: "2023", population: "Handläggare" };
  assert.equal(halfBenchmark({ benchmarks: [whole, { source: "", figure: "", period: "", population: "" }] }), null);
  assert.equal(halfBenchmark({ benchmarks: [whole, { ...whole, period: " " }] }), 1);
});
