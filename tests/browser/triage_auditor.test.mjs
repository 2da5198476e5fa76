// The auditor: sees who did what and when, never what anybody wrote, and can tell that no line has been changed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { Handler } from "./support/handler.mjs";
import { Officer, officerCalled } from "./support/officer.mjs";
import { startServer } from "./support/server.mjs";
import { downloaded } from "./support/slips.mjs";

const NOTE = "Vi har talat med fastighetsvärden.";
const CASE = "Hot efter avslag";

let server;
before(async () => (server = await startServer("auditor")));
after(() => server.remove());

test("the auditor reads, narrows, checks and takes away the log, and sees nothing else", { timeout: 200_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const look = lookFor("auditor", { widths: [PHONE, DESK] });
  const { page } = await browserFor(t, { width: DESK });
  const auditor = new Officer(page, server.url, officerCalled("granskare"), { look });
  const lines = () => page.locator(".audit-lines tbody tr").allInnerTexts();
  let name;

  await chapter("an officer works on a case", async (inner) => {
    const office = await browserFor(inner, { width: DESK });
    const officer = new Handler(office.page, server.url, officerCalled("sakerhetschef"));
    await officer.signsIn();
    name = await officer.opensCase(CASE);
    await officer.notes(NOTE);
    await officer.signsOut();
  });

  await chapter("the auditor begins at the log, and there is nothing else in the menu", async () => {
    await auditor.arrives();
    await auditor.tries();
    await auditor.heading("Logg").waitFor();
    await look(page, "log");
    assert.deepEqual(await auditor.views(), ["Logg"]);
    assert.ok((await lines()).some((line) => line.includes("Säkerhetschefen") && line.includes(name)));
    const said = await page.content();
    assert.ok(!said.includes(NOTE) && !said.includes(CASE), "what was written is not there");
  });

  await chapter("what belongs to others is refused", async () => {
    const cases = await server.sql("SELECT id FROM case_file LIMIT 1");
    const channel = await server.sql("SELECT channel FROM case_file LIMIT 1");
    const answers = await page.evaluate(
      (addresses) => Promise.all(addresses.map(async (address) => (await fetch(address)).status)),
      [`/api/staff/cases/${cases}`, `/api/staff/channels/${channel}/desk`, `/api/staff/channels/${channel}/texts`, `/api/staff/channels/${channel}/retention`, "/api/staff/urns", "/api/staff/releases"],
    );
    assert.deepEqual(answers, [404, 404, 404, 404, 404, 404]);
  });

  await chapter("a press on a case shows only its lines; days that are the wrong way round are pointed out", async () => {
    const all = (await lines()).length;
    await auditor.hand.press(page.locator(".audit-object").filter({ hasText: name }).first());
    await page.waitForFunction((before) => document.querySelectorAll(".audit-lines tbody tr").length < before, all);
    assert.ok((await lines()).every((line) => line.includes(name)));
    await look(page, "narrowed");
    await auditor.hand.write(page.getByLabel("Från och med"), "2026-11-02");
    await auditor.hand.write(page.getByLabel("Till och med"), "2026-11-01");
    await auditor.hand.press(auditor.button("Visa"));
    await page.getByText("Den första dagen är efter den sista.").waitFor();
    await auditor.hand.write(page.getByLabel("Från och med"), "2020-01-01");
    await auditor.hand.write(page.getByLabel("Till och med"), "2020-01-02");
    await auditor.hand.press(auditor.button("Visa"));
    await page.getByText("Inga rader stämmer med urvalet.").waitFor();
    await look(page, "no-lines");
  });

  await chapter("by who: only the lines of that person, and the file holds the same", async () => {
    await auditor.turnsTo("Logg");
    await page.waitForFunction(() => document.querySelectorAll(".audit-lines tbody tr").length > 0);
    await auditor.hand.press(page.getByText("Välj ut rader"));
    await auditor.hand.choose(page.getByLabel("Vem", { exact: true }), "Granskaren");
    await auditor.hand.press(auditor.button("Visa"));
    await page.waitForFunction(() => [...document.querySelectorAll(".audit-lines tbody tr")].every((row) => row.innerText.includes("Granskaren")));
    const { name: file, bytes } = await downloaded(page, () => auditor.hand.press(page.getByRole("link", { name: "Hämta som CSV" })));
    assert.match(file, /\.csv$/);
    const [names, ...kept] = bytes.toString("utf8").trim().split("\n");
    assert.equal(names, "rad;tid;vem;namn;handling;objekt;kontrollsumma");
    assert.match(kept.pop(), /;loggens läge;/);
    assert.ok(kept.length > 1 && kept.every((line) => line.split(";")[3] === "Granskaren"), "only theirs");
    assert.ok(!bytes.toString("utf8").includes(NOTE));
  });

  await chapter("the chain is whole; a line that was changed beneath is found", async () => {
    await auditor.hand.press(auditor.button("Kontrollera kedjan"));
    await page.getByText("Loggen är hel.").waitFor();
    await look(page, "whole");
    await server.sql("UPDATE audit_line SET object = 'annat' WHERE number = 3");
    await auditor.hand.press(auditor.button("Kontrollera kedjan"));
    await page.getByText("Loggen är ändrad.").waitFor();
    await look(page, "changed");
  });
});
