// Office and ODF documents: what they tell besides what they say, and the same document without it.

import type { FileType } from "../attachment";
import { type Bytes, fromUtf8, utf8 } from "../bytes";
import { latin1, recognise } from "../clean_kind";
import { type Finding, Refused, WHAT, WHY, finding } from "./found";
import { cleanOdfPart, inspectOdfPart, odfLeftOut } from "./odf";
import { cleanOoxmlPart, inspectOoxmlPart, ooxmlLeftOut } from "./ooxml";
import { inspectPicture, stripPicture } from "./picture";
import { type Files, pack, unpack } from "./zip";

const OOXML: readonly (readonly [start: string, type: FileType])[] = [
  ["word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
];
const ODF = ["text", "spreadsheet", "presentation"].map((what) => `application/vnd.oasis.opendocument.${what}` as FileType);
const PICTURE = /(^|\/)(media|Pictures)\//;
// Drawings without particulars of their own.
const DRAWING = /\.(emf|wmf|bmp|gif|svg|svm|ico)$/i;
const XML = /\.(xml|rels|vml|rdf)$/i;
const SVG = /\.svg$/i;

/** An opened document: its type and its files. */
interface Document {
  readonly type: FileType;
  readonly files: Files;
}

/** What a document tells besides what it says. */
export async function inspectOffice(bytes: Uint8Array): Promise<{ type: FileType; found: Finding[] }> {
  const { type, files } = openDocument(bytes);
  const isOdf = ODF.includes(type);
  const found: Finding[] = [];
  for (const [path, content] of files) {
    const leftOut = (isOdf ? odfLeftOut : ooxmlLeftOut)(path);
    if (leftOut !== null && !XML.test(path)) found.push(finding(leftOut, path.split("/").pop()!));
    else if (XML.test(path)) found.push(...(isOdf ? inspectOdfPart : inspectOoxmlPart)(path, xmlOf(content)));
    else if (PICTURE.test(path)) found.push(...(await inPicture(content)));
  }
  return { type, found: merged(found) };
}

/** The same document without what it tells; refuses what cannot be cleaned. */
export function cleanOffice(bytes: Uint8Array): Bytes {
  const { type, files } = openDocument(bytes);
  const isOdf = ODF.includes(type);
  refuseWhatRuns(files, isOdf);
  const left = (path: string): boolean => (isOdf ? odfLeftOut : ooxmlLeftOut)(path) !== null;
  const kept: Files = new Map();
  for (const [path, content] of files) {
    if (left(path)) continue;
    if (XML.test(path)) kept.set(path, utf8((isOdf ? cleanOdfPart : cleanOoxmlPart)(path, xmlOf(content), left)));
    else kept.set(path, PICTURE.test(path) ? cleanPicture(path, content) : content);
  }
  return pack(kept);
}

function openDocument(bytes: Uint8Array): Document {
  const files = unpack(bytes);
  const mimetype = files.get("mimetype");
  const odf = mimetype === undefined ? undefined : ODF.find((type) => type === latin1(mimetype).trim());
  if (odf !== undefined && files.has("content.xml")) return { type: odf, files };
  const ooxml = files.has("[Content_Types].xml") ? OOXML.find(([start]) => [...files.keys()].some((path) => path.startsWith(start))) : undefined;
  if (ooxml === undefined) throw new Refused(WHY.unknown);
  return { type: ooxml[1], files };
}

function refuseWhatRuns(files: Files, isOdf: boolean): void {
  const types = isOdf ? "" : xmlOf(files.get("[Content_Types].xml")!);
  const manifest = files.get("META-INF/manifest.xml");
  for (const path of files.keys()) {
    if (/vbaProject|vbaData|^(Basic|Scripts)\//i.test(path)) throw new Refused(WHY.macros);
    if (/(^|\/)(embeddings|activeX|ctrlProps)\/|^Object \d+$/.test(path)) throw new Refused(WHY.embedded);
    if (/(^|\/)(connections\.xml|queryTables\/|model\/)/.test(path)) throw new Refused(WHY.embedded);
    if (/^_xmlsignatures\/|documentsignatures\.xml$/.test(path)) throw new Refused(WHY.signed, true);
  }
  if (/macroEnabled/i.test(types)) throw new Refused(WHY.macros);
  if (manifest !== undefined && xmlOf(manifest).includes("encryption-data")) throw new Refused(WHY.encrypted, true);
}

async function inPicture(content: Uint8Array): Promise<Finding[]> {
  const kind = kindOf(content);
  if (kind !== "jpeg" && kind !== "png") return [];
  const found = await inspectPicture(content, kind);
  return found.map(({ what, value }) => finding(WHAT.pictures, `${what.sv}: ${value}`));
}

function cleanPicture(path: string, content: Uint8Array): Uint8Array {
  const kind = kindOf(content);
  if (kind === "jpeg" || kind === "png") return stripPicture(content, kind);
  if (SVG.test(path)) return utf8(xmlOf(content).replace(/<metadata[\s\S]*?<\/metadata>/g, ""));
  if (DRAWING.test(path)) return content;
  throw new Refused(WHY.embedded);
}

function kindOf(content: Uint8Array): string | null {
  try {
    return recognise(content);
  } catch {
    return null;
  }
}

function xmlOf(content: Uint8Array): string {
  try {
    return fromUtf8(content);
  } catch {
    throw new Refused(WHY.broken);
  }
}

/** One line for each thing found, with what is alike put together. */
function merged(found: readonly Finding[]): Finding[] {
  const lines = new Map<string, { one: Finding; values: Set<string> }>();
  for (const one of found) {
    const line = lines.get(one.what.sv) ?? { one, values: new Set() };
    if (one.value !== "") line.values.add(one.value);
    lines.set(one.what.sv, line);
  }
  return [...lines.values()].map(({ one, values }) => ({ ...one, value: finding(one.what, [...values].join(", ")).value }));
}
