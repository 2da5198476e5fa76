// Knows which questions are asked and packs the chosen codes into the bit masks that are sealed.

export interface Question {
  readonly id: string;
  readonly kind: "one" | "many";
  /** Option codes in the order of the form: option i is bit i. */
  readonly codes: readonly string[];
}

/** Chosen codes by question. */
export type Answers = Readonly<Record<string, readonly string[]>>;

/** Choices that stand alone: taking one drops the others. */
const ALONE: ReadonlySet<string> = new Set(["na", "none", "nobody"]);
const INSIDE: ReadonlySet<string> = new Set(["colleague", "manager", "elected_representative"]);

/** Whether a question is put to somebody who has answered this much. */
export function isAsked(id: string, answers: Answers): boolean {
  switch (id) {
    case "purposes":
      return has(answers, "purpose_perceived", "yes", "likely");
    case "insider":
      return !actorsAreInside(answers);
    case "serious_danger":
      return has(answers, "forms", "threat", "violence");
    default:
      return true;
  }
}

/** Whether the unit is asked for; an elected representative belongs to none. */
export function unitIsAsked(answers: Answers): boolean {
  return !has(answers, "about", "elected_representative");
}

/** Whether somebody employed or elected may be involved, so that the whistleblowing function may be the right place. */
export function insideMayBeInvolved(answers: Answers): boolean {
  return actorsAreInside(answers) || has(answers, "insider", "yes");
}

/** The codes chosen after one more tap on a question that allows several. */
export function toggle(chosen: readonly string[], code: string): string[] {
  if (chosen.includes(code)) return chosen.filter((other) => other !== code);
  if (ALONE.has(code)) return [code];
  return [...chosen.filter((other) => !ALONE.has(other)), code];
}

/** One bit mask a question; a question that is not asked is 0, whatever was once chosen. */
export function masks(questions: readonly Question[], answers: Answers): number[] {
  return questions.map((question) => (isAsked(question.id, answers) ? mask(question, answers[question.id] ?? []) : 0));
}

/** The bit mask of the codes chosen in one question; throws on a code that is not an option. */
export function mask(question: Question, chosen: readonly string[]): number {
  let bits = 0;
  for (const code of chosen) {
    const i = question.codes.indexOf(code);
    if (i === -1) throw new RangeError("not an option of this question");
    bits |= 1 << i;
  }
  return bits;
}

function actorsAreInside(answers: Answers): boolean {
  return (answers["actors"] ?? []).some((code) => INSIDE.has(code));
}

function has(answers: Answers, id: string, ...codes: readonly string[]): boolean {
  return (answers[id] ?? []).some((code) => codes.includes(code));
}
