// Makes every sealed thing of a kind equally long: zeros inside the seal, random bytes after it.

import { type Bytes, concat, randomBytes } from "./bytes";

export interface Kind {
  /** Bytes inside the seal: a four-byte length, the content, zeros. */
  readonly plain: number;
  /** Bytes outside: the age file and random bytes. */
  readonly frame: number;
}

export const LETTER: Kind = { plain: 16_384, frame: 24_576 };
export const BALLOT: Kind = { plain: 256, frame: 2_048 };
export const REPLY: Kind = { plain: 2_048, frame: 4_096 };

const LENGTH_PREFIX = 4;
const NONCE = 16;
const CHUNK = 65_536;
const TAG = 16;
const MAC_LINE = [0x0a, 0x2d, 0x2d, 0x2d, 0x20];
const NEW_LINE = 0x0a;

/** The content with its length before it and zeros after it; throws if it does not fit. */
export function pad(content: Uint8Array, kind: Kind): Bytes {
  if (content.length > kind.plain - LENGTH_PREFIX) throw new RangeError("the content does not fit the frame");
  const plain = new Uint8Array(kind.plain);
  new DataView(plain.buffer).setUint32(0, content.length);
  plain.set(content, LENGTH_PREFIX);
  return plain;
}

/** The content of a padded plaintext; throws unless it is one. */
export function unpad(plain: Uint8Array, kind: Kind): Bytes {
  if (plain.length !== kind.plain) throw new RangeError("not a plaintext of this kind");
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  if (length > kind.plain - LENGTH_PREFIX) throw new RangeError("the length says more than there is");
  return plain.slice(LENGTH_PREFIX, LENGTH_PREFIX + length);
}

/** An age file filled up with random bytes to the size of the frame. */
export function fill(age: Uint8Array, kind: Kind): Bytes {
  if (age.length > kind.frame) throw new RangeError("the age file does not fit the frame");
  return concat(age, randomBytes(kind.frame - age.length));
}

/** The age file at the start of a frame; throws unless a header ends within it. */
export function cut(frame: Uint8Array, kind: Kind): Bytes {
  if (frame.length !== kind.frame) throw new RangeError("not a frame of this kind");
  const length = headerLength(frame) + NONCE + kind.plain + TAG * Math.ceil(kind.plain / CHUNK);
  if (length > frame.length) throw new RangeError("the age file is cut short");
  return frame.slice(0, length);
}

/** The frames of a kind that lie end to end, such as the board; throws on a remainder. */
export function split(whole: Uint8Array, kind: Kind): Uint8Array[] {
  if (whole.length % kind.frame !== 0) throw new RangeError("not whole frames");
  return Array.from({ length: whole.length / kind.frame }, (_, i) => whole.subarray(i * kind.frame, (i + 1) * kind.frame));
}

function headerLength(frame: Uint8Array): number {
  for (let start = 0; start + MAC_LINE.length <= frame.length; start++) {
    if (!MAC_LINE.every((byte, i) => frame[start + i] === byte)) continue;
    const end = frame.indexOf(NEW_LINE, start + MAC_LINE.length);
    if (end !== -1) return end + 1;
  }
  throw new RangeError("no age header");
}

/** The kind of a frame of this length, or `null` where there is none; attachments are not meant. */
export function kindOf(length: number): Kind | null {
  return [LETTER, BALLOT, REPLY].find(({ frame }) => frame === length) ?? null;
}

/** The smaller kind of entry that the content fits, or `null` where it fits neither. */
export function entryKind(content: Uint8Array): Kind | null {
  return [REPLY, LETTER].find(({ plain }) => content.length <= plain - LENGTH_PREFIX) ?? null;
}
