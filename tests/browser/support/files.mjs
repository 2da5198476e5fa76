// What a file that left the browser holds: the text of a PDF, and every byte of a file with all that is packed in it unpacked.

import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync, inflateSync } from "node:zlib";
import { TEMPORARY } from "./browser.mjs";

// The library wants what only draws; the text is read without it.
globalThis.DOMMatrix ??= class {};
const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");

/** The text of a PDF as a reader shows it, page after page. */
export async function textOfPdf(bytes) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.map(({ str, hasEOL }) => str + (hasEOL ? "\n" : " ")).join(""));
  }
  return pages.join("\n");
}

/** Every stream of a PDF unpacked, after the file itself. */
export function bytesOfPdf(bytes) {
  const parts = { file: bytes };
  for (let at = bytes.indexOf("stream"); at !== -1; at = bytes.indexOf("stream", at + 6)) {
    if (bytes.subarray(at - 3, at).toString("latin1") === "end") continue;
    const begin = at + 6 + (bytes[at + 6] === 13 ? 2 : 1);
    const packed = bytes.subarray(begin, bytes.indexOf("endstream", begin));
    try {
      parts[`stream at ${at}`] = inflateSync(packed);
    } catch {
      parts[`stream at ${at}`] = packed;
    }
  }
  return parts;
}

/** The files in an archive, by name; `unzip` must find nothing wrong with it. */
export function filesOfZip(bytes) {
  const path = join(mkdtempSync(join(TEMPORARY, "zip-")), "archive.zip");
  writeFileSync(path, bytes);
  execFileSync("unzip", ["-tqq", path]);
  const files = {};
  let at = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const count = bytes.readUInt16LE(at + 10);
  at = bytes.readUInt32LE(at + 16);
  for (let i = 0; i < count; i++) {
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const local = bytes.readUInt32LE(at + 42);
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(begin, begin + bytes.readUInt32LE(at + 20));
    files[bytes.subarray(at + 46, at + 46 + name).toString("utf8")] = bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
    at += 46 + name + extra + comment;
  }
  return files;
}
