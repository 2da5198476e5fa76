import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item, Questionnaire } from "../../modules/questionnaire";
import { layoutOf } from "./item";
import { Answering } from "./state";

const both = (words: string) => ({ sv: words, en: words });
const option = (code: string, words = code) => ({ code, text: both(words), alone: code === "na" });

function item(id: string, codes: string[], more: Partial<Item> = {}): Item {
  const options = [...codes, "na"].map((code) => option(code));
  return { id, number: "1", text: both(id), help: null, kind: "one", required: false, most: null, from_wave: 1, when: [], options, ...more };
}

const page = (...items: Item[]) => ({ id: items[0]!.id, title: both("Sida"), lead: null, items });
const two: Questionnaire = {
  version: 1,
  title: both("Enkät"),
  intro: both("Inledning"),
  pages: [
    page(item("first", ["yes", "no"]), item("second", ["yes", "no"])),
    page(item("more", ["yes", "no"], { when: [{ items: ["first"], any_of: ["yes"], none_of: [] }] })),
    page(item("later", ["yes", "no"], { from_wave: 2 })),
  ],
};

test("only what is asked is counted, and an answer that is no longer asked is not", () => {
  const answering = new Answering(two, 1, both("i år"));
  assert.deepEqual(answering.count(), { answered: 0, of: 2 });
  answering.masks = [1, 0, 4, 0];
  assert.deepEqual(answering.count(), { answered: 2, of: 3 });
  answering.masks[0] = 2;
  assert.deepEqual(answering.count(), { answered: 1, of: 2 });
  assert.deepEqual(answering.masks, [2, 0, 4, 0]);
  answering.clear();
  assert.deepEqual(answering.masks, [0, 0, 0, 0]);
});

test("the steps that progress is told along do not change with the answers, only with the wave", () => {
  const answering = new Answering(two, 1, both("i år"));
  assert.deepEqual([answering.path(), answering.possible()], [[0], [0, 1]]);
  answering.masks[0] = 1;
  assert.deepEqual([answering.path(), answering.possible()], [[0, 1], [0, 1]]);
  assert.deepEqual(new Answering(two, 2, both("i år")).possible(), [0, 1, 2]);
});

test("one to five is a scale, short answers among others stand side by side, and all else is rows", () => {
  assert.equal(layoutOf(item("a", ["1", "2", "3", "4", "5", "dont_know"]), true), "scale");
  assert.equal(layoutOf(item("a", ["yes", "no"]), false), "grid");
  assert.equal(layoutOf(item("a", ["yes", "no"]), true), "rows");
  assert.equal(layoutOf(item("a", ["yes", "no"], { kind: "many" }), false), "rows");
  assert.equal(layoutOf(item("a", [], { options: [option("yes", "Ett svar som är för långt för en halv rad"), option("na")] }), false), "rows");
});
