// Office and ODF documents: what they tell besides what they say, and the same document without it.

import type { FileType } from "../attachment";
import { type Bytes, fromUtf8, utf8 } from "../bytes";
import { latin1, recognise } from "../clean_kind";
import { type Finding, Refused, WHAT, WHY, finding } from "./found";
import { cleanMetafile } from "./metafile";
import { cleanOdfPart, inspectOdfPart, odfLeftOut, readableOdf } from "./odf";
import { cleanOoxmlPart, inspectOoxmlPart, ooxmlLeftOut, readableOoxml } from "./ooxml";
import { inspectPicture, stripPicture } from "./picture";
import { cleanSvg, tellingInSvg } from "./svg";
import { namesIn, namesWithin, remains } from "./sweep";
import { textsWithin, valuesIn } from "./xml";
import { type Files, pack, unpack } from "./zip";

const OOXML: readonly (readonly [start: string, type: FileType])[] = [
  ["word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
];
const ODF = ["text", "spreadsheet", "presentation"].map((what) => `application/vnd.oasis.opendocument.${what}` as FileType);
const PICTURE = /(^|\/)(media|Pictures)\//;
// Drawings without particulars of their own; the last look sees to what a program hid in them all the same.
const DRAWING = /\.(bmp|svm|ico)$/i;
const METAFILE = /\.(emf|wmf)$/i;
const XML = /\.(xml|rels|vml|rdf)$/i;
const SVG = /\.svg$/i;

/** An opened document: its type and its files. */
interface Document {
  readonly type: FileType;
  readonly files: Files;
}

/** What a document tells besides what it says, and that text can lie in it which does not show. */
export async function inspectOffice(bytes: Uint8Array): Promise<{ type: FileType; found: Finding[] }> {
  const document = openDocument(bytes);
  const found = await tellings(document);
  const names = namesIn(found);
  const named = [...document.files].flatMap(([path, content]) => (isRead(document, path) ? namesWithin(readable(document, xmlOf(content)), names) : []));
  const inText: Finding[] = named.length === 0 ? [] : [{ ...finding(WHAT.named, [...new Set(named)].join(", ")), stays: true }];
  return { type: document.type, found: [...merged([...found, ...inText]), { ...finding(WHAT.covered, ""), stays: true }] };
}

/** The same document without what it tells; refuses what cannot be cleaned, and one where a name that was found is still hidden. */
export async function cleanOffice(bytes: Uint8Array): Promise<Bytes> {
  const document = openDocument(bytes);
  refuseWhatRuns(document.files, ODF.includes(document.type));
  const isOdf = ODF.includes(document.type);
  const left = (path: string): boolean => (isOdf ? odfLeftOut : ooxmlLeftOut)(path) !== null;
  const kept: Files = new Map();
  for (const [path, content] of document.files) {
    if (left(path)) continue;
    if (XML.test(path)) kept.set(path, utf8((isOdf ? cleanOdfPart : cleanOoxmlPart)(path, xmlOf(content), left)));
    else kept.set(path, PICTURE.test(path) ? cleanPicture(path, content) : content);
  }
  refuseWhatRemains({ type: document.type, files: kept }, namesIn(await tellings(document)));
  return pack(kept);
}

async function tellings({ type, files }: Document): Promise<Finding[]> {
  const isOdf = ODF.includes(type);
  const found: Finding[] = [];
  for (const [path, content] of files) {
    const leftOut = (isOdf ? odfLeftOut : ooxmlLeftOut)(path);
    if (leftOut !== null && !XML.test(path)) found.push(finding(leftOut, path.split("/").pop()!));
    else if (XML.test(path)) found.push(...(isOdf ? inspectOdfPart : inspectOoxmlPart)(path, xmlOf(content)));
    else if (PICTURE.test(path)) found.push(...(await inPicture(path, content)));
  }
  return found;
}

// A name in the words that stand there to be read is told, not refused: it is what the document says.
function refuseWhatRemains(document: Document, names: readonly string[]): void {
  for (const [path, content] of document.files) {
    const isHidden = XML.test(path) || SVG.test(path) ? hides(document, path, xmlOf(content), names) : remains(content, names);
    if (isHidden || namesWithin(path, names).length > 0) throw new Refused(WHY.remains, true);
  }
}

function hides(document: Document, path: string, xml: string, names: readonly string[]): boolean {
  if (namesWithin(valuesIn(xml).join("\n"), names).length > 0) return true;
  const [everywhere, read] = [textsWithin(xml, () => true), isRead(document, path) ? readable(document, xml) : ""];
  const count = (text: string, name: string): number => text.split(name).length;
  return namesWithin(everywhere, names).some((name) => count(everywhere, name) > count(read, name));
}

const isRead = ({ type }: Document, path: string): boolean => XML.test(path) && !/(^|\/)_rels\/|^\[Content|^META-INF\//.test(path) && (ODF.includes(type) ? odfLeftOut : ooxmlLeftOut)(path) === null;
const readable = ({ type }: Document, xml: string): string => (ODF.includes(type) ? readableOdf : readableOoxml)(xml);

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

async function inPicture(path: string, content: Uint8Array): Promise<Finding[]> {
  if (SVG.test(path)) return tellingInSvg(xmlOf(content)).map((value) => finding(WHAT.pictures, value));
  const kind = kindOf(content);
  if (kind === "jpeg" || kind === "png" || kind === "gif") {
    const found = await inspectPicture(content, kind);
    return found.map(({ what, value }) => finding(WHAT.pictures, `${what.sv}: ${value}`));
  }
  return METAFILE.test(path) && tellsInMetafile(content) ? [finding(WHAT.pictures, path.split("/").pop()!)] : [];
}

function tellsInMetafile(content: Uint8Array): boolean {
  try {
    const clean = cleanMetafile(content);
    return clean.some((byte, i) => byte !== content[i]);
  } catch {
    return true;
  }
}

function cleanPicture(path: string, content: Uint8Array): Uint8Array {
  if (SVG.test(path)) return utf8(cleanSvg(xmlOf(content)));
  const kind = kindOf(content);
  if (kind === "jpeg" || kind === "png" || kind === "gif") return stripPicture(content, kind);
  if (METAFILE.test(path)) return cleanMetafile(content);
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
