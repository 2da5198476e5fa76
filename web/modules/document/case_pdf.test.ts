import assert from "node:assert/strict";
import { test } from "node:test";
import { type Masking, maskDocument, textsOf, wordsOf } from "../mask";
import { makeCasePdf, sizeText } from "./case_pdf";
import { inside, textOf } from "./pdf_read";
import { printable } from "./printable";
import { FONTS, SAMPLE } from "./sample";

const pdf = await makeCasePdf(SAMPLE, FONTS);
const { objects, streams } = inside(pdf);
const flat = (text: string): string => text.replace(/\s+/g, " ");
const plain = flat(textOf(pdf));

test("the_case_is_there_in_order", () => {
  const order = ["Påtryckning mot handläggare & hot <om> tillsyn", "KS 2026/123", "Brev", "070-123 45 67", "Svar", "Tack för brevet", "Anteckning", "Beslut om polisanmälan", "Anmäls", "Skyddsåtgärd", "Bilagor", "skärmbild 1.pdf (application/pdf, 48,2 kB)", "Loggens läge: rad 4711, hash 9f86d081"];
  let at = 0;
  for (const text of order) {
    const next = plain.indexOf(text, at);
    assert.ok(next >= at, text);
    at = next;
  }
  assert.match(plain, /Sida 1 av 4/);
  assert.match(plain, /Sida 4 av 4/);
});

test("the_secrecy_mark_stands_first_and_names_its_grounds", () => {
  assert.ok(plain.indexOf("Sekretess – kontrollera före utlämnande") < plain.indexOf("Diarienummer"));
  assert.match(plain, /OSL 39 kap\. 3 §: personliga förhållanden/);
});

test("swedish_and_other_letters_are_kept_and_what_has_no_glyph_is_marked", () => {
  assert.ok(plain.includes("ÅÄÖ åäö éü čđł Ж \ufffd"));
  assert.equal(printable("a\u0301 b\u0007\u200b\u202ec\te\r\nf\ue000", () => true), "á bc e\nf\ufffd");
});

test("a_paragraph_from_right_to_left_is_set_in_its_order", async () => {
  const parts = [{ ...SAMPLE.parts[1]!, paragraphs: ["שלום עולם"] }];
  const drawn = textOf(await makeCasePdf({ ...SAMPLE, parts }, FONTS));
  assert.ok(drawn.includes([..."שלום עולם"].reverse().join("")));
});

test("the_file_says_that_it_is_pdf_a_2a", () => {
  assert.ok(objects.startsWith("%PDF-1.7\n%"));
  const xmp = streams.find((stream) => stream.startsWith("<?xpacket"))!;
  assert.match(xmp, /<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A<\/pdfaid:conformance>/);
  assert.match(objects, /\/S \/GTS_PDFA1/);
  assert.ok(streams.some((stream) => stream.slice(36, 40) === "acsp"), "a colour profile");
  assert.match(objects, /\/ID \[<[0-9a-f]+> <[0-9a-f]+>\]/);
});

test("the_metadata_is_wellformed_whatever_the_title_holds", async () => {
  const odd = inside(await makeCasePdf({ ...SAMPLE, name: "A&B <c>\u0000", parts: [] }, FONTS));
  const xmp = odd.streams.find((stream) => stream.startsWith("<?xpacket"))!;
  assert.doesNotMatch(xmp, /&|<c>|\u0000/);
});

test("the_file_is_tagged_in_swedish_with_bookmarks", () => {
  assert.match(objects, /\/Marked true/);
  assert.match(objects, /\/Lang \(sv-SE\)/);
  assert.match(objects, /\/Type \/StructTreeRoot/);
  assert.match(objects, /\/DisplayDocTitle true/);
  assert.equal(objects.match(/\/Dest \[/g)!.length, 1 + SAMPLE.parts.length + 2);
});

test("all_that_is_drawn_is_content_or_decoration", () => {
  for (const page of streams.filter((stream) => / TJ/.test(stream))) {
    let depth = 0;
    for (const [word] of page.matchAll(/\b(?:BDC|BMC|EMC|TJ)\b|^[Sf]$/gm)) {
      if (word === "BDC" || word === "BMC") depth++;
      else if (word === "EMC") depth--;
      else assert.equal(depth, 1, word);
    }
    assert.equal(depth, 0);
  }
});

test("every_typeface_is_embedded_and_no_letter_is_without_a_glyph", () => {
  const faces = objects.match(/\/Type \/FontDescriptor/g)!.length;
  assert.equal(faces, 2);
  assert.equal(objects.match(/\/FontFile2 /g)!.length, faces);
  assert.equal(objects.match(/\/ToUnicode /g)!.length, faces);
  assert.equal(objects.match(/\/Subtype \/Type0/g)!.length, faces);
  assert.doesNotMatch(objects, /\/Subtype \/Type1/);
  for (const page of streams.filter((stream) => / TJ/.test(stream))) {
    for (const [, hex] of page.matchAll(/<([0-9a-f]+)>/g)) assert.ok(!hex!.match(/.{4}/g)!.includes("0000"));
  }
});

test("nothing_in_the_file_runs_asks_or_hides", () => {
  assert.doesNotMatch(objects, /\/(?:Encrypt|JavaScript|JS|OpenAction|AA|Launch|EmbeddedFile|LZWDecode|SMask)\b/);
});

test("the_same_case_gives_the_same_file", async () => {
  assert.deepEqual(await makeCasePdf(SAMPLE, FONTS), pdf);
});

const masking: Masking = new Map(
  textsOf(SAMPLE).flatMap(({ path, text }) =>
    wordsOf(text).flatMap(({ text, word }) =>
      word !== null && /Exempelsson|070-123|hot@|19811218|Säkerhetschefen|Bygglov|skärmbild|polisanmälan/.test(text) ? [[`${path}#${word}`, word % 2 ? "OSL 39 kap. 3 §" : "OSL 21 kap. 3 §"] as const] : [],
    ),
  ),
);

test("what_is_masked_is_nowhere_in_the_file", async () => {
  const masked = await makeCasePdf(maskDocument(SAMPLE, masking), FONTS);
  const { objects, streams } = inside(masked);
  const text = textOf(masked);
  const hidden = ["Exempelsson", "070-123", "45 67", "hot@exempel.se", "19811218", "9876", "Säkerhetschefen", "Bygglov", "skärmbild", "polisanmälan"];
  const bookmark = (word: string): string => Buffer.from(word, "utf16le").swap16().toString("latin1");
  assert.ok(inside(pdf).objects.includes(bookmark("polisanmälan")), "a bookmark of the whole document");
  for (const word of hidden) {
    assert.ok(plain.includes(word), `${word} is in the whole document`);
    assert.ok(!flat(text).includes(word), word);
    for (const form of [word, Buffer.from(word).toString("latin1"), bookmark(word)]) {
      assert.ok(!objects.includes(form) && !streams.some((stream) => stream.includes(form)), word);
    }
  }
  assert.match(flat(text), /Min kollega Testa ██████ fick/);
});

test("a_masked_copy_lists_its_grounds_and_how_to_appeal", async () => {
  const text = flat(textOf(await makeCasePdf(maskDocument(SAMPLE, masking), FONTS)));
  assert.match(text, /Uppgifter har utelämnats med stöd av: 1\. OSL \d+ kap\. 3 § 2\. OSL \d+ kap\. 3 §/);
  assert.match(text, /skriftligt beslut av myndigheten/);
  assert.match(text, /överklagas till kammarrätten.*skicka överklagandet till den nämnd i Norrby kommun.*tre veckor/);
  assert.ok(text.includes("Kopia för utlämnande"));
  assert.ok(!text.includes("Sekretess – kontrollera"));
});

test("sizes_are_said_as_people_say_them", () => {
  assert.deepEqual([812, 48_213, 2_500_000].map(sizeText), ["812\u00a0byte", "48,2\u00a0kB", "2,5\u00a0MB"]);
});
