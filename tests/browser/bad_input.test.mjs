// What goes wrong on the way – a personal identity number, a server that is gone, keys that have changed – costs nobody what they wrote.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { Newcomer } from "./support/newcomer.mjs";
import { Officer, officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";

const WORDS = readFileSync(new URL("../../web/words/sv.txt", import.meta.url), "utf8").split("\n");
const NUMBER = "121212-1212";

let server;
before(async () => (server = await startServer("bad")));
after(() => server.remove());

const waiting = async () => Number(await server.sql("SELECT count(*) FROM intake"));

for (const width of [PHONE, DESK]) {
  test(`a personal identity number is stopped, and the text is kept: ${width} px wide`, { timeout: 200_000 }, async (t) => {
    const look = lookFor(`number-${width}`);
    const { page } = await browserFor(t, { width });
    const reporter = new Reporter(page, server.url);
    await reporter.visits();
    await reporter.answers();
    await reporter.hand.press(reporter.button(/^Säkerhetschefen ska läsa/, {}));
    await reporter.hand.press(reporter.button(/^Säkerhetsfunktionen/, {}));
    const text = `Det var han med ${NUMBER} som ringde.`;
    const field = page.getByLabel("Din berättelse");
    await reporter.hand.write(field, text);
    await page.getByText("Det här ser ut som ett personnummer. Ta bort det innan du går vidare:").waitFor();
    await reporter.hand.press(reporter.button("Nästa"));
    await page.getByText("Ta bort personnumret innan du går vidare.").waitFor();
    await look(page, "stopped");
    assert.equal(await field.inputValue(), text);
    assert.equal(await reporter.heading("Stämmer det här?").count(), 0);
    await reporter.hand.write(field, text.replace(` med ${NUMBER}`, ""));
    await reporter.hand.press(reporter.button("Nästa"));
    await reporter.heading("Stämmer det här?").waitFor();
  });

  test(`a mistyped phrase is helped along: ${width} px wide`, { timeout: 200_000 }, async (t) => {
    const look = lookFor(`phrase-${width}`);
    const { page } = await browserFor(t, { width });
    const reporter = new Reporter(page, server.url);
    const words = WORDS.slice(0, 7);
    await reporter.visits();
    await reporter.hand.press(reporter.button("Läs svar eller skriv mer"));
    const field = page.getByLabel("Din kodfras");
    await reporter.hand.write(field, words.slice(0, 6).join(" "));
    await reporter.hand.press(reporter.button("Öppna"));
    await page.getByText("Frasen har sju ord. Du har skrivit 6.").waitFor();
    await reporter.hand.write(field, [...words.slice(0, 6), "qqqqq"].join(" "));
    await reporter.hand.press(reporter.button("Öppna"));
    await page.getByText("Ord 7, ”qqqqq”, finns inte i ordlistan.").waitFor();
    await look(page, "unknown-word");
    await reporter.hand.write(field, words.join(", ").toUpperCase());
    await reporter.hand.press(reporter.button("Öppna"));
    await reporter.heading("Svar till dig").waitFor();
    await page.getByText("Inget svar ännu").waitFor();
  });

  test(`the server goes away while sending, comes back, and nothing has to be written again: ${width} px wide`, { timeout: 300_000 }, async (t) => {
    const look = lookFor(`gone-${width}`);
    const text = `Två män kom till receptionen (${width}).`;
    const { page } = await browserFor(t, { width });
    const reporter = new Reporter(page, server.url);
    await reporter.visits();
    await reporter.answers();
    await reporter.wantsToBeRead({ text });
    await page.route("**/api/v1/drops", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await reporter.sends();
    await page.getByText("Tjänsten gick inte att nå. Allt du har fyllt i finns kvar här. Kontrollera nätet och försök igen.").waitFor();
    assert.equal(await waiting(), 1, "it came, but the answer was lost on the way");
    await page.unroute("**/api/v1/drops");

    await server.stop();
    await reporter.sends();
    await page.getByText("Tjänsten gick inte att nå. Allt du har fyllt i finns kvar här. Kontrollera nätet och försök igen.").waitFor();
    await look(page, "unreachable");
    await page.locator("#review-list").getByText(text).waitFor();

    await server.start();
    // The server that came back asks for a new proof; the person is asked for nothing.
    await reporter.sends();
    await reporter.provesPhrase(await reporter.writesDownPhrase());
    assert.equal(await waiting(), 1, "sent three times, stored once");
    await server.passNight();
  });
}

test("keys change while two people write: what they send is sealed anew without a word", { timeout: 400_000 }, async (t) => {
  const texts = { [PHONE]: "Skrivet på telefon medan nyckeln byttes.", [DESK]: "Skrivet vid en dator medan nyckeln byttes." };
  const reporters = [];
  for (const [width, text] of Object.entries(texts)) {
    const reporter = new Reporter((await browserFor(t, { width: Number(width) })).page, server.url);
    await reporter.visits();
    await reporter.answers();
    await reporter.wantsToBeRead({ text });
    reporters.push(reporter);
  }

  const chief = new Officer((await browserFor(t, { width: DESK })).page, server.url, officerCalled("sakerhetschef"));
  await chief.signsIn();
  await chief.turnsTo("Nycklar");
  const { page } = await browserFor(t, { width: DESK });
  const newcomer = new Newcomer(page);
  await newcomer.follows(await chief.invites("Ida Vikarie", "ida@exempelkommun.invalid"));
  const substitute = new Officer(page, server.url, await newcomer.joins({ account: "ida.vikarie" }));
  await substitute.signsIn();
  await chief.refreshes();
  await chief.givesKeyTo("Ida Vikarie", await substitute.digits());
  const before = await server.sql("SELECT id FROM epoch WHERE current ORDER BY id");
  await chief.removes("Ida Vikarie");
  assert.notEqual(await server.sql("SELECT id FROM epoch WHERE current ORDER BY id"), before, "the keys are others now");

  for (const reporter of reporters) {
    await reporter.sends();
    await reporter.provesPhrase(await reporter.writesDownPhrase());
  }
  assert.equal(await waiting(), 2);
  await server.passNight();
  await chief.turnsTo("Ärenden");
  for (const text of Object.values(texts)) {
    await chief.opensCase(text);
    assert.deepEqual(await chief.letters(), [text]);
    await chief.returnsToDesk();
  }
});
