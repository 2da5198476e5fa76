import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { KINDS, actWord, objectWord } from "./audit_words";

/** Every word in quotes in the server's sources that begins as an act does; files of the page have the same beginning. */
function actsOfServer(): string[] {
  const beginnings = KINDS.map(([beginning]) => beginning.slice(0, -1)).join("|");
  const quoted = new RegExp(`"((?:${beginnings})\\.[a-z_]+)"`, "g");
  const sources = (readdirSync("../src", { recursive: true }) as string[]).filter((name) => name.endsWith(".rs"));
  const found = sources.flatMap((name) => [...readFileSync(`../src/${name}`, "utf8").matchAll(quoted)].map((match) => match[1]!));
  return [...new Set(found)].filter((word) => !/\.(html|css|js|json|typ)$/.test(word));
}

test("every_act_that_the_server_records_has_words", () => {
  const acts = actsOfServer();
  assert.ok(acts.length > 40, `only ${acts.length} were found`);
  assert.deepEqual(acts.filter((act) => actWord(act) === act), []);
});

test("a_word_nobody_knows_is_shown_as_it_is", () => {
  assert.equal(actWord("case.invented"), "case.invented");
  assert.equal(actWord("constructor"), "constructor");
});

test("a_case_is_called_by_its_name_and_another_id_is_short", () => {
  assert.equal(objectWord("case.read", "16bc6c88-50d2-4e68-8ee0-afcd0c02fd94"), "Ärende 16BC6C");
  assert.equal(objectWord("urn.open", "16bc6c88-50d2-4e68-8ee0-afcd0c02fd94"), "16BC6C");
  assert.equal(objectWord("release.publish", "12"), "12");
});
