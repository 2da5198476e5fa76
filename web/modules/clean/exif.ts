// Puts the particulars a camera writes into plain words.

import exifr from "exifr";
import { type Finding, WHAT, type Wording, finding } from "./found";

const FIELDS: readonly (readonly [Wording, readonly string[]])[] = [
  [WHAT.camera, ["Make", "Model", "LensModel", "HostComputer"]],
  [WHAT.serial, ["SerialNumber", "BodySerialNumber", "LensSerialNumber", "CameraSerialNumber", "ImageUniqueID", "InternalSerialNumber"]],
  [WHAT.date, ["DateTimeOriginal", "CreateDate", "ModifyDate", "OffsetTimeOriginal"]],
  [WHAT.author, ["Artist", "Copyright", "OwnerName", "CameraOwnerName", "XPAuthor"]],
  [WHAT.title, ["ImageDescription", "UserComment", "XPTitle", "XPComment", "XPKeywords", "XPSubject"]],
  [WHAT.program, ["Software", "ProcessingSoftware"]],
];

/** What a TIFF block of particulars, or a file that holds one, tells. */
export async function exifFindings(bytes: Uint8Array): Promise<Finding[]> {
  const told = await read(bytes);
  if (told === null) return [];
  const found: Finding[] = [];
  const { latitude, longitude } = told;
  if (typeof latitude === "number" && typeof longitude === "number") found.push(finding(WHAT.place, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`));
  for (const [what, fields] of FIELDS) {
    const values = fields.map((field) => inWords(told[field])).filter((value) => value !== "");
    if (values.length > 0) found.push(finding(what, [...new Set(values)].join(", ")));
  }
  return found;
}

async function read(bytes: Uint8Array): Promise<Record<string, unknown> | null> {
  try {
    return (await exifr.parse(bytes, { tiff: true, exif: true, gps: true, interop: false, ifd1: false, xmp: false, iptc: false, icc: false, userComment: true })) ?? null;
  } catch {
    return null;
  }
}

function inWords(value: unknown): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toLocaleString("sv-SE");
  if (value instanceof Uint8Array) return new TextDecoder("utf-16le").decode(value).replaceAll("\0", "").trim();
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}
