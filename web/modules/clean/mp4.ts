// M4A and other MP4 with sound alone: what tells is overwritten where it stands, so that nothing moves.

import type { Bytes } from "../bytes";
import { latin1 } from "../clean_kind";
import { type Finding, Refused, WHAT, WHY, finding } from "./found";

interface Box {
  readonly name: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

const HOLDS_BOXES = ["moov", "trak", "mdia", "minf", "stbl", "edts", "dinf"];
const TELLING = ["udta", "meta", "uuid", "skip", "wide", "prft", "emsg", "bloc", "loci"];
const TIMED = ["mvhd", "tkhd", "mdhd"];
const KNOWN = ["ftyp", "moov", "mdat", "free", ...TIMED, "hdlr", "smhd", "nmhd", "dref", "elst", "iods", "tref", "stsd", "stts", "ctts", "stsc", "stsz", "stz2", "stco", "co64", "stss", "sdtp", "sgpd", "sbgp", "pdin", ...HOLDS_BOXES];
/** 1 January 1904 lies this many seconds before 1970. */
const EPOCH = 2_082_844_800;

/** What the boxes of an MP4 tell; refuses film. */
export function inspectMp4(bytes: Uint8Array): Finding[] {
  const found: Finding[] = [];
  let sounds = 0;
  walk(bytes, (box) => {
    const body = bytes.subarray(box.body, box.end);
    if (box.name === "hdlr") {
      const handler = latin1(body.subarray(8, 12));
      if (handler === "vide") throw new Refused(WHY.film);
      // Tracks of text or time codes lie among the sound, where they cannot be overwritten.
      if (!["soun", "alis", "url "].includes(handler)) throw new Refused(WHY.broken);
      sounds += handler === "soun" ? 1 : 0;
      const name = latin1(body.subarray(24)).replaceAll("\0", "").trim();
      if (name !== "") found.push(finding(WHAT.program, name));
    }
    if (TELLING.includes(box.name)) found.push(...toldIn(body, box.name));
    else if (!KNOWN.includes(box.name)) found.push(finding(WHAT.other, box.name));
    if (box.name === "dref") for (const { end, told } of sourcesOf(bytes, box)) if (!isSilent(bytes, told, end)) found.push(finding(WHAT.path, readable(bytes.subarray(told, end)) || "dref"));
    if (box.name === "free" && body.some((byte) => byte !== 0)) found.push(finding(WHAT.other, "free"));
    if (TIMED.includes(box.name)) {
      const at = timesOf(bytes, box);
      if (bytes.subarray(at.start, at.end).some((byte) => byte !== 0)) found.push(finding(WHAT.date, dayOf(bytes, at)));
    }
  });
  if (sounds === 0) throw new Refused(WHY.unknown);
  const seen = new Set<string>();
  return found.filter(({ what, value }) => !seen.has(what.sv + value) && seen.add(what.sv + value));
}

/** The same file with what tells overwritten. */
export function cleanMp4(bytes: Uint8Array): Bytes {
  const clean = new Uint8Array(bytes);
  walk(bytes, (box) => {
    if (TELLING.includes(box.name) || box.name === "free" || !KNOWN.includes(box.name)) {
      clean.set([0x66, 0x72, 0x65, 0x65], box.start + 4);
      clean.fill(0, box.body, box.end);
    }
    if (TIMED.includes(box.name)) {
      const { start, end } = timesOf(bytes, box);
      clean.fill(0, start, end);
    }
    if (box.name === "hdlr") clean.fill(0, box.body + 24, box.end);
    // Where the sound was once taken from: an alias carries the volume, the folders and the owner's name.
    if (box.name === "dref") {
      for (const { start, end, told } of sourcesOf(bytes, box)) {
        clean.set([0x75, 0x72, 0x6c, 0x20, 0, 0, 0, 1], start + 4);
        clean.fill(0, told, end);
      }
    }
  });
  return clean;
}

function walk(bytes: Uint8Array, see: (box: Box) => void, from = 0, to = bytes.length, depth = 0): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = from;
  while (at + 8 <= to) {
    let [size, body] = [view.getUint32(at), at + 8];
    if (size === 1 && at + 16 <= to) [size, body] = [Number(view.getBigUint64(at + 8)), at + 16];
    if (size === 0) size = to - at;
    const box = { name: latin1(bytes.subarray(at + 4, at + 8)), start: at, body, end: at + size };
    if (box.end > to || box.end < body || depth > 8) throw new Refused(WHY.broken);
    // A film cut in fragments keeps its times elsewhere.
    if (box.name === "moof") throw new Refused(WHY.broken);
    see(box);
    if (HOLDS_BOXES.includes(box.name)) walk(bytes, see, body, box.end, depth + 1);
    at = box.end;
  }
  if (at !== to && bytes.subarray(at, to).some((byte) => byte !== 0)) throw new Refused(WHY.broken);
}

/** The entries of a `dref`, each with where what it tells begins. */
function sourcesOf(bytes: Uint8Array, { body, end }: Box): { start: number; end: number; told: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const sources = [];
  for (let at = body + 8; at < end; ) {
    const next = at + (at + 12 <= end ? view.getUint32(at) : 0);
    if (next < at + 12 || next > end) throw new Refused(WHY.broken);
    sources.push({ start: at, end: next, told: at + 12 });
    at = next;
  }
  return sources;
}

const isSilent = (bytes: Uint8Array, from: number, to: number): boolean => bytes.subarray(from, to).every((byte) => byte === 0);

function timesOf(bytes: Uint8Array, { body, end }: Box): { start: number; end: number } {
  const start = body + 4;
  const whole = { start, end: start + (bytes[body] === 1 ? 16 : 8) };
  if (whole.end > end) throw new Refused(WHY.broken);
  return whole;
}

function dayOf(bytes: Uint8Array, { start, end }: { start: number; end: number }): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const seconds = end - start === 16 ? Number(view.getBigUint64(start)) : view.getUint32(start);
  const time = new Date((seconds - EPOCH) * 1_000);
  return Number.isNaN(time.getTime()) ? "–" : time.toISOString().slice(0, 16).replace("T", " ");
}

function toldIn(body: Uint8Array, name: string): Finding[] {
  const text = latin1(body);
  const place = text.match(/[+-]\d{2}\.\d+[+-]\d{3}\.\d+/)?.[0];
  const said = readable(body) || name;
  return place === undefined ? [finding(WHAT.other, said)] : [finding(WHAT.place, place), finding(WHAT.other, said)];
}

function readable(body: Uint8Array): string {
  const words = [...latin1(body).matchAll(/[\x20-\x7e\xa0-\xff]{5,}/g)].map(([word]) => word.trim());
  return words.filter((word) => !/^(mdir|appl|ilst|hdlr|data)/.test(word)).slice(0, 4).join(", ");
}
