import assert from "node:assert/strict";
import { test } from "node:test";
import incident from "../form/incident.json";
import { codesOf, readAnswers, summaryOf } from "./answers";
import { masks } from "./form";

const questions = incident.questions.map(({ id, kind, options }) => ({ id, kind: kind as "one" | "many", codes: options.map(({ code }) => code) }));
const answered = masks(questions, { about: ["self"], forms: ["threat", "vandalism"], purpose_perceived: ["na"], serious_danger: ["no"] });

test("what the reporter's page packs, the staff's page reads in words", () => {
  assert.deepEqual(readAnswers(incident, answered).map(({ answers }) => answers), [["Mig själv"], ["Hot", "Skadegörelse"], ["Vill inte svara"], ["Nej"]]);
  assert.deepEqual(codesOf(incident, answered, "forms"), ["threat", "vandalism"]);
});

test("a summary leaves out that somebody would rather not say", () => {
  assert.deepEqual(summaryOf(incident, answered, "forms"), ["Hot", "Skadegörelse"]);
  assert.deepEqual(summaryOf(incident, answered, "purpose_perceived"), []);
});

test("an empty or unknown answer is no answer", () => {
  assert.deepEqual(readAnswers(incident, []), []);
  assert.deepEqual(codesOf(incident, answered, "no_such_question"), []);
});
