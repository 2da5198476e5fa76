// The streams that draw a PDF's pages: what is written in them for others than the drawing is taken out.
// Comments and marks with their properties go; operators, numbers, strings and pictures stay byte for byte.

import { type Bytes, utf8 } from "../bytes";
import { latin1 } from "../clean_kind";
import { Refused, WHY } from "./found";

/** A stream without notes, and what the notes said. */
export interface Drawn {
  readonly bytes: Bytes;
  readonly said: readonly string[];
}

const MARKS = ["BMC", "BDC", "EMC", "MP", "DP"];
const SPACE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set([...utf8("()<>[]{}/%")]);
const [PERCENT, OPEN, CLOSE, BACKSLASH, LESS, MORE, SLASH] = [0x25, 0x28, 0x29, 0x5c, 0x3c, 0x3e, 0x2f];
const BREAK = 10;
// A picture that lies in the stream itself and could carry particulars of its own.
const OWN_PICTURE = /\/(DCT|DCTDecode|JPXDecode)\b/;

/** A content stream without comments and marked content. */
export function drawnAlone(stream: Uint8Array): Drawn {
  const [sheet, said]: [Sheet, string[]] = [new Sheet(stream.length), []];
  let strings: string[] = [];
  let [depth, operands] = [0, 0];
  for (let at = 0; at < stream.length; ) {
    const { end, isNote, isSpace } = tokenAt(stream, at);
    const token = stream.subarray(at, end);
    at = end;
    if (isSpace) continue;
    const text = token.length <= 4 ? latin1(token) : "";
    if (isNote) said.push(latin1(token.subarray(1)).trim());
    else if (!isOperator(token) || depth > 0) {
      depth += text === "[" || text === "<<" ? 1 : text === "]" || text === ">>" ? -1 : 0;
      if (token[0] === OPEN || (token[0] === LESS && text !== "<<")) strings.push(latin1(token));
      sheet.write(token);
    } else {
      if (MARKS.includes(text)) {
        said.push(...strings);
        sheet.backTo(operands);
      } else if (text === "BI") {
        const picture = endOfPicture(stream, at);
        sheet.write(token);
        sheet.write(stream.subarray(at, picture));
        at = picture;
      } else sheet.write(token);
      [strings, operands] = [[], sheet.length];
    }
  }
  return { bytes: sheet.bytes(), said: said.filter((words) => words !== "") };
}

/** A stream of PostScript, such as a table of letters, without comments. */
export function withoutNotes(stream: Uint8Array): Drawn {
  const [sheet, said]: [Sheet, string[]] = [new Sheet(stream.length), []];
  for (let at = 0; at < stream.length; ) {
    const { end, isNote, isSpace } = tokenAt(stream, at);
    if (isNote) said.push(latin1(stream.subarray(at + 1, end)).trim());
    else if (!isSpace) sheet.write(stream.subarray(at, end));
    at = end;
  }
  return { bytes: sheet.bytes(), said: said.filter((words) => words !== "") };
}

/** What is written anew, a token a line; a stream can hold millions of them. */
class Sheet {
  length = 0;
  readonly #room: Bytes;

  constructor(size: number) {
    // A token takes a byte at least, and a line's end beside it.
    this.#room = new Uint8Array(2 * size);
  }

  write(token: Uint8Array): void {
    this.#room.set(token, this.length);
    this.length += token.length + 1;
    this.#room[this.length - 1] = BREAK;
  }

  backTo(length: number): void {
    this.length = length;
  }

  bytes(): Bytes {
    return this.#room.slice(0, this.length);
  }
}

function tokenAt(stream: Uint8Array, at: number): { end: number; isNote?: boolean; isSpace?: boolean } {
  const byte = stream[at]!;
  if (SPACE.has(byte)) return { end: at + 1, isSpace: true };
  if (byte === PERCENT) return { end: endOfLine(stream, at), isNote: true };
  if (byte === OPEN) return { end: endOfString(stream, at) };
  if (byte === LESS && stream[at + 1] !== LESS) {
    const end = stream.indexOf(MORE, at);
    return { end: end === -1 ? stream.length : end + 1 };
  }
  if ((byte === LESS || byte === MORE) && stream[at + 1] === byte) return { end: at + 2 };
  let end = at + 1;
  if (byte === SLASH || !DELIMITERS.has(byte)) while (end < stream.length && !SPACE.has(stream[end]!) && !DELIMITERS.has(stream[end]!)) end += 1;
  return { end };
}

function endOfLine(stream: Uint8Array, from: number): number {
  let end = from;
  while (end < stream.length && stream[end] !== 10 && stream[end] !== 13) end += 1;
  return end;
}

function endOfString(stream: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < stream.length; at++) {
    if (stream[at] === BACKSLASH) at += 1;
    else if (stream[at] === OPEN) depth += 1;
    else if (stream[at] === CLOSE && --depth === 0) return at + 1;
  }
  return stream.length;
}

function isOperator(token: Uint8Array): boolean {
  const first = token[0]!;
  if (DELIMITERS.has(first)) return false;
  const isNumber = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  return !isNumber && !/^(true|false|null)$/.test(latin1(token.subarray(0, 6)));
}

/** Where a picture inside the stream ends, after its `EI`; refuses one that could carry particulars. */
function endOfPicture(stream: Uint8Array, from: number): number {
  let data = from;
  for (; ; ) {
    const { end, isNote } = tokenAt(stream, data);
    if (isNote || data >= stream.length) throw new Refused(WHY.broken, true);
    const token = latin1(stream.subarray(data, end));
    data = end;
    if (token === "ID") break;
  }
  if (OWN_PICTURE.test(latin1(stream.subarray(from, data)))) throw new Refused(WHY.pdfPicture, true);
  for (let at = data + 1; at + 2 <= stream.length; at++) {
    const isEnd = stream[at] === 0x45 && stream[at + 1] === 0x49 && SPACE.has(stream[at - 1]!) && (at + 2 === stream.length || SPACE.has(stream[at + 2]!));
    if (isEnd && stream.subarray(at + 2, at + 14).every((byte) => (byte >= 32 && byte < 127) || SPACE.has(byte))) return at + 2;
  }
  throw new Refused(WHY.broken, true);
}
