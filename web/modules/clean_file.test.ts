import assert from "node:assert/strict";
import { test } from "node:test";
import { PDFDocument, PDFName, PDFString } from "@cantoo/pdf-lib";
import { type Finding, Refused, WHAT } from "./clean/found";
import { checksum } from "./clean/ogg";
import { pack, unpack } from "./clean/zip";
import { type Bytes, concat, fromUtf8, utf8 } from "./bytes";
import { type Redraw, clean, inspect } from "./clean_file";
import { latin1 } from "./clean_kind";
import { docx, m4a, mp3, odt, ogg, plainJpeg, tellingJpeg, tellingPng, wav, zip } from "./fixtures/telling_files";

const TELLING = /SP[AÅ]R|SPÃ\u0085R|2026-03-04/;
/** The browser draws; here the picture is handed back as a browser's encoder could leave it. */
const redraw: Redraw = async (picture) => new Uint8Array(picture);
const told = (found: readonly Finding[]): string => found.map(({ what, value }) => `${what.sv}: ${value}`).join("\n");
const refusal = async (work: Promise<unknown>): Promise<Refused> => {
  const error = await work.then(() => null, (reason: unknown) => reason);
  assert.ok(error instanceof Refused, "it should have been refused");
  return error;
};

async function cleaned(bytes: Uint8Array): Promise<Bytes> {
  const { bytes: result } = await clean(bytes, redraw);
  assert.deepEqual((await inspect(result)).found.filter(({ stays }) => stays !== true), []);
  return result;
}

test("a picture with gps loses it", async () => {
  const { type, found } = await inspect(tellingJpeg());
  assert.equal(type, "image/jpeg");
  assert.match(told(found), /Plats där bilden togs: 59\.50000, 18\.25000/);
  for (const line of [/Kamera eller telefon: SPAR Kamera/, /Upphovsperson: SPAR Anna/, /Datum: 2026-03-04/, /Inbäddad kommentar: SPAR/, /XMP/, /efter filens slut/]) assert.match(told(found), line);
  assert.doesNotMatch(latin1(await cleaned(tellingJpeg())), /SPAR|Exif/);
});

test("a plain picture tells nothing, and one the browser cannot read is refused but may be sent whole", async () => {
  assert.deepEqual((await inspect(plainJpeg())).found, []);
  const error = await refusal(clean(plainJpeg(), () => Promise.reject(new Error("cannot decode"))));
  assert.equal(error.whole, true);
  assert.match(error.why.sv, /skärmbild/);
});

test("a png loses its text, time and place", async () => {
  const { found } = await inspect(tellingPng());
  assert.match(told(found), /Plats där bilden togs: 59/);
  assert.match(told(found), /Inbäddad kommentar: Author: SPAR Anna/);
  const result = await cleaned(tellingPng());
  assert.doesNotMatch(latin1(result), /SPAR|eXIf|tIME/);
  assert.match(latin1(result), /IHDR.*IDAT.*IEND/s);
});

test("a word document loses names, dates, paths and the particulars of its pictures, and keeps what it says", async () => {
  const { type, found } = await inspect(docx());
  assert.match(type, /wordprocessingml/);
  for (const line of [/Upphovsperson: SPÅR Anna & Bo/, /Senast ändrad av: SPÅR Cecilia/, /Organisation: SPÅR kommun/, /Vem som skrivit.*SPÅR Bo/, /2026-03-04/, /Sökväg.*SPÅR/, /inbäddade bilder: .*59\.5/]) assert.match(told(found), line);
  assert.deepEqual(found.filter(({ stays }) => stays).map(({ what }) => what.sv), ["Struken text och andra spårade ändringar", "Kommentarer", WHAT.covered.sv]);
  const files = unpack(await cleaned(docx()));
  for (const [path, content] of files) assert.doesNotMatch(latin1(content), TELLING, path);
  assert.deepEqual([...files.keys()].filter((path) => /docProps|people/.test(path)), []);
  const [document, types, rels] = ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"].map((path) => fromUtf8(files.get(path)!));
  for (const words of ["Jag hotades.", "Tillägg", "Struket"]) assert.ok(document!.includes(words));
  assert.doesNotMatch(types!, /docProps|people/);
  assert.match(rels!, /comments\.xml.*exempel\.se\/a\?b&amp;c.*about:blank/);
  assert.doesNotMatch(rels!, /people/);
  assert.doesNotMatch(fromUtf8(files.get("word/settings.xml")!), /rsid|docId|attachedTemplate/);
  assert.match(fromUtf8(files.get("word/settings.xml")!), /w:zoom w:percent="100"/);
});

test("the archive of a cleaned document carries no times", async () => {
  const times = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(10, true);
  assert.notEqual(times(docx()), times(await cleaned(docx())));
  assert.equal(times(await cleaned(docx())), times(pack(new Map([["a", utf8("a")]]))));
});

test("a workbook and a presentation lose the names of those who commented", async () => {
  const sheet = zip({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook><x15ac:absPath url="C:\\Users\\SPÅR\\"/><sheets><sheet name="A" state="veryHidden"/></sheets></workbook>`,
    "xl/comments1.xml": `<comments><authors><author>SPÅR Anna</author></authors><commentList><comment ref="A1"/></commentList></comments>`,
    "xl/persons/person.xml": `<personList><person displayName="SPÅR Anna" userId="S::SPÅR"/></personList>`,
    "xl/worksheets/sheet1.xml": `<worksheet><pageSetup orientation="portrait" r:id="rId1"/></worksheet>`,
    "xl/worksheets/_rels/sheet1.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/printerSettings" Target="../printerSettings/printerSettings1.bin"/></Relationships>`,
    "xl/printerSettings/printerSettings1.bin": utf8("SPÅR skrivare"),
  });
  assert.match(told((await inspect(sheet)).found), /Dolda delar(.|\n)*SPÅR Anna, S::SPÅR$/m);
  const files = unpack(await cleaned(sheet));
  for (const [path, content] of files) assert.doesNotMatch(latin1(content), TELLING, path);
  assert.doesNotMatch(fromUtf8(files.get("xl/worksheets/sheet1.xml")!), /r:id/);
  assert.doesNotMatch(fromUtf8(files.get("xl/worksheets/_rels/sheet1.xml.rels")!), /printer/);
  const slides = zip({
    "[Content_Types].xml": "<Types/>",
    "ppt/commentAuthors.xml": `<p:cmAuthorLst><p:cmAuthor id="0" name="SPÅR Anna" initials="SA"/></p:cmAuthorLst>`,
    "ppt/comments/comment1.xml": `<p:cmLst><p:cm authorId="0" dt="2026-03-04T05:06:07" idx="1"><p:text>Hej</p:text></p:cm></p:cmLst>`,
  });
  for (const [path, content] of unpack(await cleaned(slides))) assert.doesNotMatch(latin1(content), TELLING, path);
});

test("a libreoffice text loses its author, its printer and its thumbnail", async () => {
  const { type, found } = await inspect(odt());
  assert.equal(type, "application/vnd.oasis.opendocument.text");
  for (const line of [/Upphovsperson: SPÅR Anna/, /Vem som skrivit.*SPÅR Bo/, /Skrivare/, /Miniatyrbild/]) assert.match(told(found), line);
  const result = await cleaned(odt());
  const files = unpack(result);
  for (const [path, content] of files) assert.doesNotMatch(latin1(content), TELLING, path);
  assert.equal(latin1(result.subarray(30, 38)), "mimetype");
  assert.doesNotMatch(fromUtf8(files.get("META-INF/manifest.xml")!), /meta\.xml|Thumbnails/);
  assert.ok(fromUtf8(files.get("content.xml")!).includes("Jag hotades."));
});

test("documents that run, hide or are signed are refused", async () => {
  for (const [part, reason] of [["word/vbaProject.bin", /makron/], ["word/embeddings/oleObject1.bin", /andra filer/], ["_xmlsignatures/sig1.xml", /signerad/], ["word/media/film.mp4", /andra filer/]] as const) {
    assert.match((await refusal(clean(docx({ [part]: "x" }), redraw))).why.sv, reason, part);
  }
  assert.match((await refusal(clean(odt({ "Basic/script.xml": "x" }), redraw))).why.sv, /makron/);
  const locked = odt({ "META-INF/manifest.xml": "<manifest:encryption-data/>" });
  assert.match((await refusal(clean(locked, redraw))).why.sv, /lösenord/);
  assert.match((await refusal(inspect(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)))).why.sv, /äldre/);
});

async function pdf(change: (doc: PDFDocument) => void = () => {}): Promise<Bytes> {
  const doc = await PDFDocument.create();
  const page = doc.addPage([200, 200]);
  page.drawText("Jag hotades.", { x: 20, y: 100, size: 12 });
  doc.setAuthor("SPAR Anna");
  doc.setTitle("SPAR titel");
  doc.addJavaScript("spar", "app.alert('SPAR')");
  const xmp = doc.context.stream("<x:xmpmeta>SPAR</x:xmpmeta>", { Type: "Metadata", Subtype: "XML" });
  doc.catalog.set(PDFName.of("Metadata"), doc.context.register(xmp));
  const note = { Type: "Annot", Subtype: "Text", Rect: [10, 10, 20, 20], T: PDFString.of("SPAR Bo"), M: PDFString.of("D:20260304"), Contents: PDFString.of("Anteckning") };
  const link = { Type: "Annot", Subtype: "Link", Rect: [10, 10, 20, 20], A: { S: "URI", URI: PDFString.of("file:///C:/SPAR") } };
  page.node.set(PDFName.of("Annots"), doc.context.obj([doc.context.register(doc.context.obj(note)), doc.context.register(doc.context.obj(link))]));
  await doc.attach(utf8("SPAR bilaga"), "SPAR.txt", { mimeType: "text/plain" });
  change(doc);
  return new Uint8Array(await doc.save({ useObjectStreams: false }));
}

const reopened = async (bytes: Bytes): Promise<string> => latin1(new Uint8Array(await (await PDFDocument.load(bytes, { updateMetadata: false })).save({ useObjectStreams: false })));

test("a pdf loses its author, history, files, scripts and links, and keeps its page and its notes", async () => {
  const whole = await pdf();
  const lastEnd = latin1(whole).match(/startxref\s+(\d+)/)![1]!;
  const size = latin1(whole).match(/\/Size (\d+)/)![1]!;
  const root = latin1(whole).match(/\/Root (\d+ \d+ R)/)![1]!;
  const info = latin1(whole).match(/\/Info (\d+ \d+ R)/)![1]!;
  const changed = concat(whole, utf8(`\nxref\n0 0\ntrailer\n<< /Size ${size} /Root ${root} /Info ${info} /Prev ${lastEnd} >>\nstartxref\n${whole.length + 1}\n%%EOF\n`));
  const found = told((await inspect(changed)).found);
  for (const line of [/Upphovsperson: SPAR Anna/, /Titel.*SPAR titel/, /XMP/, /Programkod/, /Filer inuti filen: SPAR.txt/, /Vem som skrivit.*SPAR Bo/, /Tidigare versioner i filen: 1/, /Sökväg.*SPAR/]) assert.match(found, line);
  const result = await reopened(await cleaned(changed));
  assert.doesNotMatch(result, /SPAR|53504152|00530050|JavaScript|EmbeddedFile|Metadata|\/Info|pdf-lib/);
  assert.match(result, /Anteckning/);
  assert.match(result, /\/Helvetica/);
  assert.equal((await PDFDocument.load(await cleaned(changed))).getPageCount(), 1);
});

test("pictures inside a pdf lose their particulars", async () => {
  const doc = await PDFDocument.create();
  doc.addPage([50, 50]).drawImage(await doc.embedJpg(tellingJpeg()));
  const bytes = new Uint8Array(await doc.save());
  assert.match(told((await inspect(bytes)).found), /inbäddade bilder: .*59\.5/);
  assert.doesNotMatch(latin1(await cleaned(bytes)), /SPAR/);
});

test("a pdf that is signed, locked, layered or broken is refused", async () => {
  const signed = await pdf((doc) => void doc.context.register(doc.context.obj({ Type: "Sig", ByteRange: [0, 1, 2, 3] })));
  assert.match((await refusal(clean(signed, redraw))).why.sv, /signerad/);
  const layered = await pdf((doc) => doc.catalog.set(PDFName.of("OCProperties"), doc.context.obj({ OCGs: [], D: { OFF: [doc.context.register(doc.context.obj({ Type: "OCG" }))] } })));
  assert.match((await refusal(clean(layered, redraw))).why.sv, /lager/);
  const form = await pdf((doc) => doc.catalog.set(PDFName.of("AcroForm"), doc.context.obj({ Fields: [], NeedAppearances: true })));
  assert.match((await refusal(clean(form, redraw))).why.sv, /formulär/);
  const locked = await pdf((doc) => (doc.context.trailerInfo.Encrypt = doc.context.register(doc.context.obj({ Filter: "Standard", V: 1 }))));
  assert.match((await refusal(clean(locked, redraw))).why.sv, /lösenord/);
  assert.match((await refusal(clean(utf8("%PDF-1.7\nnonsense"), redraw))).why.sv, /skadad/);
});

test("sound loses its tags and keeps its sound", async () => {
  assert.match(told((await inspect(mp3())).found), /Upphovsperson: SPAR Anna/);
  assert.equal((await cleaned(mp3())).length, 2 * 417);
  assert.match(told((await inspect(wav())).found), /Upphovsperson: SPAR Anna/);
  const sound = await cleaned(wav());
  assert.deepEqual([...sound.slice(-4)], [128, 128, 128, 0]);
  assert.equal(new DataView(sound.buffer).getUint32(4, true), sound.length - 8);
  for (const [bytes, line] of [[m4a(), /\+59\.5000\+018\.2500/], [m4a(), /SPAR Recorder/], [m4a(), /Datum: 20/]] as const) assert.match(told((await inspect(bytes)).found), line);
  const box = await cleaned(m4a());
  assert.equal(box.length, m4a().length);
  assert.deepEqual([...box.slice(-3)], [1, 2, 3]);
  for (const bytes of [sound, box]) assert.doesNotMatch(latin1(bytes), /SPAR|59\.5/);
});

function pagesAreWhole(bytes: Bytes): boolean[] {
  const starts = [...latin1(bytes).matchAll(/OggS/g)].map(({ index }) => index);
  return starts.map((start, i) => {
    const page = bytes.slice(start, starts[i + 1]);
    const view = new DataView(page.buffer);
    const said = view.getUint32(22, true);
    view.setUint32(22, 0);
    return view.getUint32(18, true) === i && said === checksum(page);
  });
}

test("the checksum of a page is ogg's", () => {
  assert.equal(checksum(utf8("123456789")), 0x89a1_897f);
});

test("an ogg loses its comments however long they are, and its pages stay whole", async () => {
  for (const bytes of [ogg(), ogg([`COMMENT=SPAR ${"x".repeat(20_000)}`]), ogg([])]) {
    const result = await cleaned(bytes);
    assert.doesNotMatch(latin1(result), /SPAR|Sala/);
    assert.deepEqual([...result.slice(-3)], [9, 9, 9]);
    assert.deepEqual(pagesAreWhole(result), [true, true, true]);
  }
  assert.match(told((await inspect(ogg())).found), /Upphovsperson: SPAR Anna/);
});

test("text loses a byte order mark and nothing else", async () => {
  assert.deepEqual(await cleaned(utf8("\ufeffHej\r\nå")), utf8("Hej\r\nå"));
});

test("what is no known kind is refused in words, whatever it is called", async () => {
  const unknown = [Uint8Array.of(0, 1, 2, 3), utf8("MZ\u0000\u0001"), zip({ "a.txt": "a" }), Uint8Array.of(0xe5, 0x20, 0xff)];
  for (const bytes of unknown) assert.match((await refusal(inspect(bytes))).why.sv, /vad det här är för sorts fil/);
  assert.match((await refusal(inspect(new Uint8Array(0)))).why.sv, /tom/);
  assert.match((await refusal(inspect(m4a("vide")))).why.sv, /Film/);
  assert.match((await refusal(inspect(m4a("text")))).why.sv, /rensa/);
  for (const text of ["{\\rtf1 hej}", "Received: from a\r\nFrom: b\r\n\r\nHej", "<html>"]) assert.match((await refusal(inspect(utf8(text)))).why.sv, /formaterad/);
});

test("a file that still tells something after cleaning is never let through", async () => {
  const hiding = await pdf((doc) => {
    const enclosed = doc.context.register(doc.context.stream("SPAR", { Type: "EmbeddedFile" }));
    doc.getPage(0).node.Resources()!.set(PDFName.of("ExtGState"), doc.context.obj({ GS0: enclosed }));
  });
  assert.match((await refusal(clean(hiding, redraw))).why.sv, /gick inte att rensa helt/);
});

test("what an encoder leaves behind is taken out too, and so is a box nobody knows", async () => {
  const careless: Redraw = async () => tellingJpeg();
  assert.doesNotMatch(latin1((await clean(plainJpeg(), careless)).bytes), /SPAR/);
  const loose = m4a();
  loose.set(utf8("sPAR"), latin1(loose).indexOf("udta"));
  assert.match(told((await inspect(loose)).found), /sPAR/);
  assert.doesNotMatch(latin1(await cleaned(loose)), /sPAR|SPAR/);
});
