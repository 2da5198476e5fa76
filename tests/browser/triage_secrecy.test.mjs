// Secrecy within social services: the municipality reports to the police unless there is a ground not to, and the ground is a lawyer's to judge.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { Handler } from "./support/handler.mjs";
import { officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";

const STORY = "En klient sa att jag skulle få ångra beslutet.";
const WHY = "Uppgiften röjer att personen får hjälp av socialtjänsten, och brottet är inte grovt nog.";
const GROUND = "Sekretess inom socialtjänsten, OSL 26 kap. 1 §, och ingen sekretessbrytande regel gäller";

let server;
before(async () => (server = await startServer("secrecy")));
after(() => server.remove());

test("not reporting to the police needs a ground, a role, a day and a lawyer", { timeout: 200_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const look = lookFor("secrecy", { widths: [PHONE, DESK] });
  const { page } = await browserFor(t, { width: DESK });
  const officer = new Handler(page, server.url, officerCalled("sakerhetschef"), { look });

  await chapter("a threat in social services is assessed", async () => {
    const home = await browserFor(t, { width: PHONE });
    await new Reporter(home.page, server.url).reports({ text: STORY });
    await server.passNight();
    await officer.signsIn();
    await officer.opensCase(STORY);
    await officer.assesses({ crime: "Ja" });
  });

  await chapter("to report is chosen from the start; not to report is refused until everything is there", async () => {
    await officer.opensForm("Polisanmälan");
    await page.getByText("Brott mot kommunens anställda och förtroendevalda anmäls av kommunen, om inget hindrar.").waitFor();
    assert.ok(await officer.form.getByRole("radio", { name: "Anmäls", exact: true }).isChecked());
    await officer.hand.tick(officer.form.getByRole("radio", { name: "Anmäls inte", exact: true }));
    assert.equal(await officer.form.getByLabel("K-nummer").isVisible(), false);
    await officer.hand.write(officer.form.getByLabel("Motivering", { exact: true }), WHY);
    await officer.isRefused("Spara beslutet", "Välj en grund för att inte anmäla.");
    assert.equal(await officer.form.getByLabel("Jurist har bedömt").isVisible(), false);
    await officer.hand.choose(officer.form.getByLabel("Grund för att inte anmäla"), GROUND);
    await officer.isRefused("Spara beslutet", "En jurist ska ha bedömt grunden. Kryssa i när det är gjort.");
    await look(page, "lawyer");
    await officer.hand.tick(officer.form.getByLabel("Jurist har bedömt"));
    await officer.hand.write(officer.form.getByLabel("Vem beslutar (roll)"), "");
    await officer.isRefused("Spara beslutet", "Skriv rollen.");
    await officer.hand.write(officer.form.getByLabel("Vem beslutar (roll)"), "Säkerhetschef");
    await officer.hand.write(officer.form.getByLabel("Beslutsdag"), "");
    await officer.isRefused("Spara beslutet", "Välj dag.");
    assert.equal(await officer.form.getByLabel("Motivering", { exact: true }).inputValue(), WHY, "what was typed stands");
    assert.equal(await officer.event("Anmäls inte").count(), 0, "nothing was saved");
  });

  await chapter("with all of it the decision is kept, and stands in what has happened", async () => {
    await officer.hand.write(officer.form.getByLabel("Beslutsdag"), await page.evaluate(() => new Date().toLocaleDateString("sv-SE")));
    await officer.saves("Spara beslutet", "Beslutet är sparat.");
    const said = await officer.event("Anmäls inte").innerText();
    for (const part of ["Polisanmälan", GROUND, "Säkerhetschef", "Jurist har bedömt grunden.", WHY]) assert.ok(said.includes(part), part);
    assert.ok(!(await officer.leftToDo()).includes("Besluta om polisanmälan"));
    await look(page, "decided");
  });

  await chapter("a ground that needs no lawyer asks for none, and the newer decision holds", async () => {
    await officer.opensForm("Polisanmälan");
    assert.ok(await officer.form.getByLabel("Jurist har bedömt").isChecked(), "it begins with what was decided last");
    assert.equal(await officer.form.getByLabel("Motivering", { exact: true }).inputValue(), WHY);
    await officer.hand.choose(officer.form.getByLabel("Grund för att inte anmäla"), "Inte brott vid närmare bedömning");
    assert.equal(await officer.form.getByLabel("Jurist har bedömt").isVisible(), false);
    await officer.saves("Spara beslutet", "Beslutet är sparat.");
    assert.equal(await officer.event("Anmäls inte").count(), 2, "nothing is written over");
  });

  await chapter("a question about what is missing for a report is asked of the reporter, with words that do not ask who it is", async () => {
    await officer.opensForm("Polisanmälan");
    await officer.hand.tick(officer.form.getByRole("radio", { name: /^Kan inte anmälas ännu/ }));
    await officer.hand.press(officer.form.getByRole("button", { name: "Fråga rapportören" }));
    const reply = officer.form.getByLabel("Ditt svar");
    assert.match(await reply.inputValue(), /Skriv bara det du vill, och inget som avslöjar vem du är\./);
    assert.ok(await officer.form.getByLabel("Jag frågar efter något").isChecked());
    await officer.hand.write(reply, "Vad heter du?");
    await page.getByText("Det ser ut som en fråga om vem personen är. Den som rapporterar ska kunna vara anonym.").waitFor();
    await look(page, "asks-who");
    await officer.hand.write(reply, "Vilken dag sa han det?");
    await officer.saves("Skicka svaret", "Svaret är skickat.");
    await page.getByText(/^Fråga ställd .* Inget nytt brev har kommit\.$/).waitFor();
    await officer.returnsToDesk();
    await officer.showsGroup("Väntar på rapportören");
    await officer.rowOf(STORY).getByText(/^Väntar på svar från rapportören sedan/).waitFor();
  });
});
