// A letter as the officer reads it: the text as text, the answers as questions and answers.

import incident from "../form/incident.json";
import { codesOf, readAnswers } from "../modules/answers";
import type { Letter } from "../modules/letter";
import type { OpenedLetter, SentReply } from "./case_data";
import { type Child, h, notice } from "./dom";
import { unitName } from "./unit";
import { dayWords } from "./words";

const INSIDE = ["colleague", "manager", "elected_representative"];

/** A letter of a case, also one that cannot be opened. */
export function caseLetter({ day, atOnce, opened }: OpenedLetter): HTMLElement {
  const mark = atOnce && h("span", { class: "today" }, "Läs i dag");
  if (opened.is !== "letter") {
    const state = opened.is === "locked" ? "Brevet kan inte öppnas med dina nycklar." : "Brevet är öppnat men går inte att läsa.";
    return h("li", { class: "letter" }, h("h3", {}, `Brev från ${dayWords(day)}`, mark), notice("warn", h("p", {}, state)));
  }
  const { letter } = opened;
  const title = letter.kind === "report" ? "Rapport" : "Uppföljning";
  return h(
    "li",
    { class: "letter" },
    h("h3", {}, `${title} från ${dayWords(day)}`, mark),
    ...cautions(letter),
    letter.text === "" ? h("p", { class: "empty" }, "Ingen text.") : h("p", { class: "letter-text" }, letter.text),
    letter.kind === "report" && answers(letter),
  );
}

/** An answer that has been sent. */
export function sentReply({ author, at, reply }: SentReply): HTMLElement {
  return h(
    "li",
    { class: "letter letter-reply" },
    h("h3", {}, `Svar från ${author}, ${dayWords(at)}`),
    reply === null ? notice("warn", h("p", {}, "Svaret kan inte öppnas med dina nycklar.")) : h("p", { class: "letter-text" }, reply.text),
  );
}

function answers(letter: Letter): Child {
  const unit = { question: "Enhet", answers: [unitName(letter.unit)] };
  if (letter.form !== incident.version) return notice("warn", h("p", {}, "Svaren hör till en annan version av formuläret och kan inte visas här."));
  const rows = [unit, ...readAnswers(incident, letter.answers)];
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
