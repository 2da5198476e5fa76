// Finds in a text what may point out a person: a personal identity number stops the sending, the rest is a warning.

import { NAME_CUES, FIRST_NAMES, OPENERS, PLACE_WORDS } from "./name_words";

export type WarningKind = "personal_number" | "phone" | "email" | "case_number" | "name";

export interface Warning {
  readonly kind: WarningKind;
  /** The found piece of text, for showing to its writer only. */
  readonly found: string;
  /** True where the text must not be sent. */
  readonly blocks: boolean;
}

const CUED_NAME = new RegExp(`(^|[^\\p{L}])((?:${NAME_CUES}) \\p{Lu}\\p{Ll}+(?:[ -]\\p{Lu}\\p{Ll}+)*)`, "gu");

/** Everything in the text that should be looked at again, each piece once. */
export function findWarnings(text: string): Warning[] {
  const plain = text.normalize("NFKC").replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[\u00a0\u2000-\u200a]/g, " ");
  const numbers = personalNumbers(plain);
  const rest = numbers.reduce((left, number) => left.replace(number, " § "), plain);
  const found: [WarningKind, string[]][] = [
    ["personal_number", numbers],
    ["email", matches(rest, /[^\s@,;:<>()]+@[^\s@,;:<>()]+\.\p{L}{2,}/gu)],
    ["case_number", caseNumbers(rest)],
    ["phone", phoneNumbers(rest)],
    ["name", names(rest)],
  ];
  return found.flatMap(([kind, pieces]) =>
    [...new Set(pieces)].map((piece) => ({ kind, found: piece, blocks: kind === "personal_number" })),
  );
}

/** Whether ten digits end in the check digit of a Swedish personal or coordination number. */
export function hasCheckDigit(tenDigits: string): boolean {
  let sum = 0;
  for (let i = 0; i < 10; i++) {
    const product = Number(tenDigits[i]) * (i % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

function personalNumbers(text: string): string[] {
  const candidates = /(^|\D)((?:18|19|20)?\d\d[-./ ]?\d\d[-./ ]?\d\d ?[-+]? ?\d{4})(?!\d)/g;
  return captured(text, candidates).filter((piece) => {
    const digits = piece.replace(/\D/g, "").slice(-10);
    const month = Number(digits.slice(2, 4));
    const day = Number(digits.slice(4, 6));
    const dayOfPerson = day > 60 ? day - 60 : day;
    return month >= 1 && month <= 12 && dayOfPerson >= 1 && dayOfPerson <= 31 && hasCheckDigit(digits);
  });
}

function phoneNumbers(text: string): string[] {
  const candidates = /(^|[^\d\p{L}/-])((?:\+|00)\d{2} ?(?:\(0\))?[ -]?[1-9](?:[ -]?\d){6,9}|0[1-9](?:[ -]?\d){5,9})(?![\d/])/gu;
  return captured(text, candidates).filter((piece) => !/^\d{2}-\d{2}-\d{4}$/.test(piece));
}

function caseNumbers(text: string): string[] {
  return [
    ...matches(text, /\b\d{4}-K\d{3,7}-\d{2}\b/gi),
    ...captured(text, /(^|[^\p{L}\d])(\p{Lu}{1,6}[ -]?\d{2,4}[-/]\d{2,6}(?:-\d+)?)(?!\d)/gu),
    ...captured(text, /(^|[^\d/\p{L}])((?:19|20)\d\d\/\d{2,6})(?!\d)/gu),
    ...captured(text, /(^|[^\p{L}])((?:ärende|dnr|diarie|mål)(?:nummer|nr)?[.:]? ?(?:nr|nummer)?[.:]? ?\d{3,})(?!\d)/giu),
  ].filter((piece, _, all) => !all.some((other) => other !== piece && other.includes(piece)));
}

function names(text: string): string[] {
  const cued = captured(text, CUED_NAME).map((piece) => piece.slice(piece.indexOf(" ") + 1));
  const runs = captured(text, /(^|[^\p{L}])(\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)*)(?!\p{L})/gu).map(withoutOpener).filter(looksLikeName);
  return [...runs, ...cued.filter((name) => !PLACE_WORDS.test(name))];
}

function withoutOpener(run: string): string {
  const [first = "", ...rest] = run.split(" ");
  return OPENERS.has(first.toLowerCase()) ? rest.join(" ") : run;
}

function looksLikeName(run: string): boolean {
  if (run === "" || PLACE_WORDS.test(run)) return false;
  const words = run.split(/[ -]/);
  return run.includes(" ") || FIRST_NAMES.has(words[0]!.toLowerCase().replace(/s$/, "")) || FIRST_NAMES.has(words[0]!.toLowerCase());
}

function matches(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), (match) => match[0].trim());
}

function captured(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), (match) => match[2]!.trim());
}
