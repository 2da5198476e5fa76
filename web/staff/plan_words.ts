// What the pages of the action plan call things.

import { type Declared, type IndicatorKind, type Measure, type OccasionKind, type Outcome, type Value, tookPart, whenWords } from "../modules/plan";
import { h } from "./dom";
import type { MeasureStatus } from "./wire";
import { dayWords, grouped } from "./words";

/** How far a measure has come; printed the same in every report. */
export const PLAN_STATUSES: Readonly<Record<MeasureStatus, string>> = { not_started: "Ej påbörjad", ongoing: "Pågår", late: "Försenad", done: "Genomförd", dropped: "Genomförs inte" };

/** What can be said of a whole measure. */
export const DECLARED: readonly (readonly [Declared, string])[] = [
  ["started", "Påbörjad"],
  ["done", "Genomförd"],
  ["dropped", "Genomförs inte"],
];

/** How an indicator is measured. */
export const INDICATOR_KINDS: readonly (readonly [IndicatorKind, string])[] = [
  ["milestone", "Milstolpe: något är beslutat eller klart"],
  ["units", "Enheter: hur många av enheterna som har deltagit"],
  ["share", "Andel: hur stor del av en helhet"],
  ["survey", "Mätning: svaren på en fråga i enkäten"],
  ["change", "Jämförelse: samma fråga i två mätningar"],
  ["own", "Eget tal"],
];

export const OCCASION_KINDS: readonly (readonly [OccasionKind, string])[] = [
  ["interim", "Delrapport"],
  ["final", "Slutrapport"],
  ["yearly", "Årlig uppföljning"],
  ["internal_control", "Intern kontroll"],
  ["every_fourth_year", "Vart fjärde år"],
];

/** The questions that an indicator can be bound to: those that everybody is asked, by their ids in the questionnaire. */
export const SURVEY_ITEMS: readonly (readonly [id: string, text: string])[] = [
  ["knows_what", "Jag vet vad som räknas som otillåten påverkan."],
  ["knows_how_to_report", "Jag vet hur och var jag rapporterar."],
  ["knows_what_follows", "Jag vet vad som händer när jag har rapporterat."],
  ["can_handle", "Jag kan hantera ett påverkansförsök i stunden."],
  ["guideline_known", "Jag känner till kommunens riktlinjer om otillåten påverkan."],
  ["manager_takes_seriously", "Min chef tar påverkansförsök på allvar."],
  ["open_talk", "Vi kan tala öppet om påverkansförsök på min arbetsplats."],
  ["dares_decide", "Jag vågar fatta korrekta beslut även när någon försöker pressa mig."],
  ["two_at_risk", "Vi är minst två när det finns risk för påverkan."],
  ["training", "Har du {period} deltagit i utbildning eller genomgång (t.ex. APT) om otillåten påverkan?"],
];

/** The question in words; one that is unknown by its id. */
export function surveyItem(id: string): string {
  const text = SURVEY_ITEMS.find(([known]) => known === id)?.[1] ?? id;
  return text.replace(" {period}", "");
}

/** A status as a word with a sign. */
export function statusMark(status: MeasureStatus): HTMLElement {
  return h("span", { class: `status plan-status plan-status-${status}` }, PLAN_STATUSES[status]);
}

/** An outcome in words; `units` are the codes of the units that can take part. */
export function valueWords(value: Value, units: readonly string[], day: string): string {
  if ("milestone" in value) return `${dayWords(value.milestone.on)}${value.milestone.decision === null ? "" : `, ${value.milestone.decision}`}`;
  if ("units" in value) return `${grouped(units.filter((code) => tookPart(value.units[code], day)).length)} av ${grouped(units.length)} enheter har deltagit`;
  if ("share" in value) return `${grouped(value.share.part)} av ${grouped(value.share.whole)}`;
  if ("own" in value) return [value.own.figure, value.own.unit].filter(Boolean).join(" ");
  return DECLARED.find(([code]) => code === value.status)?.[1] ?? value.status;
}

/** When an outcome was noted, and the note, if any. */
export function notedWords({ on, note }: Outcome): string {
  return `Inskrivet per ${dayWords(on)}.${note === null || note === "" ? "" : ` ${note}`}`;
}

/** The id of a measure's card, to go to. */
export function cardOf({ number }: Pick<Measure, "number">): string {
  return `measure-${number.replaceAll(/[^0-9A-Za-z]+/g, "-")}`;
}

/** A date in words, or a dash. */
export function whenOr(when: string | null): string {
  return when === null ? "–" : whenWords(when);
}
