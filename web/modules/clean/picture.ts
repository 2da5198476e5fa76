// Pictures: what their containers tell, and containers with all of that taken out.
// A picture of its own is drawn anew elsewhere; these strippers see to what is left, and to pictures inside documents.

import { type Bytes, concat } from "../bytes";
import { latin1 } from "../clean_kind";
import { exifFindings } from "./exif";
import { type Finding, Refused, WHAT, WHY, finding } from "./found";

type Container = "jpeg" | "png" | "gif" | "webp";

interface Part {
  readonly name: string;
  readonly body: Uint8Array;
  readonly whole: Uint8Array;
}

// What a decoder needs; everything else is left out.
const PNG_NEEDED = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT"];
const WEBP_NEEDED = ["VP8 ", "VP8L", "VP8X", "ALPH"];
const ADOBE = "Adobe";

/** What a picture's container tells besides the picture. */
export async function inspectPicture(bytes: Uint8Array, kind: Container): Promise<Finding[]> {
  const { parts, rest } = READERS[kind](bytes);
  const found: Finding[] = [];
  for (const part of parts.filter((one) => !NEEDED[kind](one))) found.push(...(await toldBy(part)));
  if (rest > 0) found.push(finding(WHAT.after, `${rest} byte`));
  return found;
}

/** The picture with the needed parts of its container alone. */
export function stripPicture(bytes: Uint8Array, kind: "jpeg" | "png" | "gif"): Bytes {
  const { parts, head } = READERS[kind](bytes);
  return concat(head, ...parts.filter(NEEDED[kind]).map(({ whole }) => whole));
}

const NEEDED: Record<Container, (part: Part) => boolean> = {
  jpeg: ({ name, body }) => name === "scan" || name === "table" || isPlainJfif(name, body) || (name === "APP14" && body.length === 12 && latin1(body.subarray(0, 5)) === ADOBE),
  png: ({ name }) => PNG_NEEDED.includes(name),
  gif: ({ name }) => name === "image",
  webp: ({ name }) => WEBP_NEEDED.includes(name),
};

const isPlainJfif = (name: string, body: Uint8Array): boolean => name === "APP0" && body.length === 14 && latin1(body.subarray(0, 5)) === "JFIF\0";

async function toldBy({ name, body }: Part): Promise<Finding[]> {
  const head = latin1(body.subarray(0, 40));
  if (name === "motion") return [finding(WHAT.moving, "GIF")];
  if (/^(ICCP|iCCP|pHYs|tIME|acTL|fcTL|fdAT|ANIM|ANMF|APP0)$/.test(name) || head.startsWith("ICC_PROFILE")) return silent(name, body);
  if (name === "APP1" && head.startsWith("Exif\0\0")) return exifOr(body.subarray(6), name);
  if (name === "eXIf" || name === "EXIF") return exifOr(head.startsWith("Exif\0\0") ? body.subarray(6) : body, name);
  if (/^(tEXt|zTXt|iTXt)$/.test(name)) return [finding(WHAT.comment, latin1(body).replace("\0", ": "))];
  if (name === "COM" || name === "comment") return [finding(WHAT.comment, latin1(body))];
  if (head.startsWith("http://ns.adobe.com/") || name === "XMP ") return [finding(WHAT.other, "XMP")];
  if (head.startsWith("Photoshop")) return [finding(WHAT.other, "IPTC")];
  return [finding(WHAT.other, name.trim())];
}

function silent(name: string, body: Uint8Array): Finding[] {
  if (name === "tIME") return [finding(WHAT.date, Array.from(body, (byte, i) => (i < 2 ? "" : byte)).join(" "))];
  if (name === "APP0") return [finding(WHAT.thumbnail, "JFIF")];
  if (/^(acTL|ANIM)$/.test(name)) return [finding(WHAT.moving, name)];
  return /^(fcTL|fdAT|ANMF)$/.test(name) ? [] : [finding(WHAT.other, /icc/i.test(name) || name === "APP2" ? "ICC" : name)];
}

async function exifOr(tiff: Uint8Array, name: string): Promise<Finding[]> {
  const found = await exifFindings(tiff);
  return found.length > 0 ? found : [finding(WHAT.other, name === "APP1" ? "EXIF" : name)];
}

interface Read {
  readonly head: Uint8Array;
  readonly parts: Part[];
  /** How many bytes lie after the end of the picture. */
  readonly rest: number;
}

const READERS: Record<Container, (bytes: Uint8Array) => Read> = { jpeg: readJpeg, png: readPng, gif: readGif, webp: readWebp };

function readJpeg(bytes: Uint8Array): Read {
  const parts: Part[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff) throw new Refused(WHY.broken);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = marker === 0xda ? endOfScan(bytes, at + 2 + view.getUint16(at + 2)) : at + 2 + view.getUint16(at + 2);
    if (end > bytes.length || view.getUint16(at + 2) < 2) throw new Refused(WHY.broken);
    parts.push({ name: nameOfMarker(marker), body: bytes.subarray(at + 4, end), whole: bytes.subarray(at, end) });
    at = end;
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) {
      parts.push({ name: "scan", body: new Uint8Array(0), whole: bytes.subarray(at, at + 2) });
      return { head: bytes.subarray(0, 2), parts, rest: bytes.length - at - 2 };
    }
  }
  throw new Refused(WHY.broken);
}

function nameOfMarker(marker: number): string {
  if (marker === 0xda) return "scan";
  if (marker >= 0xe0 && marker <= 0xef) return `APP${marker - 0xe0}`;
  if (marker === 0xfe) return "COM";
  return (marker >= 0xc0 && marker <= 0xcf) || [0xdb, 0xdc, 0xdd, 0xde, 0xdf].includes(marker) ? "table" : `0x${marker.toString(16)}`;
}

function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at++) {
    at = bytes.indexOf(0xff, at);
    if (at === -1) throw new Refused(WHY.broken);
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
}

function readPng(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: Part[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) break;
    const name = latin1(bytes.subarray(at + 4, at + 8));
    parts.push({ name, body: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    at = end;
    if (name === "IEND") return { head: bytes.subarray(0, 8), parts, rest: bytes.length - end };
  }
  throw new Refused(WHY.broken);
}

function readWebp(bytes: Uint8Array): Read {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: Part[] = [];
  const whole = Math.min(bytes.length, 8 + view.getUint32(4, true));
  for (let at = 12; at + 8 <= whole; ) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length;
    if (end > bytes.length) throw new Refused(WHY.broken);
    parts.push({ name: latin1(bytes.subarray(at, at + 4)), body: bytes.subarray(at + 8, end), whole: bytes.subarray(at, end) });
    at = end + (length % 2);
  }
  return { head: bytes.subarray(0, 12), parts, rest: bytes.length - whole };
}

function readGif(bytes: Uint8Array): Read {
  const parts: Part[] = [];
  const table = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + table(bytes[10]!);
  const blocks = (from: number): number => {
    let end = from;
    while (bytes[end] !== 0) {
      if (end >= bytes.length) throw new Refused(WHY.broken);
      end += bytes[end]! + 1;
    }
    return end + 1;
  };
  while (at < bytes.length) {
    const start = at;
    if (bytes[at] === 0x3b) {
      parts.push({ name: "image", body: new Uint8Array(0), whole: bytes.subarray(at, at + 1) });
      return { head: bytes.subarray(0, 13 + table(bytes[10]!)), parts, rest: bytes.length - at - 1 };
    }
    const label = bytes[at + 1];
    if (bytes[at] === 0x2c) at = blocks(at + 11 + table(bytes[at + 9]!));
    else if (bytes[at] === 0x21) at = blocks(at + 2);
    else throw new Refused(WHY.broken);
    const program = latin1(bytes.subarray(start + 3, start + 14));
    const name = bytes[start] === 0x2c || label === 0xf9 ? "image" : label === 0xfe ? "comment" : /^(NETSCAPE|ANIMEXTS)/.test(program) ? "motion" : "APP";
    parts.push({ name, body: bytes.subarray(start + 3, at - 1), whole: bytes.subarray(start, at) });
  }
  throw new Refused(WHY.broken);
}
