// Says what a file is by what it holds, never by its name.

import { Refused, WHY } from "./clean/found";

export type Kind = "jpeg" | "png" | "gif" | "webp" | "heic" | "avif" | "pdf" | "zip" | "text" | "mp3" | "wav" | "mp4" | "ogg";

const HEIC = ["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"];
const AVIF = ["avif", "avis"];
const UTF8_BOM = [0xef, 0xbb, 0xbf];

/** The kind of a file; throws `Refused` where it is none that can be cleaned. */
export function recognise(bytes: Uint8Array): Kind {
  if (bytes.length === 0) throw new Refused(WHY.empty);
  const at = (offset: number, length: number): string => latin1(bytes.subarray(offset, offset + length));
  if (starts(bytes, [0xff, 0xd8, 0xff])) return "jpeg";
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (/^GIF8[79]a$/.test(at(0, 6))) return "gif";
  if (at(0, 4) === "RIFF" && at(8, 4) === "WEBP") return "webp";
  if (at(0, 4) === "RIFF" && at(8, 4) === "WAVE") return "wav";
  if (at(4, 4) === "ftyp") return HEIC.includes(at(8, 4)) ? "heic" : AVIF.includes(at(8, 4)) ? "avif" : "mp4";
  if (at(0, 4) === "OggS") return "ogg";
  if (at(0, 4) === "PK\u0003\u0004") return "zip";
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) throw new Refused(WHY.old);
  if (at(0, 3) === "ID3" || isFrameOfMp3(bytes)) return "mp3";
  if (at(0, 1_024).includes("%PDF-")) return "pdf";
  return kindOfText(bytes);
}

/** The text of bytes, one character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 8_192) text += String.fromCharCode(...bytes.subarray(start, start + 8_192));
  return text;
}

/** Whether bytes begin with these. */
export function starts(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, i) => bytes[i] === byte);
}

/** Whether a file of sound begins with a frame of MPEG audio, layer III. */
export function isFrameOfMp3(bytes: Uint8Array): boolean {
  const [sync, version, rates] = [bytes[0] ?? 0, bytes[1] ?? 0, bytes[2] ?? 0];
  const layer3 = sync === 0xff && (version & 0xe6) === 0xe2 && (version & 0x18) !== 0x08;
  return layer3 && rates >> 4 !== 0 && rates >> 4 !== 15 && (rates & 0x0c) !== 0x0c;
}

function kindOfText(bytes: Uint8Array): Kind {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(starts(bytes, UTF8_BOM) ? bytes.subarray(3) : bytes);
  } catch {
    throw new Refused(WHY.unknown);
  }
  if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)) throw new Refused(WHY.unknown);
  const formatted = /^\s*(\{\\rtf|<(\?xml|!doctype|html|svg))/i.test(text) || /^(Return-Path|Received|Delivered-To|From|MIME-Version|X-[\w-]+|Date|Message-ID):? .*\r?\n[\w-]+:? /i.test(text);
  if (formatted) throw new Refused(WHY.formatted);
  return "text";
}
