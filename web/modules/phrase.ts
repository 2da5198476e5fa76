// Makes and understands the phrase: seven words drawn without bias, typed back with forgiveness for form but not for content.

export const WORDS_IN_PHRASE = 7;

type Random = (bytes: Uint8Array<ArrayBuffer>) => void;
const fromBrowser: Random = (bytes) => void crypto.getRandomValues(bytes);

export type Parsed =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly count: number; readonly unknown: readonly Unknown[] };

/** A typed word that is not on the list, and the listed word it most resembles. */
export interface Unknown {
  readonly position: number;
  readonly typed: string;
  readonly suggestion: string | null;
}

/** The words of a list file, one a line. */
export function wordsOf(file: string): string[] {
  return file.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

/** Seven words, each equally likely. */
export function makePhrase(list: readonly string[], random: Random = fromBrowser): string[] {
  return Array.from({ length: WORDS_IN_PHRASE }, () => list[below(list.length, random)]!);
}

/** Two different positions (from 0, in order) whose words are asked back. */
export function twoToAskBack(random: Random = fromBrowser): [number, number] {
  const first = below(WORDS_IN_PHRASE, random);
  const second = (first + 1 + below(WORDS_IN_PHRASE - 1, random)) % WORDS_IN_PHRASE;
  return first < second ? [first, second] : [second, first];
}

/** The typed words in lower case, without numbers, punctuation and spare room. */
export function normalise(typed: string): string[] {
  return typed.normalize("NFKC").toLowerCase().match(/\p{L}+/gu) ?? [];
}

/** The phrase as it is derived from: words separated by single spaces. */
export function phraseText(words: readonly string[]): string {
  return words.join(" ");
}

/** Reads a typed phrase; says which words are not on the list, never whether the phrase has been used. */
export function parsePhrase(typed: string, list: readonly string[]): Parsed {
  const known = new Set(list);
  const words = normalise(typed);
  const unknown = words.flatMap((word, i) =>
    known.has(word) ? [] : [{ position: i + 1, typed: word, suggestion: closest(word, list) }],
  );
  return words.length === WORDS_IN_PHRASE && unknown.length === 0
    ? { ok: true, words }
    : { ok: false, count: words.length, unknown };
}

/** A uniform integer below `limit`, by rejection: no word is likelier than another. */
function below(limit: number, random: Random): number {
  const fair = Math.floor(2 ** 32 / limit) * limit;
  const bytes = new Uint8Array(4);
  for (;;) {
    random(bytes);
    const drawn = new DataView(bytes.buffer).getUint32(0);
    if (drawn < fair) return drawn % limit;
  }
}

function closest(word: string, list: readonly string[]): string | null {
  const limit = word.length <= 4 ? 1 : 2;
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of list) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
