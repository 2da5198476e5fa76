// Letters and entries made up for the tests of cases.

import incident from "../../form/incident.json";
import type { Letter } from "../letter";
import type { Entry, Written } from "./entry";
import type { Came } from "./state";

/** A report with these answers by code, and what else is said about the letter. */
export function report(answers: Readonly<Record<string, readonly string[]>> = {}, other: Partial<Letter> & { day?: string; atOnce?: boolean } = {}): Came {
  const { day = "2026-11-02", atOnce = false, ...letter } = other;
  const masks = incident.questions.map(({ id, options }) => options.reduce((mask, { code }, bit) => ((answers[id] ?? []).includes(code) ? mask | (1 << bit) : mask), 0));
  const whole: Letter = { kind: "report", form: incident.version, unit: null, answers: masks, text: "", replyTo: "age1", tag: "t", nonce: "n", urn: null, attachments: [], ...letter };
  return { day, atOnce, letter: whole };
}

/** Entries as they come back, one a day from the third of November. */
export function written(...entries: readonly Entry[]): Written[] {
  return entries.map((entry, i) => ({ id: String(i), author: "Säkerhetschefen", at: `2026-11-${String(3 + i).padStart(2, "0")}T08:00:00Z`, entry }));
}

/** An assessment without suspicion of crime, without danger and with nobody inside. */
export const CALM = { kind: "assessment", severity: 1, crime: "no", insider: "no", danger: "no", forms: null, text: "" } as const;
