// New evidence comes with a follow-up: what tells where a picture was taken and who wrote a document never reaches the officer.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { filesOfZip } from "./support/files.mjs";
import { Handler } from "./support/handler.mjs";
import { officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";
import { downloaded } from "./support/slips.mjs";
import { document, photograph } from "./support/telling.mjs";

const STORY = "Någon har klottrat på vår dörr igen.";
const MORE = "Här är bilden, och det jag skrev ner då.";
/** What gives somebody away: metadata of a picture, its place as it is written in it, and every telling word of the document. */
const TELLING = { Exif: "Exif", "the north": Buffer.from([0, 0, 0, 59, 0, 0, 0, 1]), "the east": Buffer.from([0, 0, 0, 18, 0, 0, 0, 1]), XMP: "ns.adobe.com/xap", SPÅR: "SPÅR", SPAR: "SPAR", "a date": "2026-03-04" };

let server;
before(async () => (server = await startServer("evidence")));
after(() => server.remove());

const found = (files) => Object.entries(files).flatMap(([path, bytes]) => Object.entries(TELLING).filter(([, what]) => bytes.includes(what)).map(([name]) => `${name} in ${path}`));

test("a picture and a document come with a follow-up and say nothing of who sent them", { timeout: 300_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const home = await browserFor(t, { width: PHONE });
  const look = lookFor("evidence-home", { widths: [PHONE, DESK] });
  const reporter = new Reporter(home.page, server.url);
  const office = await browserFor(t, { width: DESK });
  const officer = new Handler(office.page, server.url, officerCalled("sakerhetschef"), { look: lookFor("evidence-office", { widths: [PHONE, DESK] }) });
  const items = home.page.locator(".attached > li");
  let picture, letter;

  await chapter("a report comes in and is read", async () => {
    const words = await reporter.reports({ text: STORY });
    await server.passNight();
    await officer.signsIn();
    await officer.opensCase(STORY);
    await officer.returnsToDesk();
    await reporter.comesBack(words);
  });

  await chapter("the reporter attaches a picture and a document, and sees what would have gone with them", async () => {
    picture = await photograph(home.page);
    letter = await document(picture);
    assert.deepEqual(found({ picture }), ["Exif in picture", "the north in picture", "the east in picture"], "the picture tells");
    assert.ok(found(filesOfZip(letter)).length > 5, "the document tells");
    await home.page.locator("#more-attachments-files").setInputFiles([
      { name: "IMG_anna.jpg", mimeType: "image/jpeg", buffer: picture },
      { name: "annas anteckningar.docx", mimeType: "application/octet-stream", buffer: letter },
    ]);
    await items.nth(1).waitFor();
    assert.match(await items.first().innerText(), /Plats där bilden togs: 59\.50000, 18\.25000/);
    assert.match(await items.nth(1).innerText(), /Upphovsperson: SPÅR Anna & Bo/);
    await look(home.page, "attached");
    await reporter.writesMore(MORE);
    assert.equal(await server.sql("SELECT count(*) FROM intake_attachment"), "2");
    assert.equal(await items.count(), 0, "nothing is left on the page");
  });

  await chapter("the desk says that something new has come, and the case shows both files", async () => {
    await server.passNight();
    await officer.refreshes();
    await officer.rowOf(STORY).getByText("2 brev").waitFor();
    await officer.opensCase(STORY);
    const came = officer.event(MORE);
    await came.getByText("bild-1.jpg", { exact: true }).waitFor();
    assert.ok(!(await came.innerText()).includes("anna"), "the files are not called what they were");
    await officer.hand.press(came.getByRole("button", { name: "Visa", exact: true }).first());
    await office.page.waitForFunction(() => document.querySelector(".case-file-shown img")?.naturalHeight > 0);
    await officer.look(office.page, "picture");
  });

  await chapter("what is downloaded holds the picture and the words, and nothing of the place or the author", async () => {
    const save = async (name) => downloaded(office.page, () => officer.hand.press(office.page.getByRole("button", { name: new RegExp(`^Spara ${name}`) })));
    const saved = await save("bild-1");
    assert.match(saved.name, /^bild-1\.jpe?g$/);
    assert.equal(saved.bytes.subarray(0, 3).toString("hex"), "ffd8ff", "it is a picture");
    assert.deepEqual(found({ picture: saved.bytes }), []);
    const written = await save("dokument-1");
    assert.match(written.name, /\.docx$/);
    const files = filesOfZip(written.bytes);
    assert.ok(files["word/document.xml"].includes("Jag hotades."), "what was written is there");
    assert.deepEqual(found({ ...files, names: Buffer.from(Object.keys(files).join("\n")), whole: written.bytes }), []);
  });

  await chapter("beneath, both lie sealed in sizes that tell nothing", async () => {
    assert.equal(await server.sql("SELECT count(*) || ' ' || min(length(frame)) || ' ' || max(length(frame)) FROM attachment WHERE case_file IS NOT NULL"), "2 65536 65536");
    const dump = await server.dump();
    assert.ok(!dump.includes("bild-1") && !dump.includes("SPÅR"));
  });
});
