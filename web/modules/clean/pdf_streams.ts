// The streams inside a PDF by what they are for: pictures, drawings and tables of letters, each given back without what it tells.

import { PDFArray, type PDFContext, PDFDict, PDFName, type PDFObject, PDFRawStream, PDFRef, decodePDFRawStream } from "@cantoo/pdf-lib";
import { zlibSync } from "fflate";
import { type Bytes, concat, utf8 } from "../bytes";
import { recognise } from "../clean_kind";
import { Refused, WHY } from "./found";
import { drawnAlone, withoutNotes } from "./pdf_content";
import { stripPicture } from "./picture";

const name = (text: string): PDFName => PDFName.of(text);
const PICTURES = ["DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF"];
const IMAGE = ["Type", "Subtype", "Width", "Height", "ColorSpace", "BitsPerComponent", "Intent", "ImageMask", "Mask", "Decode", "Interpolate", "SMask", "SMaskInData", "Matte", "Filter", "DecodeParms", "Length"];
const FORM = ["Type", "Subtype", "FormType", "BBox", "Matrix", "Resources", "Group", "Filter", "DecodeParms", "Length"];

/** What a stream is for, as far as cleaning goes. */
export type Use = "content" | "notes" | "picture" | "other";

/** The streams of a PDF that draw or describe, each with its use; a page's parts stand as one. */
export function usesIn(context: PDFContext): Map<PDFRawStream, Use> {
  const uses = new Map<PDFRawStream, Use>();
  const set = (object: PDFObject | undefined, use: Use): void => {
    const there = object instanceof PDFRef ? context.lookup(object) : object;
    if (there instanceof PDFRawStream) uses.set(there, use);
    if (there instanceof PDFArray) for (const one of there.asArray()) set(one, use);
  };
  for (const [, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFRawStream ? object.dict : object instanceof PDFDict ? object : null;
    if (dict === null) continue;
    const [type, subtype] = ["Type", "Subtype"].map((key) => dict.get(name(key)));
    if (object instanceof PDFRawStream) {
      if (filtersOf(context, dict).some((filter) => PICTURES.includes(filter)) || subtype === name("Image")) set(object, "picture");
      else if (subtype === name("Form") || dict.has(name("PatternType"))) set(object, "content");
      else if (dict.has(name("FunctionType")) || type === name("CMap")) set(object, String(dict.get(name("FunctionType"))) === "0" ? "other" : "notes");
    }
    if (type === name("Page")) set(dict.get(name("Contents")), "content");
    set(dict.get(name("ToUnicode")), "notes");
    if (subtype !== name("Type3")) continue;
    const glyphs = context.lookup(dict.get(name("CharProcs")));
    if (glyphs instanceof PDFDict) for (const glyph of glyphs.values()) set(glyph, "content");
  }
  return uses;
}

/** The unpacked bytes of a stream; throws where it is packed in a way that is not read here. */
export function unpacked(context: PDFContext, stream: PDFRawStream): Bytes {
  const parameters = context.lookup(stream.dict.get(name("DecodeParms")));
  if (/\/Predictor (?!1\b)/.test(String(parameters))) throw new Refused(WHY.broken, true);
  return new Uint8Array(decodePDFRawStream(stream).decode());
}

/** A page's parts as one stream, for a mark can begin in one and end in another. */
export function joinContents(context: PDFContext, page: PDFDict): void {
  const contents = context.lookup(page.get(name("Contents")));
  if (!(contents instanceof PDFArray)) return;
  const parts = contents.asArray().map((part) => context.lookup(part)).filter((part) => part instanceof PDFRawStream);
  page.set(name("Contents"), context.register(packed(context.obj({}), concat(...parts.flatMap((part) => [unpacked(context, part), utf8("\n")])))));
}

/** Every stream without what it tells, in its own place; refuses pictures that cannot be cleaned. */
export function cleanStreams(context: PDFContext): void {
  const uses = usesIn(context);
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const use = object instanceof PDFRawStream ? uses.get(object) : undefined;
    if (!(object instanceof PDFRawStream) || use === undefined || use === "other") continue;
    if (use === "picture") context.assign(ref, cleanedPicture(context, object));
    else context.assign(ref, packed(keeping(object.dict, object.dict.get(name("Subtype")) === name("Form") ? FORM : null), (use === "content" ? drawnAlone : withoutNotes)(unpacked(context, object)).bytes));
  }
}

/** The JPEG of a picture that is one, freed from what it was packed in; `null` for other pictures, a refusal for JPEG 2000. */
export function jpegOf(context: PDFContext, stream: PDFRawStream): Bytes | null {
  const filters = filtersOf(context, stream.dict);
  if (filters.includes("JPXDecode")) throw new Refused(WHY.pdfPicture, true);
  const last = filters.at(-1) ?? "";
  const isJpeg = /^DCT(Decode)?$/.test(last);
  if (!isJpeg && filters.some((filter) => PICTURES.includes(filter)) && filters.length > 1) throw new Refused(WHY.pdfPicture, true);
  if (!isJpeg) return null;
  if (filters.length === 1) return new Uint8Array(stream.contents);
  const outer = stream.dict.clone(context);
  outer.set(name("Filter"), context.obj(filters.slice(0, -1)));
  outer.delete(name("DecodeParms"));
  if (/\/Predictor (?!1\b)/.test(String(context.lookup(stream.dict.get(name("DecodeParms")))))) throw new Refused(WHY.pdfPicture, true);
  return unpacked(context, PDFRawStream.of(outer, stream.contents));
}

function cleanedPicture(context: PDFContext, stream: PDFRawStream): PDFRawStream {
  const jpeg = jpegOf(context, stream);
  const dict = keeping(stream.dict, IMAGE);
  if (jpeg === null) return PDFRawStream.of(dict, stream.contents, stream.transform);
  if (recognise(jpeg) !== "jpeg") throw new Refused(WHY.pdfPicture, true);
  dict.set(name("Filter"), name("DCTDecode"));
  const parameters = context.lookup(dict.get(name("DecodeParms")));
  if (parameters instanceof PDFArray) dict.set(name("DecodeParms"), context.lookup(parameters.asArray().at(-1)) ?? context.obj({}));
  if (!(context.lookup(dict.get(name("DecodeParms"))) instanceof PDFDict)) dict.delete(name("DecodeParms"));
  return PDFRawStream.of(dict, stripPicture(jpeg, "jpeg"));
}

/** The filters of a stream, outermost first. */
export function filtersOf(context: PDFContext, dict: PDFDict): string[] {
  const filter = context.lookup(dict.get(name("Filter")));
  const all = filter instanceof PDFArray ? filter.asArray().map((one) => context.lookup(one)) : [filter];
  return all.flatMap((one) => (one instanceof PDFName ? [one.decodeText()] : []));
}

function keeping(dict: PDFDict, keys: readonly string[] | null): PDFDict {
  if (keys !== null) for (const key of dict.keys()) if (!keys.includes(key.decodeText())) dict.delete(key);
  return dict;
}

function packed(dict: PDFDict, bytes: Uint8Array): PDFRawStream {
  dict.set(name("Filter"), name("FlateDecode"));
  dict.delete(name("DecodeParms"));
  return PDFRawStream.of(dict, zlibSync(bytes));
}
