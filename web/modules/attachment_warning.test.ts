import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reference } from "./attachment";
import { judged } from "./attachment_warning";
import { WHAT, WHY, finding } from "./clean/found";
import type { Looked } from "./clean_requests";

const said: Reference = { id: "0b6a4a2e-0000-4000-8000-000000000000", identity: "", class: 65_536, name: "brev.txt", type: "text/plain", size: 9, original: false };
const looked: Looked = { number: 1, type: "text/plain", size: 9, found: [], cleaned: null, why: null, whole: true, preview: null };

test("a file that is what it says and tells nothing gives no warning", () => {
  assert.deepEqual(judged(said, looked), { type: "text/plain", name: "brev.txt", warnings: [], tells: [], stays: [] });
});

test("a file that is something else is named for what it is, and warned about, though its sender calls it cleaned", () => {
  const other = judged(said, { ...looked, type: "application/pdf" });
  assert.equal(other.name, "brev.pdf");
  assert.match(other.warnings.join(), /innehållet är PDF, inte TXT/);
  const unknown = judged({ ...said, name: "Hotbrev.pdf.lnk" }, WHY.unknown);
  assert.equal(unknown.name, "Hotbrev.pdf.bin");
  assert.equal(unknown.type, null);
  assert.match(unknown.warnings.join(), /inte att känna igen/);
});

test("whatever is found is warned about whether the file is called an original or not", () => {
  const found = [finding(WHAT.place, "59, 18"), { ...finding(WHAT.covered, ""), stays: true as const }];
  for (const original of [true, false]) {
    const { warnings, tells, stays } = judged({ ...said, original }, { ...looked, found });
    assert.equal(warnings.length, 1);
    assert.deepEqual([tells.length, stays.length], [1, 1]);
  }
  assert.match(judged(said, { ...looked, why: WHY.signed }).warnings.join(), /signerad/);
  assert.deepEqual(judged(said, { ...looked, found: found.slice(1) }).warnings, []);
});
