// Proposes words to mask: what may point out a person, found by the same rules that warn whoever writes.
// A proposal is where to look first; a word that is not proposed has not been judged.

import type { CaseDocument } from "./document/case_document";
import { placeOf, textsOf, wordsOf } from "./mask";
import { findWarnings, type WarningKind } from "./warnings";

/** A word that an officer should look at. */
export interface MaskSuggestion {
  readonly place: string;
  readonly kind: WarningKind;
}

/** Strings that the municipality has set itself and that name nobody. */
const FIXED = /^(?:municipality|channel|name|id|registration|opened|closed|status|printed|head\..*|parts\.\d+\.day|secrecy\.\d+\.ground|attachments\.\d+\.type)$/;

/** Words to look at in the whole document, in reading order, each once. */
export function suggestMasks(document: CaseDocument): MaskSuggestion[] {
  const kinds = new Map<string, WarningKind>();
  for (const { path, text } of textsOf(document)) {
    if (FIXED.test(path)) continue;
    for (const { word, kind } of suggestWords(text)) {
      const place = placeOf(path, word);
      if (!kinds.has(place)) kinds.set(place, kind);
    }
  }
  return [...kinds].map(([place, kind]) => ({ place, kind }));
}

/** The numbers of the words in a text that should be looked at. */
export function suggestWords(text: string): { readonly word: number; readonly kind: WarningKind }[] {
  const words = wordsOf(text).flatMap(({ text, word }) => (word === null ? [] : [{ word, plain: plain(text) }]));
  const found = new Map<number, WarningKind>();
  for (const { kind, found: piece } of findWarnings(text)) {
    const sought = wordsOf(piece).flatMap(({ text, word }) => (word === null ? [] : [plain(text)]));
    if (sought.length === 0) continue;
    for (let i = 0; i + sought.length <= words.length; i++) {
      if (!sought.every((part, j) => matches(words[i + j]!.plain, part))) continue;
      sought.forEach((_, j) => {
        const { word } = words[i + j]!;
        if (!found.has(word)) found.set(word, kind);
      });
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([word, kind]) => ({ word, kind }));
}

/** A number may have been read together with its neighbours; a name stands as it is. */
function matches(word: string, sought: string): boolean {
  return word === sought || (/\d/.test(sought) && word.includes(sought));
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[\u00a0\u2000-\u200a]/g, " ");
}
