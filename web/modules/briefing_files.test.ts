import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileWords, inOrder } from "./briefing_files";

test("every_file_that_the_server_makes_has_words", () => {
  const made = [...readFileSync("../src/briefing/package.rs", "utf8").matchAll(/File::new\("([^"]+)"/g)].map((match) => match[1]!);
  assert.ok(made.length > 5);
  assert.deepEqual(made.filter((name) => fileWords(name)?.use === ""), []);
});

test("the_report_comes_first_and_tables_by_their_numbers", () => {
  assert.deepEqual(inOrder(["tabell-10.px", "namndrapport.csv", "okänd.txt", "tabell-9.px", "namndrapport.pdf"]), ["namndrapport.pdf", "namndrapport.csv", "okänd.txt", "tabell-9.px", "tabell-10.px"]);
  assert.equal(fileWords("tabell-9.px"), null);
  assert.deepEqual(fileWords("okänd.txt"), { label: "okänd.txt", use: "" });
});
