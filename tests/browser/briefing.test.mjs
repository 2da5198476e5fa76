// From a plan that is followed up to a briefing that is fixed: an outcome, a new deadline, sealed words, a preview, and files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { filesOfZip, textOfPdf } from "./support/files.mjs";
import { Handler } from "./support/handler.mjs";
import { officerCalled } from "./support/officer.mjs";
import { startServer } from "./support/server.mjs";
import { downloaded } from "./support/slips.mjs";

const PLAN = "Socialnämndens handlingsplan mot välfärdsbrott och otillåten påverkan 2024–2025";
const TITLE = "Lägesbild hösten";
const POINT = "Att ge förvaltningen i uppdrag att fortsätta utbilda.";
const MATTER = "Kanarieorden om ärendet står bara här.";

let server;
before(async () => (server = await startServer("briefing")));
after(() => server.remove());

test("an officer follows a plan up and fixes a briefing that nobody can change", { timeout: 500_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const look = lookFor("briefing", { widths: [PHONE, DESK] });
  const { page } = await browserFor(t, { width: DESK });
  const chief = new Handler(page, server.url, officerCalled("sakerhetschef"), { look });
  const office = await browserFor(t, { width: PHONE });
  const deputy = new Handler(office.page, server.url, officerCalled("ersattare"), { look: lookFor("briefing-phone") });
  const card = page.locator("article.plan-measure").filter({ has: page.getByRole("heading", { name: /^2\.5 / }) });

  await chapter("the plan shows every deadline with what it was, and that the final report falls after the plan has ended", async () => {
    await chief.signsIn();
    await chief.turnsTo("Handlingsplan");
    await look(page, "plans");
    await chief.hand.press(page.getByRole("button", { name: PLAN }));
    await page.getByRole("heading", { level: 1, name: PLAN }).waitFor();
    await page.getByText("december 2024, ursprungligen oktober 2024").first().waitFor();
    await page.getByText("Slutrapportering av handlingsplanen infaller augusti 2025", { exact: false }).first().waitFor();
    await card.getByText("Försenad").waitFor();
    await look(page, "plan");
  });

  await chapter("an outcome that cannot be is refused where it stands, and the right one is noted", async () => {
    await chief.hand.press(card.getByText("Skriv in utfall").first());
    const note = card.locator("details.plan-note").first();
    await chief.hand.write(note.getByLabel("Antal klara"), "10");
    await chief.hand.write(note.getByLabel("Av totalt"), "9");
    await chief.hand.press(note.getByRole("button", { name: "Skriv in", exact: true }));
    await note.locator(".trouble").first().waitFor();
    assert.equal(await note.getByLabel("Av totalt").inputValue(), "9");
    await chief.hand.write(note.getByLabel("Antal klara"), "9");
    await chief.hand.press(note.getByRole("button", { name: "Skriv in", exact: true }));
    await chief.isTold("Utfallet är inskrivet.");
    await card.getByText("Genomförd").first().waitFor();
    await look(page, "noted");
  });

  await chapter("what is written for the nämnd lies sealed, and is there after a reload", async () => {
    await chief.turnsTo("Nämndrapport");
    await look(page, "briefings");
    await chief.hand.press(chief.button("Ny rapport"));
    await chief.heading("Ny nämndrapport").waitFor();
    await chief.hand.write(page.getByRole("textbox", { name: /^Rubrik/ }), TITLE);
    await chief.hand.press(chief.button("Lägg till en beslutspunkt"));
    await chief.hand.write(page.getByRole("group", { name: "Beslutspunkt 1" }).getByRole("textbox"), POINT);
    await chief.hand.write(page.getByRole("textbox", { name: /^Ärendet:/ }), MATTER);
    await page.getByText("Sparat, krypterat för gruppen.").waitFor();
    await look(page, "writing");
    assert.equal(await server.sql("SELECT count(*) FROM briefing_draft"), "1");
    assert.equal(await server.sql(`SELECT count(*) FROM briefing_draft WHERE position('Kanarieorden'::bytea IN frame) > 0`), "0");
    await page.reload();
    await chief.unlocks();
    await chief.turnsTo("Nämndrapport");
    await page.getByText(TITLE).first().waitFor();
    await look(page, "drafts");
  });

  await chapter("a colleague opens the same draft with a key of their own", async () => {
    await deputy.signsIn();
    await deputy.turnsTo("Nämndrapport");
    await office.page.getByText(TITLE).first().waitFor();
    await deputy.look(office.page, "drafts");
  });

  await chapter("the preview is a whole report, and nothing of it is kept", async () => {
    await chief.hand.press(page.getByRole("button", { name: TITLE }));
    await chief.heading("Utkast till nämndrapport").waitFor();
    await chief.hand.press(chief.button("Förhandsgranska"));
    const link = page.getByRole("link", { name: "Spara PDF" });
    await link.waitFor({ timeout: 120_000 });
    const { bytes } = await downloaded(page, () => link.click());
    const text = await textOfPdf(bytes);
    for (const words of [TITLE, POINT, MATTER, "Förslag till beslut", "Redovisning Nr 1"]) assert.ok(text.includes(words), words);
    assert.equal(await server.sql("SELECT count(*) FROM briefing"), "0");
  });

  await chapter("fixed, it has a number, a checksum and every file; the draft is gone", async () => {
    await chief.hand.press(chief.button("Fastställ rapporten"));
    await look(page, "fixing");
    await chief.hand.press(chief.button("Ja, fastställ"));
    await page.getByText("Rapporten kan inte längre ändras.", { exact: false }).waitFor({ timeout: 240_000 });
    await look(page, "fixed");
    const digest = await server.sql("SELECT encode(digest, 'hex') FROM briefing");
    await page.getByText(digest).first().waitFor();
    assert.equal(await server.sql("SELECT count(*) FROM briefing_draft"), "0");
    const word = await downloaded(page, () => page.getByRole("link", { name: /Word/ }).first().click());
    const body = filesOfZip(word.bytes)["word/document.xml"].toString("utf8");
    for (const words of [POINT, MATTER, "TJÄNSTESKRIVELSE"]) assert.ok(body.includes(words), words);
  });

  await chapter("the colleague finds it among the fixed ones", async () => {
    await deputy.refreshes();
    await office.page.getByText(`Nr 1: ${TITLE}`).first().waitFor();
    await deputy.look(office.page, "fixed");
  });

  await chapter("a visitor sees the same figures drawn, also without script", async (inner) => {
    const plain = await browserFor(inner, { width: PHONE, javaScriptEnabled: false });
    await plain.page.goto(`${server.url}/lagesbild`);
    assert.ok((await plain.page.locator("svg[role=img]").count()) > 0);
    const visitor = await browserFor(inner, { width: PHONE });
    await visitor.page.goto(`${server.url}/lagesbild`);
    await look(visitor.page, "lagesbild");
  });

  await chapter("the log has a line for each act and no word of what was written", async () => {
    const acts = await server.sql("SELECT string_agg(act, ' ' ORDER BY number) FROM audit_line WHERE act LIKE 'plan.%' OR act LIKE 'briefing.%'");
    assert.match(acts, /plan\.outcome.*briefing\.fix/);
    assert.ok(!readFileSync(server.log, "utf8").includes("Kanarieorden"));
  });
});
