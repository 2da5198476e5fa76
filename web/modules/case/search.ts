// Finds words in opened cases: without regard to capitals and accents, but å, ä and ö are letters of their own.
// What is searched is as long as what was written, so that a place in one is a place in the other.

/** A case as it is searched. */
export interface Searchable {
  readonly text: string;
  readonly folded: string;
}

/** Where words were found: a few words around the first place. */
export interface Snippet {
  readonly text: string;
  /** The places of the words in `text`, in order and apart. */
  readonly hits: readonly (readonly [start: number, end: number])[];
}

const BEFORE = 50;
const SNIPPET = 170;
const MOST_WORDS = 12;
/** Stands between texts, where no snippet goes on. */
const APART = "\u001e";

/** Texts put together for the search. */
export function searchable(texts: readonly string[]): Searchable {
  const text = texts.filter((one) => one !== "").join(APART).normalize("NFC");
  return { text, folded: fold(text) };
}

/** The words of a query as they are searched for. */
export function wordsOf(query: string): string[] {
  const words = fold(query.normalize("NFC")).split(/\s+/);
  return [...new Set(words.filter((word) => word !== ""))].slice(0, MOST_WORDS);
}

/** Whether every word is there, also inside another. */
export function matches({ folded }: Searchable, words: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => folded.includes(word));
}

/** What stands around the first of the words, the longest of them if it is there. */
export function snippetOf({ text, folded }: Searchable, words: readonly string[]): Snippet {
  const longest = [...words].sort((a, b) => b.length - a.length)[0] ?? "";
  const place = Math.max(0, folded.indexOf(longest));
  const first = text.lastIndexOf(APART, place) + 1;
  const last = text.indexOf(APART, place) === -1 ? text.length : text.indexOf(APART, place);
  const start = place - first <= BEFORE ? first : afterSpace(text, place - BEFORE, place);
  const end = last - start <= SNIPPET ? last : beforeSpace(text, Math.min(last, place + longest.length), start + SNIPPET);
  const before = start > first ? "… " : "";
  const cut = text.slice(start, end).replace(/\n/g, " ");
  const hits = placesOf(folded.slice(start, start + cut.length), words).map(([from, to]) => [from + before.length, to + before.length] as const);
  return { text: `${before}${cut}${end < last ? " …" : ""}`, hits };
}

/** Small letters without accents, character for character. */
export function fold(text: string): string {
  const small = text.toLowerCase();
  return (small.length === text.length ? small : Array.from(text, smallOf).join("")).replace(/[^\u0000-\u007fåäö]/g, plain);
}

function smallOf(character: string): string {
  const small = character.toLowerCase();
  return small.length === character.length ? small : character;
}

function plain(character: string): string {
  const base = character.normalize("NFD").replace(/\p{M}/gu, "");
  return base.length === character.length ? base : character;
}

function afterSpace(text: string, from: number, before: number): number {
  const space = text.slice(from, before).search(/\s/);
  if (space !== -1) return from + space + 1;
  return /[\udc00-\udfff]/.test(text[from] ?? "") ? from + 1 : from;
}

/** The last room between words, or `to` where there is none, but never inside a character. */
function beforeSpace(text: string, from: number, to: number): number {
  const space = text.slice(from, to).search(/\s\S*$/);
  if (space !== -1) return from + space;
  return /[\ud800-\udbff]/.test(text[to - 1] ?? "") ? to - 1 : to;
}

function placesOf(folded: string, words: readonly string[]): [number, number][] {
  const places: [number, number][] = [];
  for (const word of words) {
    for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length)) places.push([at, at + word.length]);
  }
  places.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const apart: [number, number][] = [];
  for (const [start, end] of places) {
    const last = apart.at(-1);
    if (last === undefined || start >= last[1]) apart.push([start, end]);
    else last[1] = Math.max(last[1], end);
  }
  return apart;
}
