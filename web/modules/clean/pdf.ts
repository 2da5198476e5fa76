// PDF: what a file tells besides its pages, and a new file with the pages alone.
// Nothing is taken over but what a page needs to be drawn: no history, no forms, no links, no scripts, no files.

import { type PDFContext, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFObject, PDFRawStream, PDFRef, PDFStream, PDFString } from "@cantoo/pdf-lib";
import type { Bytes } from "../bytes";
import { latin1 } from "../clean_kind";
import { type Finding, Refused, WHAT, WHY, type Wording, finding } from "./found";
import { drawnAlone, withoutNotes } from "./pdf_content";
import { cleanStreams, jpegOf, joinContents, unpacked, usesIn } from "./pdf_streams";
import { inspectPicture } from "./picture";
import { namesIn, namesWithin, remains } from "./sweep";

const INFO: Readonly<Record<string, Wording>> = {
  Author: WHAT.author, Title: WHAT.title, Subject: WHAT.title, Keywords: WHAT.title,
  Creator: WHAT.program, Producer: WHAT.program, CreationDate: WHAT.date, ModDate: WHAT.date, Company: WHAT.company,
};
// Keys that say who made a thing and when, wherever they stand; a page keeps only what draws it.
const TELLING = ["Metadata", "PieceInfo", "LastModified", "OPI", "AF", "StructParents", "StructParent", "OC", "Properties", "ActualText", "Alt"];
const PAGE = ["Type", "Parent", "Resources", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Rotate", "UserUnit", "Contents", "Group", "Annots"];
const MARKUP = ["Text", "FreeText", "Highlight", "Underline", "Squiggly", "StrikeOut", "Ink", "Line", "Square", "Circle", "Polygon", "PolyLine", "Stamp", "Caret", "Redact", "Widget"];
const DRAWN = ["Type", "Subtype", "Rect", "AP", "AS", "F", "C", "IC", "CA", "BS", "Border", "QuadPoints", "InkList", "L", "LE", "Vertices", "Contents", "DA", "Q", "FT", "V", "Ff", "MK", "RD", "BE"];
const SEEN = ["Contents", "V", "DA", "RC"];
const INVISIBLE = 0b10_0010;

const name = (text: string): PDFName => PDFName.of(text);

/** What a PDF tells besides its pages. */
export async function inspectPdf(bytes: Uint8Array): Promise<Finding[]> {
  const doc = await load(bytes);
  const found: Finding[] = [];
  const { context } = doc;
  const info = dictAt(context, context.trailerInfo.Info);
  for (const [key, value] of info?.entries() ?? []) found.push(finding(INFO[key.decodeText()] ?? WHAT.other, INFO[key.decodeText()] === undefined ? `${key.decodeText()}: ${textOf(context, value)}` : textOf(context, value)));
  if (context.trailerInfo.ID !== undefined) found.push(finding(WHAT.other, "ID"));
  found.push(...inObjects(context), ...inCatalog(doc), ...historyIn(bytes), ...(await inStreams(context)));
  const seen = new Set<string>();
  return [...found.filter(({ what, value }) => value !== "" && !seen.has(what.sv + value) && seen.add(what.sv + value)), { ...finding(WHAT.covered, ""), stays: true }];
}

/** A new PDF that draws the same pages. */
export async function cleanPdf(bytes: Uint8Array): Promise<Bytes> {
  const source = await load(bytes);
  refuseWhatBreaks(source);
  const names = namesIn(await inspectPdf(bytes));
  try {
    for (const page of source.getPages()) {
      keepDrawnNotes(source.context, page.node);
      joinContents(source.context, page.node);
    }
    for (const [, object] of source.context.enumerateIndirectObjects()) forget(object);
    const target = await PDFDocument.create({ updateMetadata: false });
    for (const page of await target.copyPages(source, source.getPageIndices())) target.addPage(page);
    cleanStreams(target.context);
    delete target.context.trailerInfo.Info;
    delete target.context.trailerInfo.ID;
    refuseWhatRemains(target.context, names);
    return new Uint8Array(await target.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false }));
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(WHY.broken, true);
  }
}

// The words of a drawing and of a note stand there to be read, and so are not looked through.
function refuseWhatRemains(context: PDFContext, names: readonly string[]): void {
  const uses = usesIn(context);
  for (const [, object] of context.enumerateIndirectObjects()) {
    const said = dictsIn(object).flatMap((dict) => dict.entries().filter(([key]) => !SEEN.includes(key.decodeText())).flatMap(([key, value]) => [key.decodeText(), textOf(context, value instanceof PDFRef ? undefined : value)]));
    const use = object instanceof PDFRawStream ? uses.get(object) : undefined;
    const isHidden = namesWithin(said.join("\n"), names).length > 0 || (object instanceof PDFRawStream && use !== "content" && remains(rawOrUnpacked(context, object), names));
    if (isHidden) throw new Refused(WHY.remains, true);
  }
}

function rawOrUnpacked(context: PDFContext, stream: PDFRawStream): Uint8Array {
  try {
    return unpacked(context, stream);
  } catch {
    return stream.contents;
  }
}

async function load(bytes: Uint8Array): Promise<PDFDocument> {
  let doc: PDFDocument;
  try {
    doc = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true });
  } catch {
    throw new Refused(WHY.broken, true);
  }
  if (doc.context.trailerInfo.Encrypt !== undefined) throw new Refused(WHY.encrypted, true);
  return doc;
}

function refuseWhatBreaks(doc: PDFDocument): void {
  for (const [, object] of doc.context.enumerateIndirectObjects()) {
    const isSignature = dictsIn(object).some((dict) => dict.has(name("ByteRange")) || dict.get(name("FT")) === name("Sig"));
    if (isSignature) throw new Refused(WHY.signed, true);
  }
  const form = dictAt(doc.context, doc.catalog.get(name("AcroForm")));
  const isDrawnByViewer = form !== null && (form.has(name("XFA")) || String(form.get(name("NeedAppearances"))) === "true");
  if (isDrawnByViewer) throw new Refused(WHY.form, true);
  const layers = dictAt(doc.context, dictAt(doc.context, doc.catalog.get(name("OCProperties")))?.get(name("D")));
  const off = layers === null ? undefined : doc.context.lookup(layers.get(name("OFF")));
  const hides = (off instanceof PDFArray && off.size() > 0) || layers?.get(name("BaseState")) === name("OFF");
  // What a layer hides only when printed, or by a rule, would show when the layers are gone.
  const rules = doc.context.enumerateIndirectObjects().flatMap(([, object]) => dictsIn(object)).some((dict) => {
    const type = dict.get(name("Type"));
    if (type === name("OCG")) return /State \/OFF/.test(String(doc.context.lookup(dict.get(name("Usage")))));
    return type === name("OCMD") && (dict.has(name("VE")) || /Off$/.test(String(dict.get(name("P")))));
  });
  if (hides || rules) throw new Refused(WHY.layers, true);
}

function inObjects(context: PDFContext): Finding[] {
  const found: Finding[] = [];
  for (const [, object] of context.enumerateIndirectObjects()) {
    for (const dict of dictsIn(object)) {
      const type = dict.get(name("Type"));
      if (dict.has(name("Metadata")) || type === name("Metadata")) found.push(finding(WHAT.other, "XMP"));
      if (dict.has(name("PieceInfo")) || dict.has(name("LastModified"))) found.push(finding(WHAT.editing, "PieceInfo"));
      if (dict.get(name("S")) === name("JavaScript") || dict.has(name("JS"))) found.push(finding(WHAT.script, "JavaScript"));
      if (type === name("EmbeddedFile") || dict.has(name("EF"))) found.push(finding(WHAT.enclosed, textOf(context, dict.get(name("UF")) ?? dict.get(name("F"))) || "–"));
      if (type === name("OCG")) found.push(finding(WHAT.layer, textOf(context, dict.get(name("Name"))) || "–"));
      if (dict.has(name("OC")) || dict.has(name("Properties"))) found.push(finding(WHAT.layer, "–"));
      const user = dictAt(context, dictAt(context, dict.get(name("Usage")))?.get(name("User")));
      if (user !== null) found.push(...listed(context, user.get(name("Name"))).map((one) => finding(WHAT.commenters, one)));
      for (const key of ["ActualText", "Alt"]) if (dict.has(name(key))) found.push(finding(WHAT.layer, textOf(context, dict.get(name(key)))));
      if (dict.has(name("Thumb"))) found.push(finding(WHAT.thumbnail, "PDF"));
      if (!dict.has(name("Rect")) || !dict.has(name("Subtype"))) continue;
      const isField = dict.get(name("Subtype")) === name("Widget");
      if (dict.has(name("T")) && !isField) found.push(finding(WHAT.commenters, textOf(context, dict.get(name("T")))));
      if (dict.has(name("M")) || dict.has(name("CreationDate"))) found.push(finding(WHAT.commented, textOf(context, dict.get(name("M")) ?? dict.get(name("CreationDate")))));
      if (dict.has(name("A")) || dict.get(name("Subtype")) === name("Link")) found.push(finding(WHAT.path, linkOf(context, dict)));
    }
  }
  return found;
}

function inCatalog({ context, catalog }: PDFDocument): Finding[] {
  const kept = ["Type", "Pages"];
  return [...catalog.keys()]
    .map((key) => key.decodeText())
    .filter((key) => !kept.includes(key) && (key === "Names" || key === "OpenAction" || key === "AA" || key === "Outlines" || key === "Collection"))
    .filter((key) => context.lookup(catalog.get(name(key))) !== undefined)
    .map((key) => finding(WHAT.other, key));
}

// A file laid out for the net ends twice without having been changed.
function historyIn(bytes: Uint8Array): Finding[] {
  const text = latin1(bytes);
  const ends = text.match(/startxref\s+\d+\s+%%EOF/g)?.length ?? 0;
  const versions = ends - (text.slice(0, 2_048).includes("/Linearized") ? 2 : 1);
  return versions > 0 ? [finding(WHAT.versions, String(versions))] : [];
}

async function inStreams(context: PDFContext): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [stream, use] of usesIn(context)) {
    try {
      if (use === "content") found.push(...drawnAlone(unpacked(context, stream)).said.map((words) => finding(WHAT.layer, words)));
      if (use === "notes") found.push(...withoutNotes(unpacked(context, stream)).said.map((words) => finding(WHAT.comment, words)));
      const jpeg = use === "picture" ? jpegOf(context, stream) : null;
      if (jpeg !== null) found.push(...(await inspectPicture(jpeg, "jpeg")).map(({ what, value }) => finding(WHAT.pictures, `${what.sv}: ${value}`)));
    } catch {
      found.push(finding(use === "picture" ? WHAT.pictures : WHAT.other, "–"));
    }
  }
  return found;
}

function listed(context: PDFContext, object: PDFObject | undefined): string[] {
  const there = context.lookup(object);
  return there instanceof PDFArray ? there.asArray().map((one) => textOf(context, one)) : [textOf(context, there)];
}

/** Keeps the notes on a page that can be seen, and of each only what draws it. */
function keepDrawnNotes(context: PDFContext, page: PDFDict): void {
  const notes = context.lookup(page.get(name("Annots")));
  page.delete(name("Annots"));
  if (!(notes instanceof PDFArray)) return;
  const kept = context.obj([]);
  for (let i = 0; i < notes.size(); i++) {
    const note = dictAt(context, notes.get(i));
    const subtype = note?.get(name("Subtype"));
    const flags = Number(String(note?.get(name("F")) ?? 0));
    if (note === null || !(subtype instanceof PDFName) || !MARKUP.includes(subtype.decodeText()) || (flags & INVISIBLE) !== 0) continue;
    for (const key of note.keys()) if (!DRAWN.includes(key.decodeText())) note.delete(key);
    kept.push(notes.get(i));
  }
  if (kept.size() > 0) page.set(name("Annots"), kept);
}

function forget(object: PDFObject): void {
  for (const dict of dictsIn(object)) {
    for (const key of TELLING) dict.delete(name(key));
    if (dict.get(name("Type")) === name("Page")) for (const key of dict.keys()) if (!PAGE.includes(key.decodeText())) dict.delete(key);
  }
}

/** The dictionaries in an object, down to the next reference. */
function dictsIn(object: PDFObject | undefined): PDFDict[] {
  if (object instanceof PDFStream) return dictsIn(object.dict);
  if (object instanceof PDFDict) return [object, ...object.values().flatMap(dictsIn)];
  return object instanceof PDFArray ? object.asArray().flatMap(dictsIn) : [];
}

function dictAt(context: PDFContext, object: PDFObject | undefined): PDFDict | null {
  const there = object instanceof PDFRef ? context.lookup(object) : object;
  return there instanceof PDFDict ? there : null;
}

function textOf(context: PDFContext, object: PDFObject | undefined): string {
  const there = object instanceof PDFRef ? context.lookup(object) : object;
  if (there instanceof PDFString || there instanceof PDFHexString || there instanceof PDFName) return there.decodeText();
  return there === undefined ? "" : String(there);
}

function linkOf(context: PDFContext, note: PDFDict): string {
  const action = dictAt(context, note.get(name("A")));
  return textOf(context, action?.get(name("URI")) ?? action?.get(name("F"))) || "–";
}
