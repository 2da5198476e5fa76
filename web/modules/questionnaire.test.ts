import assert from "node:assert/strict";
import { test } from "node:test";
import { type Clause, type Item, type Questionnaire, asked, encodeBallot, hashOf, isValid, itemsOf, pathOf, readQuestionnaire, sentMasks, toggle } from "./questionnaire";

const text = { sv: "Text", en: "Text" };

function item(id: string, codes: string, more: Partial<Item> = {}): Item {
  const options = [...codes.split(" "), "na"].map((code) => ({ code, text, alone: code === "na" || code === "nobody" }));
  return { id, number: id, text, help: null, kind: "one", required: false, most: null, from_wave: 1, when: [], options, ...more };
}

const when = (items: string, any_of: string, none_of = ""): Clause => ({
  items: items.split(" "),
  any_of: any_of.split(" ").filter(Boolean),
  none_of: none_of.split(" ").filter(Boolean),
});
const met = when("contact", "weekly sometimes");
const happened = when("act_a act_b", "once often");

/** Contact or none; two acts; what the purpose was and whom one told; a closing question and one for later waves. */
const small: Questionnaire = {
  version: 1,
  title: text,
  intro: text,
  pages: [
    { id: "background", title: text, lead: null, items: [item("contact", "weekly sometimes no", { required: true })] },
    { id: "acts", title: text, lead: null, items: ["act_a", "act_b"].map((id) => item(id, "never once often", { when: [met] })) },
    { id: "purpose", title: text, lead: null, items: [item("purpose", "yes likely no", { when: [met, happened] })] },
    { id: "aims", title: text, lead: null, items: [item("aims", "gain harm delay", { kind: "many", most: 2, when: [when("purpose", "yes likely")] })] },
    {
      id: "told",
      title: text,
      lead: null,
      items: [
        item("told", "colleague manager nobody", { kind: "many", when: [happened] }),
        item("why_not", "fear use", { kind: "many", when: [when("told", "nobody")] }),
        item("support", "1 2 3 4 5", { when: [happened, when("told", "", "nobody na")] }),
      ],
    },
    { id: "end", title: text, lead: null, items: [item("knows", "1 2 3 4 5"), item("back_then", "1 2 3 4 5", { from_wave: 2 })] },
  ],
};
const items = itemsOf(small);
const NA = { contact: 8, act: 8, told: 8 };

function answers(chosen: Record<string, string>): number[] {
  return items.map(({ id, options }) => options.reduce((mask, { code }, j) => ((chosen[id] ?? "").split(" ").includes(code) ? mask | (1 << j) : mask), 0));
}
const replaced = (masks: readonly number[], at: number, mask: number): number[] => masks.map((old, i) => (i === at ? mask : old));
const askedIds = (chosen: Record<string, string>, wave = 1): string[] => items.filter((_, i) => asked(items, answers(chosen), wave)[i]).map(({ id }) => id);

test("somebody without contact is asked only what concerns everybody", () => {
  assert.deepEqual(askedIds({ contact: "no" }), ["contact", "knows"]);
  assert.deepEqual(pathOf(small, answers({ contact: "no" }), 1), [0, 5]);
});

test("where nothing has happened the pages about it are passed by", () => {
  assert.deepEqual(pathOf(small, answers({ contact: "weekly", act_a: "never", act_b: "na" }), 1), [0, 1, 5]);
});

test("whom one told decides what comes next", () => {
  const base = { contact: "weekly", act_b: "once", purpose: "no" };
  assert.deepEqual(askedIds({ ...base, told: "nobody" }).slice(4), ["told", "why_not", "knows"]);
  assert.deepEqual(askedIds({ ...base, told: "manager" }).slice(4), ["told", "support", "knows"]);
  assert.deepEqual(askedIds({ ...base, told: "na" }).slice(4), ["told", "knows"]);
});

test("a later wave asks what an earlier one did not", () => {
  assert.deepEqual(askedIds({ contact: "no" }, 2), ["contact", "knows", "back_then"]);
});

test("an answer whose question is no longer asked opens no further question and is not sent, but comes back", () => {
  const before = answers({ contact: "weekly", act_a: "often", purpose: "yes", aims: "gain harm" });
  const changed = replaced(before, 1, 1);
  assert.deepEqual(askedIds({ contact: "weekly", act_a: "never", purpose: "yes", aims: "gain" }), ["contact", "act_a", "act_b", "knows"]);
  assert.deepEqual(sentMasks(items, changed, 1), answers({ contact: "weekly", act_a: "never" }));
  assert.deepEqual(sentMasks(items, replaced(changed, 1, before[1]!), 1), before);
});

test("one choice replaces another, several are kept, and what stands alone stands alone", () => {
  const [contact, aims, told] = [items[0]!, items[4]!, items[5]!];
  assert.equal(toggle(contact, 1, 2), 4);
  assert.equal(toggle(contact, 4, 2), 4);
  assert.equal(toggle(told, toggle(told, 0, 0), 1), 3);
  assert.equal(toggle(told, 3, 0), 2);
  assert.equal(toggle(told, 3, 2), 4);
  assert.equal(toggle(told, 4, 1), 2);
  assert.equal(toggle(told, 3, 3), NA.told);
  assert.equal(toggle(aims, 3, 2), 3, "no third where two is the most");
  assert.equal(toggle(aims, 8, 2), 4, "and what drops away leaves room");
});

test("only what may be chosen is valid", () => {
  const [contact, aims, told] = [items[0]!, items[4]!, items[5]!];
  assert.deepEqual([0, 1, NA.contact, 3, 16].map((mask) => isValid(contact, mask)), [false, true, true, false, false]);
  assert.deepEqual([0, 3, 7, 8, 9].map((mask) => isValid(aims, mask)), [true, true, false, true, false]);
  assert.deepEqual([3, 4, 5, 12].map((mask) => isValid(told, mask)), [true, true, false, false]);
});

test("a ballot is its kind, the questionnaire's hash, the number of items and a mask each", () => {
  const json = JSON.stringify(small);
  const plain = encodeBallot(hashOf(json), items, answers({ contact: "sometimes", act_a: "often", purpose: "no", told: "colleague manager", support: "5" }), 1);
  const expected = ["02", Buffer.from(hashOf(json)).toString("hex").slice(0, 16), "0a", "0002", "0004", "0000", "0004", "0000", "0003", "0000", "0010", "0000", "0000"];
  assert.equal(Buffer.from(plain).toString("hex"), expected.join(""));
});

test("a ballot without its required answer is not made", () => {
  assert.throws(() => encodeBallot(hashOf(""), items, answers({ knows: "1" }), 1));
  assert.throws(() => encodeBallot(hashOf(""), items, answers({ contact: "no", knows: "1 2" }), 1));
});

test("a questionnaire that a ballot could not hold is refused", () => {
  const read = (pages: Questionnaire["pages"], version = 1): Questionnaire => readQuestionnaire(JSON.stringify({ ...small, version, pages }));
  const page = (...of: Item[]): Questionnaire["pages"] => [{ id: "p", title: text, lead: null, items: of }];
  assert.deepEqual(read(small.pages), small);
  assert.throws(() => read(small.pages, 2));
  assert.throws(() => read([]));
  assert.throws(() => read(page(item("a", "x"), item("a", "x"))));
  assert.throws(() => read(page(item("a", "x", { when: [when("b", "x")] }), item("b", "x"))));
  assert.throws(() => read(page(item("a", Array.from({ length: 16 }, (_, i) => i).join(" ")))));
  assert.throws(() => read(page(...Array.from({ length: 121 }, (_, i) => item(`i${i}`, "x")))));
});
