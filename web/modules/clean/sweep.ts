// The last look: whether a name or a path that was found before still stands anywhere in what is to be sent.

import { utf8 } from "../bytes";
import { latin1 } from "../clean_kind";
import { type Finding, WHAT } from "./found";

// What says who or where. A title or a program is often a word of the text itself, and an organisation names its colours and styles after itself.
const NAMES: readonly string[] = [WHAT.author, WHAT.editor, WHAT.commenters, WHAT.place, WHAT.serial, WHAT.printer, WHAT.path].map(({ sv }) => sv);
const SHORTEST = 4;
// Fewer bytes than this stand by chance in a picture or a sound.
const SHORTEST_IN_BYTES = 6;
// Words that programs write where a name belongs, and that their formats use for other things.
const COMMON = /^(normal(\.dot[mx]?)?|person|author|user|admin|administrator|microsoft|windows|default|none|true|false|excel|word|title)$/i;

/** The names and paths among what was found, as they were written. */
export function namesIn(found: readonly Finding[]): string[] {
  const isNamed = ({ what, value, stays }: Finding): boolean => stays !== true && NAMES.includes(what.sv) && (what.sv !== WHAT.path.sv || /[\\/]/.test(value));
  const values = found.filter(isNamed).map(({ value }) => value.replace(/…$/, "").trim());
  return [...new Set(values)].filter((value) => value.length >= SHORTEST && !COMMON.test(value) && /\p{L}.*\p{L}|\d.*\d/su.test(value));
}

/** Which of these stand in a text, as words of their own. */
export function namesWithin(text: string, names: readonly string[]): string[] {
  return names.filter((name) => {
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
      const [before, after] = [text[at - 1] ?? " ", text[at + name.length] ?? " "];
      if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
    }
    return false;
  });
}

/** Whether one of these stands anywhere in the bytes, in whatever letters programs write. */
export function remains(bytes: Uint8Array, names: readonly string[]): boolean {
  if (names.length === 0) return false;
  const text = latin1(bytes);
  return names.some((name) => [name, latin1(utf8(name)), utf16(name, false), utf16(name, true)].some((written) => written.length >= SHORTEST_IN_BYTES && text.includes(written)));
}

function utf16(text: string, bigEndian: boolean): string {
  return Array.from({ length: text.length }, (_, i) => {
    const [low, high] = [text.charCodeAt(i) & 0xff, text.charCodeAt(i) >> 8].map((byte) => String.fromCharCode(byte));
    return bigEndian ? `${high}${low}` : `${low}${high}`;
  }).join("");
}
