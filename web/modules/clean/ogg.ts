// Ogg with Opus or Vorbis: the comment header is emptied, and the checksums and numbers of the pages are made right again.

import { type Bytes, concat, utf8 } from "../bytes";
import { latin1 } from "../clean_kind";
import { type Finding, Refused, WHAT, WHY, type Wording, finding } from "./found";

interface Page {
  readonly head: Uint8Array;
  readonly segments: Uint8Array;
  readonly body: Uint8Array;
}

const FIELDS: Readonly<Record<string, Wording>> = { TITLE: WHAT.title, ARTIST: WHAT.author, AUTHOR: WHAT.author, DATE: WHAT.date, ENCODER: WHAT.program, COMMENT: WHAT.comment, DESCRIPTION: WHAT.comment, LOCATION: WHAT.place, METADATA_BLOCK_PICTURE: WHAT.thumbnail };

/** What the comment header of an Ogg file tells. */
export function inspectOgg(bytes: Uint8Array): Finding[] {
  const { comment, start } = headersOf(pagesOf(bytes));
  const view = new DataView(comment.buffer, comment.byteOffset, comment.length);
  const found: Finding[] = [];
  const read = (at: number): [string, number] => {
    const end = at + 4 + view.getUint32(at, true);
    if (end > comment.length) throw new Refused(WHY.broken);
    return [new TextDecoder().decode(comment.subarray(at + 4, end)), end];
  };
  let [vendor, at] = read(start);
  if (vendor !== "") found.push(finding(WHAT.program, vendor));
  const many = view.getUint32(at, true);
  at += 4;
  for (let i = 0; i < many; i++) {
    const [line, end] = read(at);
    const [field = "", value = ""] = line.split(/=(.*)/s);
    found.push(finding(FIELDS[field.toUpperCase()] ?? WHAT.other, FIELDS[field.toUpperCase()] === undefined ? line : value));
    at = end;
  }
  const framing = start === 7 ? 1 : 0;
  if (comment.subarray(at + framing).some((byte) => byte !== 0)) found.push(finding(WHAT.other, "–"));
  return found;
}

/** The same sound with an empty comment header and a serial number that says nothing. */
export function cleanOgg(bytes: Uint8Array): Bytes {
  const pages = pagesOf(bytes);
  const { start, comment, setup, after } = headersOf(pages);
  const empty = concat(comment.subarray(0, start), new Uint8Array(8), start === 7 ? Uint8Array.of(1) : new Uint8Array(0));
  const packets = setup === null ? [empty] : [empty, setup];
  const out = [page(pages[0]!, pages[0]!.segments, pages[0]!.body, 0), ...pageOfPackets(pages[1]!, packets)];
  for (const one of pages.slice(after)) out.push(page(one, one.segments, one.body, out.length));
  return concat(...out);
}

function pagesOf(bytes: Uint8Array): Page[] {
  const pages: Page[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; ) {
    if (latin1(bytes.subarray(at, at + 4)) !== "OggS" || at + 27 > bytes.length) throw new Refused(WHY.broken);
    const segments = bytes.subarray(at + 27, at + 27 + bytes[at + 26]!);
    const from = at + 27 + segments.length;
    const end = from + segments.reduce((sum, length) => sum + length, 0);
    // One stream alone: others could carry film or text.
    if (end > bytes.length || view.getUint32(at + 14) !== view.getUint32(14)) throw new Refused(WHY.broken);
    pages.push({ head: bytes.subarray(at, at + 27), segments, body: bytes.subarray(from, end) });
    at = end;
  }
  return pages;
}

/** The comment packet, the set-up packet that Vorbis has, and the page the sound begins on. */
function headersOf(pages: readonly Page[]): { comment: Uint8Array; start: number; setup: Uint8Array | null; after: number } {
  const first = latin1(pages[0]?.body.subarray(0, 8) ?? new Uint8Array(0));
  const isVorbis = first.startsWith("\u0001vorbis");
  if (!isVorbis && first !== "OpusHead") throw new Refused(WHY.unknown);
  const wanted = isVorbis ? 2 : 1;
  const packets: Uint8Array[] = [];
  let open = new Uint8Array(0);
  for (let i = 1; i < pages.length; i++) {
    let at = 0;
    for (const length of pages[i]!.segments) {
      open = concat(open, pages[i]!.body.subarray(at, at + length));
      at += length;
      if (length === 255) continue;
      packets.push(open);
      open = new Uint8Array(0);
    }
    if (packets.length < wanted) continue;
    // The sound begins on a page of its own.
    if (packets.length > wanted || open.length > 0) throw new Refused(WHY.broken);
    const start = isVorbis ? 7 : 8;
    const isComment = latin1(packets[0]!.subarray(0, start)) === (isVorbis ? "\u0003vorbis" : "OpusTags");
    if (!isComment || packets[0]!.length < start + 8) throw new Refused(WHY.broken);
    return { comment: packets[0]!, start, setup: packets[1] ?? null, after: i + 1 };
  }
  throw new Refused(WHY.broken);
}

function pageOfPackets(like: Page, packets: readonly Uint8Array[]): Bytes[] {
  const lacing = packets.flatMap(({ length }) => [...new Array<number>(Math.floor(length / 255)).fill(255), length % 255]);
  const body = concat(...packets);
  const pages: Bytes[] = [];
  let from = 0;
  for (let at = 0; at < lacing.length; at += 255) {
    const segments = Uint8Array.from(lacing.slice(at, at + 255));
    const size = segments.reduce((sum, length) => sum + length, 0);
    const made = page(like, segments, body.subarray(from, from + size), pages.length + 1, at > 0 && lacing[at - 1] === 255);
    pages.push(made);
    from += size;
  }
  return pages;
}

function page({ head }: Page, segments: Uint8Array, body: Uint8Array, number: number, continued?: boolean): Bytes {
  const made = concat(head, segments, body);
  const view = new DataView(made.buffer);
  if (continued !== undefined) made[5] = continued ? 1 : 0;
  view.setUint32(14, SERIAL, true);
  view.setUint32(18, number, true);
  view.setUint32(22, 0);
  made[26] = segments.length;
  view.setUint32(22, checksum(made), true);
  return made;
}

const SERIAL = new DataView(utf8("ljud").buffer).getUint32(0, true);

const TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let sum = i << 24;
  for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000_0000 ? (sum << 1) ^ 0x04c1_1db7 : sum << 1;
  return sum;
});

/** Ogg's checksum of a page whose checksum is zero. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum << 8) ^ TABLE[((sum >>> 24) ^ byte) & 0xff]!;
  return sum >>> 0;
}
