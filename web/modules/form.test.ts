import assert from "node:assert/strict";
import { test } from "node:test";
import incident from "../form/incident.json";
import { type Question, insideMayBeInvolved, isAsked, mask, masks, toggle, unitIsAsked } from "./form";

const questions: Question[] = incident.questions.map(({ id, kind, options }) => ({
  id,
  kind: kind as Question["kind"],
  codes: options.map(({ code }) => code),
}));
const bit = (id: string): number => masks(questions, given)[questions.findIndex((question) => question.id === id)]!;
const given = { about: ["colleague"], forms: ["threat", "other"], purpose_perceived: ["likely"], purposes: ["na"], actors: ["client"] };

test("every question of the form ends with a way out, has both languages, and fits a mask and a ballot", () => {
  for (const question of incident.questions) {
    assert.equal(question.options.at(-1)!.code, "na");
    assert.ok(question.options.length <= 16);
    assert.equal(new Set(question.options.map(({ code }) => code)).size, question.options.length);
    for (const { text } of [question, ...question.options]) assert.ok(text.sv.length > 0 && text.en.length > 0);
  }
  const fullest = { v: 1, form: 1, nonce: "n".repeat(22), unit: "u".repeat(36), answers: questions.map(() => 0xffff) };
  assert.ok(JSON.stringify(fullest).length <= 252);
});

test("option i is bit i", () => {
  assert.equal(bit("about"), 0b10);
  assert.equal(bit("forms"), 0b10000000010);
  assert.equal(bit("purposes"), 1 << 8);
  assert.equal(bit("when"), 0);
  assert.throws(() => mask(questions[0]!, ["no such code"]));
});

test("purposes are asked only where an aim was perceived, danger only after threat or violence", () => {
  assert.ok(isAsked("purposes", { purpose_perceived: ["yes"] }));
  assert.ok(!isAsked("purposes", { purpose_perceived: ["dont_know"] }));
  assert.ok(isAsked("serious_danger", { forms: ["violence"] }));
  assert.ok(!isAsked("serious_danger", { forms: ["vandalism"] }));
});

test("an answer that is no longer asked for is not sent", () => {
  const changed = { ...given, purpose_perceived: ["no"] };
  assert.equal(masks(questions, changed)[questions.findIndex(({ id }) => id === "purposes")], 0);
});

test("somebody inside is noticed through the actors or through the question, and is asked about once", () => {
  assert.ok(insideMayBeInvolved({ actors: ["client", "manager"] }));
  assert.ok(insideMayBeInvolved({ actors: ["client"], insider: ["yes"] }));
  assert.ok(!insideMayBeInvolved({ actors: ["client"], insider: ["dont_know"] }));
  assert.ok(!isAsked("insider", { actors: ["colleague"] }));
});

test("an elected representative is not asked for a unit", () => {
  assert.ok(!unitIsAsked({ about: ["elected_representative"] }));
  assert.ok(unitIsAsked({ about: ["self"] }));
});

test("some choices stand alone", () => {
  assert.deepEqual(toggle(["threat"], "na"), ["na"]);
  assert.deepEqual(toggle(["nobody"], "police"), ["police"]);
  assert.deepEqual(toggle(["threat", "violence"], "threat"), ["violence"]);
});
