// A threat with serious danger, to be read today: from the mail of the same day, over every decision that the law asks for, to a closed case.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { Handler } from "./support/handler.mjs";
import { officerCalled } from "./support/officer.mjs";
import { Reporter, THREAT_BY_PHONE } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";
import { until } from "./support/until.mjs";

const STORY = "Han stod utanför med en kniv och sa att han kommer tillbaka.";
const DONE = "Kommunen har polisanmält. Larmet sitter uppe sedan i går.";

let server;
before(async () => (server = await startServer("threat")));
after(() => server.remove());

test("a threat with serious danger is mailed, assessed, decided, answered and closed", { timeout: 300_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const look = lookFor("threat", { widths: [PHONE, DESK] });
  const home = await browserFor(t, { width: PHONE });
  const reporter = new Reporter(home.page, server.url);
  const { page } = await browserFor(t, { width: DESK });
  const officer = new Handler(page, server.url, officerCalled("sakerhetschef"), { look });
  const row = officer.rowOf(STORY);
  let words, name;

  await chapter("the reporter says that it is dangerous and should be read today, and a mail goes out at once", async () => {
    const before = (await server.mails()).length;
    words = await reporter.reports({ text: STORY, atOnce: true, answers: { ...THREAT_BY_PHONE, "Innebar det allvarlig fara för liv eller hälsa?": ["Ja"] } });
    const mails = await until("the at-once mail arrives", async () => {
      const all = await server.mails();
      return all.length > before ? all : null;
    });
    assert.ok(!mails[0].message.includes("kniv"), "the mail says nothing of what happened");
  });

  await chapter("the case stands first on the desk, to be read today", async () => {
    // The other cases have been read and answered in time.
    await server.sql("UPDATE case_file SET looked = opened, acknowledged = opened, feedback = opened");
    await server.passNight();
    await officer.signsIn();
    const first = await page.locator("li.case-row").first().innerText();
    assert.ok(first.includes(STORY), "it stands first");
    assert.match(first, /Läs i dag/);
    assert.match(first, /Läs senast i dag/);
    assert.match(first, /Saknas: .*bedömning.* och ett beslut om anmälan till Arbetsmiljöverket/);
  });

  await chapter("opened, it says what is left to do, and cannot be closed", async () => {
    name = await officer.opensCase(STORY);
    await page.getByText("Rapportören uppger allvarlig fara för liv eller hälsa.").waitFor();
    assert.deepEqual((await officer.leftToDo()).slice(0, 2), ["Gör en bedömning", "Besluta om Arbetsmiljöverket"]);
    assert.equal(await officer.button("Avsluta ärendet").count(), 0);
    await page.getByText("Innan ärendet kan avslutas behövs:").waitFor();
    await page.getByText(/^Återkoppla senast /).waitFor();
  });

  await chapter("the officer takes it, names it and assesses it; the reporter's danger is already chosen", async () => {
    await officer.hand.press(officer.button("Jag handlägger"));
    await page.getByText("Du handlägger ärendet.").waitFor();
    await officer.opensForm("Bedömning");
    await officer.hand.press(officer.form.getByRole("button", { name: "Spara bedömningen" }));
    await page.getByText("Välj hur allvarligt det är.").waitFor();
    assert.ok(await officer.form.getByRole("group", { name: "Har det varit allvarlig fara för liv eller hälsa?" }).getByLabel("Ja").isChecked());
    await officer.assesses({ severity: "3 – Akut", crime: "Ja", danger: "Ja", text: "Kniv, och han vet var vi sitter." });
    await officer.setsStatus("Bedömd");
    assert.deepEqual((await officer.leftToDo()).slice(0, 2), ["Besluta om polisanmälan", "Besluta om Arbetsmiljöverket"]);
    await look(page, "assessed");
    assert.deepEqual(await officer.closingNeeds(), ["ett beslut om polisanmälan", "ett beslut om anmälan till Arbetsmiljöverket", "återkoppling till den som rapporterade"]);
  });

  await chapter("ten days later nobody has answered: the desk says that it is late", async () => {
    await server.sql(`UPDATE case_file SET opened = opened - 10 WHERE upper(left(id::text, 6)) = '${name.slice(-6)}'`);
    await officer.returnsToDesk();
    assert.ok((await officer.showsGroup("Försenade")) >= 1);
    const text = await row.innerText();
    assert.match(text, /Allvar 3 – Akut/);
    assert.match(text, /Bekräftelsen är 3 dagar försenad/);
    assert.match(text, /Saknas: ett beslut om polisanmälan och ett beslut om anmälan till Arbetsmiljöverket\./);
    assert.match(text, /Säkerhetschefen/);
    assert.match(await page.locator("li.case-row").first().innerText(), /Han stod utanför/);
    await look(page, "late");
    await officer.opensCase(STORY);
  });

  await chapter("both decisions are taken, from the list of what is left", async () => {
    await officer.hand.press(officer.button("Besluta om Arbetsmiljöverket").first());
    await officer.picks("Beslut", "Anmälan behövs inte");
    await officer.hand.press(officer.form.getByRole("button", { name: "Spara beslutet" }));
    await page.getByText("Skriv varför anmälan inte behövs.").waitFor();
    await officer.picks("Beslut", "Anmält till Arbetsmiljöverket");
    await look(page, "work");
    await officer.saves("Spara beslutet", "Beslutet är sparat.");
    await officer.hand.press(officer.button("Besluta om polisanmälan").first());
    assert.ok(await officer.form.getByRole("radio", { name: "Anmäls", exact: true }).isChecked(), "to report is what is done unless something hinders it");
    await officer.hand.choose(officer.form.getByLabel("Brott"), "Våld eller hot mot tjänsteman (BrB 17 kap. 1 §)");
    await officer.hand.write(officer.form.getByLabel("K-nummer"), "5000-K000123-26");
    await look(page, "police");
    await officer.saves("Spara beslutet", "Beslutet är sparat.");
    await officer.event("5000-K000123-26").waitFor();
    await officer.event("Anmält (AML 3 kap. 3 a §)").waitFor();
    await officer.setsStatus("Åtgärd");
  });

  await chapter("a measure is set and marked as done", async () => {
    await officer.opensForm("Åtgärd");
    await officer.hand.choose(officer.form.getByLabel("Åtgärd", { exact: true }), "Säkerhetshöjande åtgärd");
    await officer.hand.write(officer.form.getByLabel("Ska vara gjord senast"), await page.evaluate(() => new Date().toLocaleDateString("sv-SE")));
    await officer.saves("Spara åtgärden", "Åtgärden är sparad.");
    await page.locator(".case-dues").getByText("Åtgärd senast i dag: Säkerhetshöjande åtgärd").waitFor();
    await officer.opensForm("Åtgärd");
    await officer.hand.press(officer.button("Gjord i dag"));
    await officer.isTold("Åtgärden är gjord.");
    assert.deepEqual(await officer.closingNeeds(), ["återkoppling till den som rapporterade"]);
  });

  await chapter("the reporter is told, and the case is closed with a reason", async () => {
    await officer.givesFeedback(DONE);
    assert.deepEqual(await officer.leftToDo(), []);
    await officer.closesCase("Anmält och skyddat. Inget mer har hänt.");
    await reporter.comesBack(words);
    assert.deepEqual(await reporter.replies(), [DONE]);
  });

  await chapter("the desk has nothing left to say of it", async () => {
    await officer.returnsToDesk();
    await officer.showsGroup("Försenade");
    assert.equal(await row.count(), 0);
    await officer.showsGroup("Avslutade");
    const text = await row.innerText();
    assert.match(text, /Avslutad/);
    assert.ok(!/försenad|Saknas|Läs i dag/.test(text), text);
    await look(page, "done");
  });
});
