import assert from "node:assert/strict";
import { test } from "node:test";
import incident from "../../form/incident.json";
import type { Question } from "../../modules/form";
import { emptyState, pathOf } from "./state";

const questions: Question[] = incident.questions.map(({ id, kind, options }) => ({
  id,
  kind: kind as Question["kind"],
  codes: options.map(({ code }) => code),
}));

test("the shortest path asks eleven questions and the place, and ends in the check", () => {
  const path = pathOf({ ...emptyState(), outcome: "count" }, questions, 1);
  assert.equal(path[0], "danger");
  assert.deepEqual(path.slice(1, 4), ["q-about", "place", "q-when"]);
  assert.equal(path.at(-1), "review");
  assert.equal(path.filter((screen) => screen.startsWith("q-")).length, 11);
});

test("the stop page comes once, right after the answer that calls for it", () => {
  const state = { ...emptyState(), answers: { actors: ["manager"] } };
  const path = pathOf(state, questions, 1);
  assert.equal(path[path.indexOf("q-actors") + 1], "stop");
  assert.equal(path.filter((screen) => screen === "stop").length, 1);
  const asked = pathOf({ ...emptyState(), answers: { actors: ["client"], insider: ["yes"] } }, questions, 1);
  assert.equal(asked[asked.indexOf("q-insider") + 1], "stop");
});

test("the recipient is asked for only where there is a choice, and contact ends the path", () => {
  const read = { ...emptyState(), outcome: "read" as const };
  assert.ok(!pathOf(read, questions, 1).includes("channel"));
  assert.ok(pathOf(read, questions, 2).includes("channel"));
  assert.equal(pathOf({ ...emptyState(), outcome: "contact" }, questions, 2).at(-1), "contact");
});
