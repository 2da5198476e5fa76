// Somebody asks for the documents of a case: it is found by a word, what is secret is masked with its ground, and what was masked
// is nowhere in what is handed over. Then the whole case goes to the register and to the archive.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { hits } from "./support/canaries.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { bytesOfPdf, filesOfZip, textOfPdf } from "./support/files.mjs";
import { Handler } from "./support/handler.mjs";
import { officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";
import { downloaded } from "./support/slips.mjs";

const STORY = "Han heter Kvastrup och väntade vid porten. Han ringde från 070-174 06 05 och sa att Kvastrup aldrig glömmer.";
const SHIELD = "Passersystemet fick nya koder på plan Zafirgatan.";
const WHY = "Namn och nummer röjer en enskild.";
const REGISTRATION = "KS 2026/218";
const GROUND = "OSL 39 kap. 3 §";

let server;
before(async () => (server = await startServer("disclosure")));
after(() => server.remove());

test("a case is found, masked, looked at, printed and decided on, and goes whole to register and archive", { timeout: 300_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const look = lookFor("disclosure", { widths: [PHONE, DESK] });
  const { page } = await browserFor(t, { width: DESK });
  const officer = new Handler(page, server.url, officerCalled("sakerhetschef"), { look });
  const region = (name) => page.getByRole("region", { name, exact: true });
  let name;

  await chapter("a case holds a name, a number and a protective measure", async () => {
    const home = await browserFor(t, { width: PHONE });
    await new Reporter(home.page, server.url).reports({ text: STORY });
    await server.passNight();
    await officer.signsIn();
    await officer.opensCase("Han heter Kvastrup");
    await officer.opensForm("Skyddsåtgärd");
    await officer.hand.write(officer.form.getByLabel("Skyddsåtgärd", { exact: true }), SHIELD);
    await officer.saves("Spara skyddsåtgärden", "Skyddsåtgärden är sparad.");
    await officer.notes("Kvastrup är känd hos oss.");
    await officer.returnsToDesk();
  });

  await chapter("it is found by words that stand in a note and in the letter, and only it", async () => {
    await officer.hand.write(page.getByLabel("Sök i ärendena"), "kvastrup känd");
    await page.getByText("1 träff", { exact: true }).waitFor();
    await page.locator(".case-hit mark").first().waitFor();
    await look(page, "found");
    name = await officer.opensCase("Kvastrup");
  });

  await chapter("it can be handed out without anybody being asked who wants it", async () => {
    await officer.hand.press(officer.button("Utlämnande och maskning"));
    await officer.heading("Utlämnande").waitFor();
    const fields = await page.locator("#view :is(input, textarea, select)").evaluateAll((all) => all.map(({ labels }) => labels[0]?.innerText.trim() ?? ""));
    assert.ok(fields.length > 3 && !fields.some((label) => /begär|sökande|vem|namn|ändamål/i.test(label)), fields.join(", "));
    await look(page, "disclosure");
  });

  await chapter("the protective measure is masked from the start; the name and the number are masked wherever they stand", async () => {
    const mask = region("Maska");
    const masked = mask.locator('.mask-word[aria-pressed="true"]');
    assert.ok((await masked.allInnerTexts()).includes("Zafirgatan"));
    await officer.hand.choose(mask.getByLabel("Grund för det du maskar nu"), GROUND);
    await officer.hand.press(mask.locator(".mask-word").filter({ hasText: /^070/ }));
    await officer.hand.press(mask.locator(".mask-word").filter({ hasText: /^Kvastrup$/ }).first());
    await officer.hand.press(mask.getByRole("button", { name: /^Maska samma ord på 2 ställen till$/ }));
    assert.equal((await masked.allInnerTexts()).filter((text) => text === "Kvastrup").length, 3);
    await look(page, "masked");
    await officer.hand.press(mask.getByRole("button", { name: "Visa som den lämnas ut" }));
    const shown = await mask.locator(".mask-preview").innerText();
    assert.ok(shown.includes("Han heter ██████ och väntade vid porten."));
    assert.ok(!/Kvastrup|070-174|Zafirgatan/.test(shown));
    await look(page, "preview");
  });

  await chapter("what was masked is nowhere in the file", async () => {
    await officer.hand.write(region("Skriv ut").getByLabel("Diarienummer"), REGISTRATION);
    const { name: file, bytes } = await downloaded(page, () => officer.hand.press(officer.button("Hämta maskad PDF")));
    assert.match(file, /^utlamnande-[0-9A-F]{6}\.pdf$/);
    const text = await textOfPdf(bytes);
    for (const part of [name, REGISTRATION, GROUND, "Han heter ██████ och väntade"]) assert.ok(text.replaceAll(/\s+/g, " ").includes(part), part);
    assert.ok(!/Kvastrup|070-174|Zafirgatan|koder/.test(text));
    const needles = { name: "Kvastrup", number: "070-174", shield: "Zafirgatan" };
    assert.deepEqual(hits(needles, bytesOfPdf(bytes)), []);
    assert.notDeepEqual(hits({ control: "FontDescriptor" }, bytesOfPdf(bytes)), [], "the search reaches into the file");
  });

  await chapter("the decision is noted without who asked, and stands in the case and in the log", async () => {
    const noted = region("Notera beslutet");
    await officer.hand.press(noted.getByRole("button", { name: "Spara beslutet" }));
    await noted.getByText("Välj ett beslut.").waitFor();
    await officer.hand.tick(noted.getByLabel("Lämnas ut med maskade uppgifter"));
    await officer.hand.write(noted.getByLabel("Motivering", { exact: true }), WHY);
    await officer.hand.press(noted.getByRole("button", { name: "Spara beslutet" }));
    await officer.caseIsShown();
    const said = await officer.event(WHY).innerText();
    for (const part of ["Utlämnande", "Lämnas ut med maskade uppgifter", GROUND]) assert.ok(said.includes(part), part);
    await look(page, "decided");
    const acts = await server.sql(`SELECT act FROM audit_line WHERE upper(left(object, 6)) = '${name.slice(-6)}'`);
    for (const act of ["case.disclose", "case.export"]) assert.ok(acts.split("\n").includes(act), act);
  });

  await chapter("the whole case goes to the register as a document with its facts", async () => {
    await officer.hand.press(page.locator("summary").filter({ hasText: "Exportera" }));
    assert.equal(await page.getByLabel("Diarienummer").inputValue(), REGISTRATION, "it is typed once");
    const { bytes } = await downloaded(page, () => officer.hand.press(officer.button("Hämta som PDF")));
    const text = (await textOfPdf(bytes)).replaceAll(/\s+/g, " ");
    for (const part of [name, REGISTRATION, "Kvastrup", "Zafirgatan", WHY]) assert.ok(text.includes(part), part);
    const files = [];
    page.on("download", (download) => files.push(download));
    await officer.hand.press(officer.button("Hämta uppgifter till diariet"));
    await page.waitForEvent("download", { predicate: () => files.length === 2 }).catch(() => null);
    assert.deepEqual(files.map((file) => file.suggestedFilename().split(".").at(-1)).sort(), ["csv", "xml"]);
    await look(page, "export");
  });

  await chapter("the package for the archive opens and holds the document", async () => {
    await officer.hand.write(page.getByLabel("Kommunens organisationsnummer"), "212000-0000");
    const { name: file, bytes } = await downloaded(page, () => officer.hand.press(officer.button("Hämta paket till e-arkivet")));
    assert.match(file, /^arende-[0-9A-F]{6}\.zip$/);
    const files = filesOfZip(bytes);
    assert.ok(Object.keys(files).some((path) => path.endsWith("METS.xml")), Object.keys(files).join(", "));
    const [pdf] = Object.entries(files).filter(([path]) => path.endsWith(".pdf")).map(([, content]) => content);
    assert.ok((await textOfPdf(pdf)).includes("Kvastrup"));
  });
});
