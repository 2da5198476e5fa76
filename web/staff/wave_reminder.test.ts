import assert from "node:assert/strict";
import { test } from "node:test";
import { reminderText } from "./wave_reminder";

const wave = (answered: number) => ({
  title: "Otillåten påverkan 2026",
  closes: "2026-12-13",
  units: [{ id: "a", name: "A", department: "", population: 80, key: null, codes: 80, traded: 0, void: 0, answered }],
});

test("how many have answered is said only when they are not few", () => {
  assert.doesNotMatch(reminderText(wave(19), "https://orubbad.example.se"), /procent/);
  assert.match(reminderText(wave(20), "https://orubbad.example.se"), /Hittills har 25 procent svarat\./);
});

test("the reminder goes to everybody and says why, and carries no code", () => {
  const text = reminderText(wave(40), "https://orubbad.example.se");
  assert.match(text, /till och med 13 december 2026/);
  assert.match(text, /Alla får den här påminnelsen, för ingen kan se vem som har svarat\./);
  assert.match(text, /https:\/\/orubbad\.example\.se\/enkat\./);
  assert.doesNotMatch(text, /enkat#/);
});
