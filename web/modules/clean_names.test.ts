import assert from "node:assert/strict";
import { test } from "node:test";
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, decodePDFRawStream } from "@cantoo/pdf-lib";
import { type Bytes, concat, fromUtf8, utf8 } from "./bytes";
import { type Finding, Refused, WHAT } from "./clean/found";
import { drawnAlone } from "./clean/pdf_content";
import { unpack } from "./clean/zip";
import { type Redraw, clean, inspect } from "./clean_file";
import { latin1 } from "./clean_kind";
import { hidingEmf, hidingM4a, hidingPdf, hidingSheet, hidingSlides, hidingText } from "./fixtures/hiding_files";
import { odt, wav, zip } from "./fixtures/telling_files";

const redraw: Redraw = async (picture) => new Uint8Array(picture);
const told = (found: readonly Finding[]): string => found.filter(({ stays }) => stays !== true).map(({ what, value }) => `${what.sv}: ${value}`).join("\n");
const refused = async (bytes: Uint8Array): Promise<string> => {
  const error = await clean(bytes, redraw).then(() => null, (reason: unknown) => reason);
  assert.ok(error instanceof Refused, "it should have been refused");
  return error.why.sv;
};

async function cleanedParts(bytes: Uint8Array): Promise<Map<string, string>> {
  const { bytes: cleaned } = await clean(bytes, redraw);
  const parts = new Map([...unpack(cleaned)].map(([path, content]) => [path, latin1(content)]));
  for (const [path, content] of parts) assert.doesNotMatch(path + content, /KANARIE/, path);
  return parts;
}

test("a workbook loses whoever refreshed it, its own views, its scenarios and its label, and says so", async () => {
  const found = told((await inspect(hidingSheet())).found);
  for (const name of [/KANARIE Anna/, /KANARIE Bo/, /KANARIE Cecilia/, /KANARIE Vy/]) assert.match(found, name);
  const parts = await cleanedParts(hidingSheet());
  assert.deepEqual([...parts.keys()].filter((path) => /pivot|docMetadata/.test(path)), []);
  assert.match(parts.get("xl/worksheets/sheet1.xml")!, /Jag hotades\./);
  assert.doesNotMatch(parts.get("xl/workbook.xml")! + parts.get("xl/_rels/workbook.xml.rels")! + parts.get("[Content_Types].xml")!, /pivot/);
});

test("a presentation loses who was signed in and its tags, and keeps what is no name", async () => {
  assert.match(told((await inspect(hidingSlides())).found), /KANARIE@kommun\.se(.|\n)*KANARIE Anna|KANARIE Anna(.|\n)*KANARIE@kommun\.se/);
  const parts = await cleanedParts(hidingSlides());
  assert.doesNotMatch(parts.get("ppt/slides/slide1.xml")!, /r:id/);
  assert.match(parts.get("ppt/slides/slide1.xml")!, /userDrawn="1"/);
});

test("a word document loses permissions, variables, paths in fields and parts nobody knows, and keeps its page numbers", async () => {
  const found = told((await inspect(hidingText())).found);
  for (const name of [/KOMMUN\\KANARIE/, /H:\\KANARIE/, /INCLUDEPICTURE/, /FILENAME/]) assert.match(found, name);
  const document = (await cleanedParts(hidingText())).get("word/document.xml")!;
  for (const kept of ["PAGE \\* MERGEFORMAT", `DATE \\@ "yyyy-MM-dd"`, `HYPERLINK "https://exempel.se/a"`]) assert.ok(document.includes(kept), kept);
  assert.doesNotMatch(document, /INCLUDE|PICTURE|FILENAME|permStart/);
});

test("drawings inside a document keep what draws and nothing else", async () => {
  assert.match(told((await inspect(hidingText())).found), /inbäddade bilder: .*KANARIE/);
  const parts = await cleanedParts(hidingText());
  assert.match(parts.get("word/media/image1.svg")!, /<path d="M0 0h9"\/>/);
  const gif = parts.get("word/media/image2.gif")!;
  assert.match(gif, /^GIF89a/);
  assert.deepEqual([gif.length, gif.charCodeAt(gif.length - 1)], [19 + 10 + 5 + 1, 0x3b]);
  assert.match(await refused(hidingText({ "word/media/a.svg": `<svg xmlns:xlink="x"><image xlink:href="data:image/jpeg;base64,AA=="/></svg>` })), /andra filer/);
});

test("a metafile loses its description and its notes, and keeps what draws", async () => {
  const emf = hidingEmf();
  assert.match(told((await inspect(zip({ "[Content_Types].xml": "<Types/>", "word/media/image3.emf": emf }))).found), /image3\.emf/);
  const clean = (await cleanedParts(hidingText({ "word/media/image3.emf": emf }))).get("word/media/image3.emf")!;
  assert.doesNotMatch(clean.replaceAll("\0", ""), /KANARIE|NOTE/);
  assert.match(clean, /EMF\+\.{8}/);
  assert.equal(clean.length, emf.length);
  assert.match(await refused(hidingText({ "word/media/image3.wmf": utf8("KANARIE") })), /andra filer/);
});

test("a libreoffice text loses names in fields, in attributes and in parts nobody knows", async () => {
  const content = `<office:document-content><text:p>Jag hotades.<text:author-name>KANARIE Anna</text:author-name><text:author-initials>KANARIE</text:author-initials><x db:user-name="KANARIE Bo"/></text:p></office:document-content>`;
  const file = odt({ "content.xml": content, "Configurations2/a.xml": "<a>KANARIE</a>", "ObjectReplacements/Object 1": "KANARIE" });
  for (const name of [/KANARIE Anna/, /KANARIE Bo/]) assert.match(told((await inspect(file)).found), name);
  const parts = await cleanedParts(file);
  assert.match(parts.get("content.xml")!, /Jag hotades\./);
  assert.deepEqual([...parts.keys()].filter((path) => /Configurations|Replacements/.test(path)), []);
});

test("a pdf whose layers hide by a rule is refused", async () => {
  const layered = async (part: Record<string, unknown>): Promise<Bytes> => {
    const doc = await PDFDocument.load(await hidingPdf(), { updateMetadata: false });
    doc.context.register(doc.context.obj(part as never));
    return new Uint8Array(await doc.save());
  };
  for (const part of [{ Type: "OCG", Usage: { Print: { PrintState: "OFF" } } }, { Type: "OCMD", P: "AllOff" }, { Type: "OCMD", VE: [] }]) assert.match(await refused(await layered(part)), /dolda lager/);
});

test("a note in a sheet loses the name it begins with", async () => {
  const note = `<comments><authors><author>KANARIE Anna</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>KANARIE Anna:</t></r><r><t xml:space="preserve"> Stämmer det?</t></r></text></comment></commentList></comments>`;
  const parts = await cleanedParts(hidingSheet({ "xl/comments1.xml": note }));
  assert.match(parts.get("xl/comments1.xml")!, /authorId="0".*<t>Person:<\/t>/);
});

test("a name that is still hidden after cleaning refuses the document, in whatever letters it stands", async () => {
  const core = { "docProps/core.xml": "<cp:coreProperties><dc:creator>Anna Kanarie</dc:creator></cp:coreProperties>" };
  const wide = new Uint8Array(Buffer.from("xxAnna Kanariexx", "utf16le"));
  const hiding = [
    { "word/styles.xml": `<w:styles><w:style w:okand="Anna Kanarie"/></w:styles>` },
    { "word/styles.xml": `<w:styles><w:okand>Anna Kanarie</w:okand></w:styles>` },
    { "word/media/image3.bmp": concat(utf8("BM"), wide) },
    { "word/fonts/font1.odttf": utf8("xx Anna Kanarie") },
  ];
  for (const part of hiding) assert.match(await refused(hidingText({ ...core, ...part })), /gick inte att rensa helt/, Object.keys(part)[0]!);
  const at = latin1(wav()).indexOf("data");
  const grown = concat(wav().subarray(0, at), utf8("data"), Uint8Array.of(10, 0, 0, 0), utf8("SPAR Anna "));
  new DataView(grown.buffer).setUint32(4, grown.length - 8, true);
  assert.match(await refused(grown), /gick inte att rensa helt/);
});

test("a name in the words of a document stays, and is told", async () => {
  const letter = zip({
    "[Content_Types].xml": "<Types/>",
    "docProps/core.xml": "<cp:coreProperties><dc:creator>Anna Kanarie</dc:creator></cp:coreProperties>",
    "word/document.xml": "<w:document><w:p><w:r><w:t>Hälsningar Anna Kanarie</w:t></w:r></w:p></w:document>",
  });
  const { found } = await inspect(letter);
  assert.deepEqual(found.filter(({ what }) => what.sv === WHAT.named.sv).map(({ value, stays }) => [value, stays]), [["Anna Kanarie", true]]);
  assert.match(fromUtf8(unpack((await clean(letter, redraw)).bytes).get("word/document.xml")!), /Hälsningar Anna Kanarie/);
});

/** All of a PDF that can be read, unpacked. */
async function opened(bytes: Bytes): Promise<string> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false });
  const parts = context.enumerateIndirectObjects().map(([, object]) => {
    if (!(object instanceof PDFRawStream)) return String(object);
    const filters = String(object.dict.get(PDFName.of("Filter")));
    return String(object.dict) + latin1(filters === "/FlateDecode" ? decodePDFRawStream(object).decode() : object.contents);
  });
  return parts.join("\n");
}

test("a pdf loses layers, marks, comments and what its packed pictures tell, and draws the same", async () => {
  const bytes = await hidingPdf();
  const found = told((await inspect(bytes)).found);
  for (const line of [/KANARIE lager/, /KANARIE Anna/, /anm.*rkning/, /inbäddade bilder: .*59\.5/]) assert.match(found, line);
  const result = (await clean(bytes, redraw)).bytes;
  const all = await opened(result);
  assert.doesNotMatch(all, /KANARIE|4B414E41524945|SPAR|Exif|ActualText|BDC|EMC|OCG|Properties/);
  assert.match(all, /cm\n\/I0\nDo\n\(a % \\\) b\)\npop\nBI\n \/W 1 \/H 1 \/BPC 8 \/CS \/G ID \n% EI\nQ/);
  const pages = await PDFDocument.load(result);
  const resources = pages.getPage(0).node.Resources()!;
  const image = (resources.lookup(PDFName.of("XObject")) as PDFDict).lookup(PDFName.of("I0")) as PDFRawStream;
  assert.equal(String(image.dict.get(PDFName.of("Filter"))), "/DCTDecode");
  assert.deepEqual([...image.contents.subarray(0, 3)], [0xff, 0xd8, 0xff]);
  assert.ok(!(image.dict.get(PDFName.of("Filter")) instanceof PDFArray));
});

test("a pdf with pictures that cannot be cleaned is refused with a reason", async () => {
  for (const filters of [["JPXDecode"], ["FlateDecode", "JPXDecode"], ["FlateDecode", "CCITTFaxDecode"]]) {
    assert.match(await refused(await hidingPdf({ filters, bytes: utf8("jP KANARIE") })), /bilder i ett format/, filters.join());
  }
  assert.throws(() => drawnAlone(utf8("q BI /W 1 /F /DCT ID xx EI Q")), Refused);
});

test("a pdf where a name is still hidden after cleaning is refused, and one where it is drawn is not", async () => {
  const named = async (graphics: string): Promise<Bytes> => {
    const doc = await PDFDocument.create({ updateMetadata: false });
    const page = doc.addPage([50, 50]);
    page.drawText("Anna Kanarie");
    page.node.Resources()!.set(PDFName.of("ExtGState"), doc.context.obj({ GS0: { Type: "ExtGState", Okand: graphics } }));
    doc.setAuthor("Anna Kanarie");
    return new Uint8Array(await doc.save());
  };
  assert.match(await refused(await named("Anna Kanarie")), /gick inte att rensa helt/);
  assert.ok((await clean(await named("Annat"), redraw)).bytes.length > 0);
});

test("what stands in a string, a name or a picture is no comment and no mark", () => {
  const { bytes, said } = drawnAlone(utf8("(50% \\( (x)) Tj /P#25 gs [(a) -5 (b%)] TJ /T <</MCID 0>> BDC <48> ' EMC % slut"));
  assert.equal(latin1(bytes), "(50% \\( (x))\nTj\n/P#25\ngs\n[\n(a)\n-5\n(b%)\n]\nTJ\n<48>\n'\n");
  assert.deepEqual(said, ["slut"]);
});

test("a drawing of very many lines is read to its end", () => {
  const lines = "/T BMC 1 2 m[]0 d\n".repeat(300_000);
  assert.equal(drawnAlone(utf8(lines)).bytes.length, 300_000 * "1\n2\nm\n[\n]\n0\nd\n".length);
});

test("pdf and office files always tell that text which does not show can remain", async () => {
  for (const bytes of [await hidingPdf(), hidingText(), hidingSheet(), (await clean(hidingText(), redraw)).bytes]) {
    assert.equal((await inspect(bytes)).found.filter(({ what, stays }) => what.sv === WHAT.covered.sv && stays === true).length, 1);
  }
});

test("a recording loses where it was taken from, and nothing in it moves", async () => {
  assert.match(told((await inspect(hidingM4a())).found), /Sökväg.*KANARIE:Users:anna/);
  const { bytes } = await clean(hidingM4a(), redraw);
  assert.doesNotMatch(latin1(bytes), /KANARIE|anna|alis/);
  assert.equal(bytes.length, hidingM4a().length);
});
