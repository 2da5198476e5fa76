import assert from "node:assert/strict";
import { test } from "node:test";
import { protocolText } from "./wave_protocol";

const UNIT = { unit: "a", name: "Familjerätt", department: "Socialförvaltningen", population: 11, codes: 11, traded: 9, void: 2, answered: 8 };
const PROTOCOL = { wave: "E2026-1", title: "Otillåten påverkan 2026", day: "2026-05-20", disposal: "SN 2026/118 § 44", questionnaire_hash: "ab".repeat(32), plan_hash: "cd".repeat(32), ballots: 8, invalid: 1, units: [UNIT] };

test("the protocol as text says what was destroyed, by which decision, and what every unit had", () => {
  const lines = protocolText(PROTOCOL, "Exempelkommun").split("\r\n");
  for (const line of [
    "Mätning: E2026-1, Otillåten påverkan 2026",
    "Räknad och gallrad: 20 maj 2026",
    "Gallringsbeslut: SN 2026/118 § 44",
    "Valsedlar: 8, varav 1 ogiltiga",
    "Koder: 11 giltiga, varav 9 inlösta, och 2 spärrade",
    `Frågorna (SHA-256): ${"ab".repeat(32)}`,
    "Socialförvaltningen, Familjerätt: 11 personer, 11 koder, 9 inlösta, 2 spärrade, 8 svar",
  ]) assert.ok(lines.includes(line), line);
});
