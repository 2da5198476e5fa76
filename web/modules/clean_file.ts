// Says what a file tells besides what it shows, and gives it without that.
// What comes out has been looked through once more: a file in which anything is still found is refused, never sent.

import type { FileType } from "./attachment";
import type { Bytes } from "./bytes";
import { exifFindings } from "./clean/exif";
import { type Finding, Refused, WHAT, WHY, finding, tooLarge } from "./clean/found";
import { cleanMp4, inspectMp4 } from "./clean/mp4";
import { cleanOffice, inspectOffice } from "./clean/office";
import { cleanOgg, inspectOgg } from "./clean/ogg";
import { cleanPdf, inspectPdf } from "./clean/pdf";
import { inspectPicture, stripPicture } from "./clean/picture";
import { cleanMp3, cleanWav, inspectMp3, inspectWav } from "./clean/sound";
import { namesIn, remains } from "./clean/sweep";
import { type Kind, recognise, starts } from "./clean_kind";
import { LARGEST } from "./attachment";

/** What a file is and what it tells. */
export interface Inspected {
  readonly kind: Kind;
  readonly type: FileType;
  readonly found: readonly Finding[];
}

/** A file without what it told. */
export interface Cleaned {
  readonly bytes: Bytes;
  readonly type: FileType;
}

/** Draws a picture anew in this type; throws where the picture cannot be read. */
export type Redraw = (picture: Uint8Array, type: "image/jpeg" | "image/png") => Promise<Bytes>;

const UTF8_BOM = [0xef, 0xbb, 0xbf];
const TYPE: Record<Exclude<Kind, "zip">, FileType> = {
  jpeg: "image/jpeg", png: "image/png", gif: "image/gif", webp: "image/webp", heic: "image/heic", avif: "image/avif",
  pdf: "application/pdf", text: "text/plain", mp3: "audio/mpeg", wav: "audio/wav", mp4: "audio/mp4", ogg: "audio/ogg",
};

/** What a file is, by its content, and what it tells; throws `Refused` where it is not one to attach. */
export async function inspect(bytes: Uint8Array): Promise<Inspected> {
  const kind = recognise(bytes);
  if (kind === "zip") return { kind, ...(await safely(() => inspectOffice(bytes))) };
  return { kind, type: TYPE[kind], found: await safely(() => tellings(bytes, kind)) };
}

/** A file without what it tells; throws `Refused` where that cannot be had. */
export async function clean(bytes: Uint8Array, redraw: Redraw): Promise<Cleaned> {
  const kind = recognise(bytes);
  const cleaned = await safely(async () => cleanKind(bytes, kind, redraw));
  const again = await inspect(cleaned);
  // What is packed has been looked through part by part where it was cleaned.
  const isPacked = kind === "zip" || kind === "pdf";
  const names = isPacked ? [] : namesIn((await inspect(bytes)).found);
  if (again.found.some(({ stays }) => stays !== true) || remains(cleaned, names)) throw new Refused(WHY.remains, true);
  if (cleaned.length > LARGEST) throw tooLarge(cleaned.length);
  return { bytes: cleaned, type: again.type };
}

async function tellings(bytes: Uint8Array, kind: Exclude<Kind, "zip">): Promise<Finding[]> {
  switch (kind) {
    case "jpeg":
    case "png":
    case "gif":
    case "webp":
      return inspectPicture(bytes, kind);
    case "heic":
    case "avif": {
      const found = await exifFindings(bytes);
      return found.length > 0 ? found : [finding(WHAT.other, kind.toUpperCase())];
    }
    case "pdf":
      return inspectPdf(bytes);
    case "text":
      return starts(bytes, UTF8_BOM) ? [finding(WHAT.other, "BOM")] : [];
    case "mp3":
      return inspectMp3(bytes);
    case "wav":
      return inspectWav(bytes);
    case "mp4":
      return inspectMp4(bytes);
    case "ogg":
      return inspectOgg(bytes);
  }
}

async function cleanKind(bytes: Uint8Array, kind: Kind, redraw: Redraw): Promise<Bytes> {
  switch (kind) {
    case "jpeg":
    case "heic":
    case "avif":
    case "webp":
      return stripPicture(await drawn(bytes, "image/jpeg", redraw), "jpeg");
    case "png":
    case "gif":
      return stripPicture(await drawn(bytes, "image/png", redraw), "png");
    case "pdf":
      return cleanPdf(bytes);
    case "zip":
      return cleanOffice(bytes);
    case "text":
      return new Uint8Array(starts(bytes, UTF8_BOM) ? bytes.subarray(3) : bytes);
    case "mp3":
      return cleanMp3(bytes);
    case "wav":
      return cleanWav(bytes);
    case "mp4":
      return cleanMp4(bytes);
    case "ogg":
      return cleanOgg(bytes);
  }
}

async function drawn(bytes: Uint8Array, type: "image/jpeg" | "image/png", redraw: Redraw): Promise<Bytes> {
  try {
    return await redraw(bytes, type);
  } catch {
    throw new Refused(WHY.picture, true);
  }
}

/** Does a work on a file; what fails in a way nobody foresaw is a broken file. */
async function safely<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(WHY.broken);
  }
}
