// A letter as the officer reads it: the text as text, the answers as questions and answers.

import incident from "../form/incident.json";
import { type QuestionAnswer, codesOf, readAnswers } from "../modules/answers";
import type { Letter } from "../modules/letter";
import type { OpenedLetter } from "./case_data";
import { fileList } from "./case_files";
import { type Child, h, notice } from "./dom";
import { unitName } from "./unit";
import { dayWords } from "./words";

const INSIDE = ["colleague", "manager", "elected_representative"];

/** What stands around a letter in the timeline. */
export interface Around {
  /** The case it lies in. */
  readonly id: string;
  /** What is said beside its heading, such as which case it came with. */
  readonly beside: readonly Child[];
}

/** A letter of a case, also one that cannot be opened. */
export function caseLetter({ day, atOnce, opened }: OpenedLetter, { id, beside }: Around): HTMLElement {
  const marks: Child[] = [atOnce && h("span", { class: "today" }, "Läs i dag"), ...beside];
  if (opened.is !== "letter") {
    const state = opened.is === "locked" ? "Brevet kan inte öppnas med dina nycklar." : "Brevet är öppnat men går inte att läsa.";
    return h("li", { class: "letter" }, h("h3", {}, `Brev från ${dayWords(day)}`, ...marks), notice("warn", h("p", {}, state)));
  }
  const { letter } = opened;
  return h(
    "li",
    { class: "letter letter-in" },
    h("h3", {}, `${letterTitle(letter)} från ${dayWords(day)}`, ...marks),
    ...cautions(letter),
    letter.text === "" ? h("p", { class: "empty" }, "Ingen text.") : h("p", { class: "letter-text" }, letter.text),
    letter.kind === "report" && answers(letter),
    fileList(id, letter.attachments),
  );
}

/** What sort of letter it is. */
export function letterTitle({ kind }: Letter): string {
  return kind === "report" ? "Rapport" : "Uppföljning";
}

/** What was answered, or `null` where the form was another; the reporter's own answers are never changed. */
export function answersOf(letter: Letter): QuestionAnswer[] | null {
  if (letter.form !== incident.version) return null;
  return [{ question: "Enhet", answers: [unitName(letter.unit)] }, ...readAnswers(incident, letter.answers)];
}

function answers(letter: Letter): Child {
  const rows = answersOf(letter);
  if (rows === null) return notice("warn", h("p", {}, "Svaren hör till en annan version av formuläret och kan inte visas här."));
  return h(
    "dl",
    { class: "answers" },
    ...rows.map(({ question, answers: given }) => h("div", {}, h("dt", {}, question), ...given.map((answer) => h("dd", {}, answer)))),
  );
}

function cautions(letter: Letter): HTMLElement[] {
  if (letter.form !== incident.version) return [];
  const has = (id: string, ...codes: string[]): boolean => codesOf(incident, letter.answers, id).some((code) => codes.includes(code));
  const found: HTMLElement[] = [];
  if (has("serious_danger", "yes")) found.push(notice("error", h("p", {}, "Rapportören uppger allvarlig fara för liv eller hälsa.")));
  if (has("actors", ...INSIDE) || has("insider", "yes")) {
    found.push(notice("warn", h("p", {}, "Någon inom kommunen kan vara delaktig. Pröva jäv och samråd innan du kopplar in chefen, och om ärendet hör till visselblåsarfunktionen.")));
  }
  return found;
}
