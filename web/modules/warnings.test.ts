import assert from "node:assert/strict";
import { test } from "node:test";
import { findWarnings, hasCheckDigit } from "./warnings";

const kinds = (text: string): string[] => findWarnings(text).map(({ kind }) => kind);

test("personal identity numbers stop the sending however they are written", () => {
  for (const number of ["811228-9874", "8112289874", "811228+9874", "19811228-9874", "198112289874", "811228 9874", "1981-12-28-9874", "1981 12 28 9874", "811228–9874", "811228 - 9874", "８１１２２８-９８７４"]) {
    const found = findWarnings(`Det var (${number}).`);
    assert.deepEqual(found.map(({ kind, blocks }) => [kind, blocks]), [["personal_number", true]], number);
  }
});

test("coordination numbers have sixty added to the day", () => {
  const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((last) => `701063239${last}`).find(hasCheckDigit)!;
  assert.deepEqual(kinds(`${digits.slice(0, 6)}-${digits.slice(6)}`), ["personal_number"]);
});

test("a wrong check digit or an impossible date does not stop the sending", () => {
  assert.ok(!kinds("811228-9873").includes("personal_number"));
  assert.ok(!kinds("811328-9871").includes("personal_number"));
});

test("phone numbers are noticed", () => {
  for (const number of ["070-174 06 05", "0701740605", "+46 70 174 06 05", "+46(0)70-1740605", "0046701740605", "08-123 456 78", "0176-710 00"]) {
    assert.deepEqual(kinds(`Ring ${number}, sa hen.`), ["phone"], number);
  }
});

test("e-mail addresses are noticed", () => {
  assert.deepEqual(findWarnings("Skriv till någon.annan@exempel.se."), [{ kind: "email", found: "någon.annan@exempel.se", blocks: false }]);
});

test("case and diary numbers are noticed", () => {
  for (const number of ["SN24-258", "KS 2024/0228", "5000-K123456-24", "2024/0228", "ärende 12345", "dnr: 4711", "SN-2024-123", "T 1234-24"]) {
    assert.deepEqual(kinds(`Det gäller ${number} hos oss.`), ["case_number"], number);
  }
});

test("names are noticed in the middle of a sentence, after a cue, and when they are common", () => {
  for (const text of ["Jag träffade Gunilla Bergström i receptionen.", "Mannen heter Zlatko.", "Anna ringde mig.", "Sedan kom Per-Olof Ek hit.", "Jag Anna Ek skriver."]) {
    assert.ok(kinds(text).includes("name"), text);
  }
});

test("ordinary sentences give no warning", () => {
  for (const text of [
    "Mannen ringde fyra gånger samma dag och sa att han visste var jag bor.",
    "Vi har möte i Stadshuset på Storgatan. Efter mötet följde någon efter mig till bilen.",
    "Det hände 2026-03-14 kl. 14.30, i rum 1204. Han ville ha 50 000 kronor.",
    "Enligt SoL 4 kap. 1 § och LVU 2 § avslogs ansökan.",
    "Exempelkommun och Göteborgs Stad. Norrtälje kommun. På Facebook och i Teams.",
    "Ärendet har pågått 2024-2025 med 3 möten.",
    "",
  ]) {
    assert.deepEqual(findWarnings(text), [], text);
  }
});

test("each piece is named once", () => {
  assert.equal(findWarnings("a@b.se och a@b.se").length, 1);
});
