import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { groupCode } from "./code";
import { makeCodes } from "./slips";
import { printable, slipsPdf } from "./slips_pdf";

const SHEET = { municipality: "Åmåls kommun", title: "Otillåten påverkan 2026", origin: "https://orubbad.example.se", lastDay: "13 december 2026", checksum: "0123 4567 89ab cdef" };
const unit = (name: string, count: number) => ({ id: name, name, department: "Socialförvaltningen", count });

async function pages(names: readonly (readonly [string, number])[]) {
  const units = makeCodes(names.map(([name, count]) => unit(name, count)));
  const bytes = Buffer.from(await slipsPdf(SHEET, units, () => {}).arrayBuffer());
  const text = bytes.toString("latin1");
  const contents = [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: mark }) => {
    const start = index + mark.length;
    try {
      return [inflateSync(bytes.subarray(start)).toString("latin1")];
    } catch {
      return [];
    }
  });
  return { units, text, contents: contents.filter((page) => page.includes(" Tf")) };
}

test("a unit begins on a page of its own that says how many slips it gets, and eight fit on each page", async () => {
  const { contents } = await pages([["Barn och unga", 17], ["Mottagningen", 1]]);
  assert.deepEqual(contents.map((page) => (page.match(/\(Din kod:\)/g) ?? []).length), [0, 8, 8, 1, 0, 1]);
  assert.match(contents[0]!, /\(Barn och unga ·.17.lappar\)/);
  assert.match(contents[4]!, /\(Mottagningen ·.1.lapp\)/);
});

test("every code stands on one slip, beside the name of its unit and a QR code", async () => {
  const { units, contents } = await pages([["Barn och unga", 12], ["Mottagningen", 3]]);
  for (const { name, codes } of units) {
    const own = contents.filter((page) => page.includes(`(${name})`)).join("");
    for (const code of codes) assert.equal(own.split(`(${groupCode(code)})`).length, 2, name);
  }
  assert.equal((contents.join("").match(/\nf Q/g) ?? []).length, 15);
});

test("a letter that the typeface lacks is written without its mark, and nothing else is changed", () => {
  assert.equal(printable("Åsele – Öst · ”Ärna” é"), "Åsele – Öst · ”Ärna” é");
  assert.equal(printable("Sámi čálli, Łódź, Aŋŋel"), "Sámi cálli, Lódz, Annel");
  assert.equal(printable("雪"), "?");
  assert.equal(printable("A\u030Aker"), "Åker");
});
