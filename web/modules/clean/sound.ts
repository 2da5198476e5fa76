// MP3 and WAV: what their tags tell, and the sound alone.

import { type Bytes, concat } from "../bytes";
import { isFrameOfMp3, latin1 } from "../clean_kind";
import { type Finding, Refused, WHAT, WHY, type Wording, finding } from "./found";

const FRAMES: Readonly<Record<string, Wording>> = {
  TIT2: WHAT.title, TPE1: WHAT.author, TPE2: WHAT.author, TCOM: WHAT.author, TALB: WHAT.title, TDRC: WHAT.date, TYER: WHAT.date, TSSE: WHAT.program, TENC: WHAT.program, COMM: WHAT.comment, APIC: WHAT.thumbnail, GEOB: WHAT.enclosed,
};
const CHUNKS: Readonly<Record<string, Wording>> = { INAM: WHAT.title, IART: WHAT.author, ICMT: WHAT.comment, ICRD: WHAT.date, ISFT: WHAT.program, IENG: WHAT.author, ICOP: WHAT.author };

/** What the tags of an MP3 tell. */
export function inspectMp3(bytes: Uint8Array): Finding[] {
  const { start, end } = soundOf(bytes);
  const found = framesOfId3(bytes.subarray(0, start));
  if (end < bytes.length) {
    const tail = bytes.subarray(end);
    const id3v1 = tail.length >= 128 && latin1(tail.subarray(-128, -125)) === "TAG" ? tail.subarray(-128) : null;
    if (id3v1 === null) found.push(finding(WHAT.other, "APE"));
    else found.push(finding(WHAT.title, latin1(id3v1.subarray(3, 33))), finding(WHAT.author, latin1(id3v1.subarray(33, 63))));
  }
  if (start > 0 && found.length === 0) found.push(finding(WHAT.other, "ID3"));
  return found;
}

/** The MPEG frames of an MP3 alone. */
export function cleanMp3(bytes: Uint8Array): Bytes {
  const { start, end } = soundOf(bytes);
  return bytes.slice(start, end) as Bytes;
}

/** What the chunks of a WAV tell. */
export function inspectWav(bytes: Uint8Array): Finding[] {
  const { chunks, rest } = chunksOf(bytes);
  const found = chunks.flatMap(({ name, body }) => {
    if (name === "fmt " || name === "data") return [];
    if (name !== "LIST" || latin1(body.subarray(0, 4)) !== "INFO") return [finding(name === "bext" ? WHAT.author : WHAT.other, name === "bext" ? latin1(body.subarray(0, 320)) : name)];
    const told = partsOf(body.subarray(4));
    return told.length === 0 ? [finding(WHAT.other, "LIST")] : told.map((part) => finding(CHUNKS[part.name] ?? WHAT.other, latin1(part.body).replaceAll("\0", "")));
  });
  return rest > 0 ? [...found, finding(WHAT.after, `${rest} byte`)] : found;
}

/** A WAV with its format and its sound alone. */
export function cleanWav(bytes: Uint8Array): Bytes {
  const { chunks } = chunksOf(bytes);
  const [format, data] = ["fmt ", "data"].map((wanted) => chunks.find(({ name }) => name === wanted));
  if (format === undefined || data === undefined) throw new Refused(WHY.broken);
  const parts = [format, data].flatMap(({ whole, body }) => [whole, new Uint8Array(body.length % 2)]);
  const clean = concat(bytes.subarray(0, 12), ...parts);
  new DataView(clean.buffer).setUint32(4, clean.length - 8, true);
  return clean;
}

function soundOf(bytes: Uint8Array): { start: number; end: number } {
  let [start, end] = [0, bytes.length];
  while (latin1(bytes.subarray(start, start + 3)) === "ID3") {
    const footer = bytes[start + 5]! & 0x10 ? 10 : 0;
    start += 10 + [6, 7, 8, 9].reduce((size, i) => size * 128 + (bytes[start + i]! & 0x7f), 0) + footer;
  }
  while (bytes[start] === 0 && start < end) start += 1;
  if (!isFrameOfMp3(bytes.subarray(start))) throw new Refused(WHY.broken);
  for (let before = -1; before !== end; ) {
    before = end;
    if (latin1(bytes.subarray(end - 128, end - 125)) === "TAG") end -= 128;
    const footer = bytes.subarray(end - 32, end);
    if (latin1(footer.subarray(0, 8)) === "APETAGEX") {
      const view = new DataView(footer.buffer, footer.byteOffset, 32);
      end -= view.getUint32(12, true) + (view.getUint32(20, true) & 0x8000_0000 ? 32 : 0);
    }
    const lyrics = latin1(bytes.subarray(Math.max(start, end - 9), end));
    if (lyrics === "LYRICS200") end -= 15 + Number(latin1(bytes.subarray(end - 15, end - 9)));
    if (!(end > start)) throw new Refused(WHY.broken);
  }
  if (/ID3|APETAGEX|LYRICSBEGIN/.test(latin1(bytes.subarray(Math.max(start, end - 4_096), end)))) throw new Refused(WHY.remains);
  return { start, end };
}

function framesOfId3(tag: Uint8Array): Finding[] {
  const view = new DataView(tag.buffer, tag.byteOffset, tag.length);
  const found: Finding[] = [];
  for (let at = 10; at + 10 < tag.length; ) {
    const name = latin1(tag.subarray(at, at + 4));
    if (!/^[A-Z0-9]{4}$/.test(name)) break;
    const size = tag[3] === 4 ? [4, 5, 6, 7].reduce((sum, i) => sum * 128 + tag[at + i]!, 0) : view.getUint32(at + 4);
    const body = tag.subarray(at + 10, at + 10 + size);
    found.push(finding(FRAMES[name] ?? WHAT.other, /^(APIC|GEOB|PRIV)$/.test(name) ? name : textOfFrame(body)));
    at += 10 + size;
  }
  return found;
}

function textOfFrame(body: Uint8Array): string {
  const coding = body[0] === 1 ? "utf-16" : body[0] === 2 ? "utf-16be" : body[0] === 3 ? "utf-8" : "windows-1252";
  return new TextDecoder(coding).decode(body.subarray(1)).replaceAll("\0", " ");
}

interface Chunk {
  readonly name: string;
  readonly body: Uint8Array;
  readonly whole: Uint8Array;
}

function chunksOf(bytes: Uint8Array): { chunks: Chunk[]; rest: number } {
  const declared = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(4, true) + 8;
  const end = Math.min(bytes.length, declared);
  return { chunks: partsOf(bytes.subarray(12, end)), rest: bytes.length - end };
}

function partsOf(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: Chunk[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length;
    if (end > bytes.length) throw new Refused(WHY.broken);
    parts.push({ name: latin1(bytes.subarray(at, at + 4)), body: bytes.subarray(at + 8, end), whole: bytes.subarray(at, end) });
    at = end + (length % 2);
  }
  return parts;
}
