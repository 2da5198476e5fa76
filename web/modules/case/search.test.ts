import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, matches, searchable, snippetOf, wordsOf } from "./search";

const found = (query: string, ...texts: string[]): boolean => matches(searchable(texts), wordsOf(query));

test("capitals_and_accents_do_not_matter", () => {
  assert.ok(found("RINGDE", "Hon ringde flera gånger"));
  assert.ok(found("andre", "Idén kom från André"));
  assert.ok(found("idén", "Iden var hans"));
});

test("å_ä_and_ö_are_letters_of_their_own", () => {
  assert.ok(!found("for", "det var för mycket"), "för is another word");
  assert.ok(!found("bat", "en båt"));
  assert.ok(found("BÅT", "en båt"));
  assert.ok(found("bås", "ba\u030as"), "also where the ring was typed apart");
});

test("every_word_must_be_there_in_any_text_and_any_order", () => {
  assert.ok(found("skola hot", "Hotet gällde barnen.", "De går i Norra skolan."));
  assert.ok(!found("skola kniv", "Hotet gällde barnen.", "De går i Norra skolan."));
});

test("a_word_is_found_inside_another", () => {
  assert.ok(found("hot", "telefonhotet"));
});

test("a_query_without_words_finds_nothing", () => {
  assert.ok(!found("   ", "allt"));
});

test("what_is_folded_is_as_long_as_what_was_written", () => {
  for (const text of ["Åse Ünal", "İstanbul", "ﬁlm ẞ straße", "🙂 hej", "e\u0301ä", "Ǆ"]) assert.equal(fold(text).length, text.length, text);
});

test("a_snippet_stands_around_the_longest_word_and_says_where_all_are", () => {
  const long = `${"Det var en vanlig dag. ".repeat(20)}Han sa att han vet var skolan ligger och att han kommer. ${"Sedan hände inget. ".repeat(20)}`;
  const { text, hits } = snippetOf(searchable(["Rubrik", long]), wordsOf("vet skolan"));
  assert.ok(text.startsWith("… ") && text.endsWith(" …"), text);
  assert.deepEqual(hits.map(([start, end]) => text.slice(start, end)), ["vet", "skolan"]);
  assert.ok(text.length < 200, text);
});

test("a_snippet_does_not_run_into_another_text", () => {
  const { text } = snippetOf(searchable(["Hemligt om A", "Hot mot B", "Enheten"]), wordsOf("hot"));
  assert.equal(text, "Hot mot B");
});

test("a_snippet_is_cut_between_words_and_never_inside_a_character", () => {
  for (const words of [`hot ${"🙂".repeat(200)}`, `hot x${"🙂".repeat(200)}`, `${"🙂".repeat(200)}hot`, `${"🙂".repeat(200)}xhot`]) {
    const { text } = snippetOf(searchable([words]), wordsOf("hot"));
    assert.doesNotMatch(text, /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
  }
  const { text } = snippetOf(searchable([`hot ${"långaord ".repeat(40)}`]), wordsOf("hot"));
  assert.match(text, / långaord …$/);
});

test("places_that_overlap_are_one", () => {
  const { text, hits } = snippetOf(searchable(["telefonhotet"]), wordsOf("telefonhot hotet"));
  assert.deepEqual(hits.map(([start, end]) => text.slice(start, end)), ["telefonhotet"]);
});
