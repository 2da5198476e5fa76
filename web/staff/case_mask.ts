// Which words of a case are masked for disclosure and on what ground: kept for as long as the case stands as it did.

import type { CaseDocument } from "../modules/document/case_document";
import { placeOf, stillStanding, textsOf, wordsOf } from "../modules/mask";
import { suggestMasks } from "../modules/mask_suggest";

/** The grounds of the masked words, by place. */
export type Grounds = Map<string, string>;

const kept = new Map<string, { readonly texts: string; readonly grounds: Grounds }>();

/** The masking of a case as it was left, or as it begins: protective measures are masked whole. */
export function maskingOf(id: string, document: CaseDocument): Grounds {
  const texts = wordingOf(document);
  const before = kept.get(id);
  if (before?.texts === texts) return before.grounds;
  const grounds = new Map(protectedPlaces(document));
  kept.set(id, { texts, grounds });
  return grounds;
}

/** Every word of a document in its place: where one has moved, a masking made before would hide another. */
export function wordingOf(document: CaseDocument): string {
  return JSON.stringify(maskable(document));
}

/** The words of a document that an officer is shown and may mask, with the path of their text. */
export function maskable(document: CaseDocument): { readonly path: string; readonly text: string }[] {
  return textsOf(document).filter(({ path, text }) => text !== "" && ((path === "title" && text !== document.name) || /^parts\.\d+\.(?!day)/.test(path) || /^attachments\.\d+\.name$/.test(path)));
}

/** Proposed words that are not masked yet. */
export function proposals(document: CaseDocument, grounds: Grounds): string[] {
  const shown = new Set(maskable(document).map(({ path }) => path));
  return suggestMasks(document)
    .map(({ place }) => place)
    .filter((place) => shown.has(place.slice(0, place.lastIndexOf("#"))) && !grounds.has(place));
}

/** The same words as are masked, where they still stand among what is shown. */
export function left(document: CaseDocument, grounds: Grounds): string[] {
  const shown = new Set(maskable(document).map(({ path }) => path));
  const own = new Set(maskable(document).flatMap(({ path, text }) => wordsOf(text).flatMap(({ word }) => (word === null || protectiveGround(document, path) !== null ? [] : [placeOf(path, word)]))));
  const chosen = new Map([...grounds].filter(([place]) => own.has(place)));
  return stillStanding(document, chosen).filter((place) => shown.has(place.slice(0, place.lastIndexOf("#"))) && !grounds.has(place));
}

/** The grounds that are used, in the order of the document. */
export function usedGrounds(grounds: Grounds): string[] {
  return [...new Set(grounds.values())];
}

function protectedPlaces(document: CaseDocument): [string, string][] {
  return maskable(document).flatMap(({ path, text }) => {
    const ground = protectiveGround(document, path);
    return ground === null ? [] : wordsOf(text).flatMap(({ word }): [string, string][] => (word === null ? [] : [[placeOf(path, word), ground]]));
  });
}

function protectiveGround(document: CaseDocument, path: string): string | null {
  const part = document.parts[Number(/^parts\.(\d+)\./.exec(path)?.[1] ?? -1)];
  if (part?.kind !== "protective") return null;
  return part.facts[0]?.value || "OSL 18 kap. 8 §";
}
