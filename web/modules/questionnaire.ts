// The questionnaire in a browser: which items are asked, what may be chosen, which pages there are, and the bytes of a ballot.
// An answer to what is no longer asked stays in memory in case its question comes back, and never reaches the ballot.

import { sha256 } from "@noble/hashes/sha2.js";
import { type Bytes, utf8 } from "./bytes";

export interface Text {
  readonly sv: string;
  readonly en: string;
}

export interface Option {
  readonly code: string;
  readonly text: Text;
  /** Choosing it drops the others, and the others drop it. */
  readonly alone: boolean;
}

/** A condition on earlier answers. */
export interface Clause {
  readonly items: readonly string[];
  readonly any_of: readonly string[];
  readonly none_of: readonly string[];
}

export interface Item {
  readonly id: string;
  readonly number: string;
  readonly text: Text;
  readonly help: Text | null;
  readonly kind: "one" | "many";
  readonly required: boolean;
  readonly most: number | null;
  readonly from_wave: number;
  readonly when: readonly Clause[];
  readonly options: readonly Option[];
}

export interface Page {
  readonly id: string;
  readonly title: Text;
  readonly lead: Text | null;
  readonly items: readonly Item[];
}

export interface Questionnaire {
  readonly version: number;
  readonly title: Text;
  readonly intro: Text;
  readonly pages: readonly Page[];
}

/** One mask an item, in the order of the questionnaire: bit j is option j, 0 is nothing chosen. */
export type Masks = readonly number[];

const VERSION = 1;
const BALLOT_KIND = 2;
const MOST_ITEMS = 120;
const MOST_OPTIONS = 16;
const HASH_PREFIX = 8;

/** The questionnaire in a JSON text; throws on what a ballot could not hold or this browser could not ask. */
export function readQuestionnaire(json: string): Questionnaire {
  const questionnaire = JSON.parse(json) as Questionnaire;
  if (questionnaire.version !== VERSION) throw new Error("not a questionnaire of this version");
  const items = itemsOf(questionnaire);
  if (items.length === 0 || items.length > MOST_ITEMS) throw new RangeError("a ballot does not hold this many items");
  const earlier = new Set<string>();
  for (const { id, kind, options, when } of items) {
    if (earlier.has(id) || (kind !== "one" && kind !== "many")) throw new Error("not an item");
    if (options.length === 0 || options.length > MOST_OPTIONS) throw new RangeError("a mask does not hold this many options");
    if (!when.every((clause) => clause.items.every((named) => earlier.has(named)))) throw new Error("a condition names what comes later");
    earlier.add(id);
  }
  return questionnaire;
}

/** SHA-256 of a questionnaire's JSON text. */
export function hashOf(json: string): Bytes {
  return new Uint8Array(sha256(utf8(json)));
}

/** All items in order. */
export function itemsOf({ pages }: Pick<Questionnaire, "pages">): Item[] {
  return pages.flatMap(({ items }) => items);
}

/** Which items are put to somebody who has chosen this much. */
export function asked(items: readonly Item[], masks: Masks, wave: number): boolean[] {
  const chosen = new Map<string, ReadonlySet<string>>();
  return items.map(({ id, from_wave, when, options }, i) => {
    const isAsked = wave >= from_wave && when.every((clause) => holds(clause, chosen));
    chosen.set(id, new Set(isAsked ? options.filter((_, j) => isChosen(masks[i]!, j)).map(({ code }) => code) : []));
    return isAsked;
  });
}

function holds({ items, any_of, none_of }: Clause, chosen: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const some = (codes: readonly string[]): boolean => items.some((id) => codes.some((code) => chosen.get(id)?.has(code)));
  return (any_of.length === 0 || some(any_of)) && !some(none_of);
}

/** Whether option j is chosen in a mask. */
export function isChosen(mask: number, j: number): boolean {
  return ((mask >> j) & 1) === 1;
}

/** The mask after a tap on option j; unchanged when no more may be chosen. */
export function toggle({ kind, most, options }: Item, mask: number, j: number): number {
  const bit = 1 << j;
  if (kind === "one") return bit;
  if (isChosen(mask, j)) return mask & ~bit;
  if (options[j]!.alone) return bit;
  const kept = options.reduce((left, { alone }, i) => (alone ? left & ~(1 << i) : left), mask);
  return most !== null && count(kept) >= most ? mask : kept | bit;
}

/** Whether a mask is an answer that may be given to an item that is asked. */
export function isValid({ kind, most, options, required }: Item, mask: number): boolean {
  const chosen = count(mask);
  if (mask >> options.length !== 0) return false;
  if (chosen === 0) return !required;
  if (chosen === 1) return true;
  return kind === "many" && (most === null || chosen <= most) && !options.some(({ alone }, j) => alone && isChosen(mask, j));
}

/** The pages on which something is asked, by their places in the questionnaire. */
export function pathOf({ pages }: Questionnaire, masks: Masks, wave: number): number[] {
  const isAsked = asked(itemsOf({ pages }), masks, wave);
  let first = 0;
  return pages.flatMap(({ items }, i) => {
    const here = isAsked.slice(first, (first += items.length));
    return here.includes(true) ? [i] : [];
  });
}

/** The masks as they are sent: nothing is chosen where nothing is asked. */
export function sentMasks(items: readonly Item[], masks: Masks, wave: number): number[] {
  return asked(items, masks, wave).map((isAsked, i) => (isAsked ? masks[i]! : 0));
}

/** The plaintext of a ballot; throws unless every answer is valid. */
export function encodeBallot(hash: Uint8Array, items: readonly Item[], masks: Masks, wave: number): Bytes {
  const isAsked = asked(items, masks, wave);
  if (!items.every((item, i) => !isAsked[i] || isValid(item, masks[i]!))) throw new RangeError("not a valid answer");
  const plain = new Uint8Array(2 + HASH_PREFIX + 2 * items.length);
  plain[0] = BALLOT_KIND;
  plain.set(hash.subarray(0, HASH_PREFIX), 1);
  plain[1 + HASH_PREFIX] = items.length;
  const view = new DataView(plain.buffer, 2 + HASH_PREFIX);
  sentMasks(items, masks, wave).forEach((mask, i) => view.setUint16(2 * i, mask));
  return plain;
}

function count(mask: number): number {
  let left = 0;
  for (let bits = mask; bits !== 0; bits &= bits - 1) left++;
  return left;
}
