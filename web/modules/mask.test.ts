import assert from "node:assert/strict";
import { test } from "node:test";
import { MARK, type Masking, NoSuchPlace, maskDocument, stillStanding, textsOf, wordsOf } from "./mask";
import { suggestMasks, suggestWords } from "./mask_suggest";
import { SAMPLE } from "./document/sample";

const words = (text: string): string[] => wordsOf(text).filter(({ word }) => word !== null).map(({ text }) => text);
const place = (path: string, word: string): string => {
  const { text } = textsOf(SAMPLE).find((found) => found.path === path)!;
  const token = wordsOf(text).find((token) => token.word !== null && token.text === word);
  assert.ok(token, `${path} has ${word}`);
  return `${path}#${token.word}`;
};

test("tokens_joined_are_the_text", () => {
  for (const { text } of textsOf(SAMPLE)) assert.equal(wordsOf(text).map(({ text }) => text).join(""), text);
});

test("a_number_with_its_separators_is_one_word", () => {
  assert.deepEqual(words("Ring 070-123 45 67 nu"), ["Ring", "070-123 45 67", "nu"]);
  assert.deepEqual(words("nr 19811218-9876, 811218–9876 och 850101+1234."), ["nr", "19811218-9876", "811218–9876", "och", "850101+1234"]);
  assert.deepEqual(words("+46 (0)70 123 45 67"), ["+46 (0)70 123 45 67"]);
  assert.deepEqual(words("850101-TF12 bor på väg 3B"), ["850101-TF12", "bor", "på", "väg", "3B"]);
});

test("swedish_names_and_addresses_are_words", () => {
  assert.deepEqual(words("Åsa-Märta Öbergs e-post: a.b@exempel.se!"), ["Åsa-Märta", "Öbergs", "e-post", "a.b@exempel.se"]);
});

test("the_mark_tells_neither_length_nor_number_of_words", () => {
  const path = "parts.0.paragraphs.0";
  const one: Masking = new Map([[place(path, "Testa"), "OSL 39 kap. 3 §"], [place(path, "Exempelsson"), "OSL 39 kap. 3 §"]]);
  const text = maskDocument(SAMPLE, one).parts[0]!.paragraphs[0]!;
  assert.ok(text.startsWith(`Min kollega ${MARK} fick ett samtal`), text);
  const short = maskDocument(SAMPLE, new Map([[place(path, "du"), "x"]])).parts[0]!.paragraphs[0]!;
  assert.equal(short.match(/█+/)![0].length, text.match(/█+/)![0].length);
});

test("what_is_masked_is_gone_from_the_data", () => {
  const masking = new Map([
    [place("parts.0.paragraphs.0", "Exempelsson"), "OSL 39 kap. 3 §"],
    [place("parts.0.paragraphs.0", "070-123 45 67"), "OSL 21 kap. 3 §"],
    [place("parts.1.author", "Säkerhetschefen"), "OSL 39 kap. 3 §"],
    [place("parts.0.facts.1.value", "Bygglov"), "OSL 39 kap. 3 §"],
    [place("attachments.0.name", "skärmbild"), "OSL 39 kap. 3 §"],
    [place("title", "handläggare"), "OSL 18 kap. 8 §"],
  ]);
  const masked = maskDocument(SAMPLE, masking);
  const data = JSON.stringify({ ...masked, grounds: [] });
  for (const gone of ["Exempelsson", "070-123", "45 67", "Bygglov", "skärmbild"]) assert.ok(!data.includes(gone), gone);
  assert.equal(masked.parts[1]!.author, MARK);
  assert.equal(masked.title, `Påtryckning mot ${MARK} & hot <om> tillsyn`);
  assert.deepEqual([...masked.grounds].sort(), ["OSL 18 kap. 8 §", "OSL 21 kap. 3 §", "OSL 39 kap. 3 §"]);
});

test("a_document_with_nothing_masked_is_the_document", () => {
  const { grounds, ...same } = maskDocument(SAMPLE, new Map());
  assert.deepEqual(grounds, []);
  assert.deepEqual(same, SAMPLE);
});

test("a_mask_that_hits_nothing_stops_the_disclosure", () => {
  assert.throws(() => maskDocument(SAMPLE, new Map([["parts.0.paragraphs.0#9999", "x"]])), NoSuchPlace);
  assert.throws(() => maskDocument(SAMPLE, new Map([["parts.0.kind#0", "x"]])), NoSuchPlace);
});

test("a_word_masked_in_one_place_is_pointed_out_where_it_still_stands", () => {
  assert.deepEqual(stillStanding(SAMPLE, new Map([[place("parts.1.author", "Säkerhetschefen"), "x"]])), [
    "parts.2.author#0",
    "parts.3.author#0",
    "parts.4.author#0",
  ]);
});

test("what_may_point_out_a_person_is_proposed", () => {
  const text = "Igår ringde fru Testsson, 070-123 45 67, skrev till a.b@exempel.se om 19811218-9876.";
  const tokens = wordsOf(text);
  const proposed = suggestWords(text).map(({ word, kind }) => [tokens.find((token) => token.word === word)!.text, kind]);
  assert.deepEqual(proposed, [
    ["Testsson", "name"],
    ["070-123 45 67", "phone"],
    ["a.b@exempel.se", "email"],
    ["19811218-9876", "personal_number"],
  ]);
});

test("proposals_are_places_in_the_document", () => {
  const proposed = suggestMasks(SAMPLE).map(({ place }) => place);
  assert.ok(proposed.includes(place("parts.0.paragraphs.0", "Exempelsson")));
  assert.ok(proposed.includes(place("parts.0.paragraphs.1", "19811218-9876")));
  assert.ok(!proposed.some((place) => place.startsWith("municipality")));
  assert.doesNotThrow(() => maskDocument(SAMPLE, new Map(proposed.map((place) => [place, "OSL 39 kap. 3 §"]))));
});
