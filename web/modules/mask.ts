// Masking a document for disclosure, word by word. What is masked leaves the data altogether; the mark that stands in its
// place says neither how long the word was nor how many words were taken.

import type { CaseDocument, MaskedDocument } from "./document/case_document";

/** What stands where something was masked; always the same length. */
export const MARK = "██████";

/** A piece of a text: a word with its number, or what lies between words. */
export interface Token {
  readonly text: string;
  readonly word: number | null;
}

/** The ground of secrecy for each masked word, by its place such as `parts.3.paragraphs.0#12`. */
export type Masking = ReadonlyMap<string, string>;

/** A masking that names a place where the document has no word. */
export class NoSuchPlace extends Error {}

const EMAIL = /[^\s@,;:<>()]+@[^\s@,;:<>()]+\.\p{L}{2,}/u;
const NUMBER = /[+(]?\d+(?:[\s./:()+\u2010-\u2015\u2212-]{1,3}\d+)*(?![\p{L}\p{M}\d]|-\p{L})/u;
const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’\u2010-\u2015-][\p{L}\p{M}\p{N}_]+)*/u;
const ANY_WORD = new RegExp(`${EMAIL.source}|${NUMBER.source}|${WORD.source}`, "gu");

/** The text in tokens; joined they are the text. A number with its separators is one word. */
export function wordsOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  const between = (start: number): void => {
    if (start > end) tokens.push({ text: text.slice(end, start), word: null });
  };
  let word = 0;
  for (const found of text.matchAll(ANY_WORD)) {
    between(found.index);
    tokens.push({ text: found[0], word: word++ });
    end = found.index + found[0].length;
  }
  between(text.length);
  return tokens;
}

/** The place of a word in the string at `path`. */
export function placeOf(path: string, word: number): string {
  return `${path}#${word}`;
}

/** Every string of a document with its path, in reading order; the kinds of parts are no strings to read. */
export function textsOf(document: CaseDocument): { readonly path: string; readonly text: string }[] {
  const found: { path: string; text: string }[] = [];
  mapTexts(document, "", (text, path) => {
    found.push({ path, text });
    return text;
  });
  return found;
}

/** The document without the masked words; the grounds are listed once each, in the order in which they are first used. */
export function maskDocument(document: CaseDocument, masking: Masking): MaskedDocument {
  const left = new Set(masking.keys());
  const grounds = new Set<string>();
  const masked = mapTexts(document, "", (text, path) =>
    masks(text, (word) => {
      const ground = masking.get(placeOf(path, word));
      if (ground === undefined) return false;
      left.delete(placeOf(path, word));
      grounds.add(ground);
      return true;
    }),
  );
  if (left.size > 0) throw new NoSuchPlace("a mask hits no word");
  return { ...masked, grounds: [...grounds] };
}

/** Words that are masked in one place and still stand in another, with the places where they stand. */
export function stillStanding(document: CaseDocument, masking: Masking): string[] {
  const words = textsOf(document).flatMap(({ path, text }) =>
    wordsOf(text).flatMap((token) => (token.word === null ? [] : [{ place: placeOf(path, token.word), text: folded(token.text) }])),
  );
  const masked = new Set(words.filter(({ place }) => masking.has(place)).map(({ text }) => text));
  return words.filter(({ place, text }) => masked.has(text) && !masking.has(place)).map(({ place }) => place);
}

function folded(text: string): string {
  return text.normalize("NFKC").toLocaleLowerCase("sv");
}

/** One mark for each run of masked words that only spaces part. */
function masks(text: string, isMasked: (word: number) => boolean): string {
  let out = "";
  let space = "";
  let inRun = false;
  for (const token of wordsOf(text)) {
    if (token.word !== null && isMasked(token.word)) {
      if (!inRun) out += space + MARK;
      space = "";
      inRun = true;
    } else if (inRun && token.word === null && /^\s+$/u.test(token.text)) {
      space = token.text;
    } else {
      out += space + token.text;
      space = "";
      inRun = false;
    }
  }
  return out + space;
}

function mapTexts<Value>(value: Value, path: string, change: (text: string, path: string) => string): Value {
  if (typeof value === "string") return change(value, path) as Value;
  if (typeof value !== "object" || value === null) return value;
  const inner = (key: string | number): string => (path === "" ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) return value.map((item: unknown, i) => mapTexts(item, inner(i), change)) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === "kind" ? item : mapTexts(item, inner(key), change)]),
  ) as Value;
}
