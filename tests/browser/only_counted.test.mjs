// "Bara räknas": counted, and read by nobody. No phrase, no case, and after the officer's next sign-in no letter either.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { Officer, officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";

let server;
before(async () => (server = await startServer("counted")));
after(() => server.remove());

const rows = async (table) => Number(await server.sql(`SELECT count(*) FROM ${table}`));

for (const width of [PHONE, DESK]) {
  test(`who only wants to be counted is counted and leaves no case: ${width} px wide`, { timeout: 300_000 }, async (t) => {
    const look = lookFor(`counted-${width}`);
    const office = await browserFor(t, { width });
    const officer = new Officer(office.page, server.url, officerCalled("sakerhetschef"));
    await officer.signsIn();
    const cases = await officer.caseCount();
    const [letters, ballots] = [await rows("letter"), await rows("ballot")];

    const home = await browserFor(t, { width });
    const reporter = new Reporter(home.page, server.url);
    await reporter.visits();
    await reporter.answers();
    reporter.look = look;
    await reporter.wantsOnlyToBeCounted();
    await reporter.isThanked();
    assert.equal(await home.page.locator("#phrase-words li").count(), 0, "there is no phrase to keep");
    assert.equal(await rows("intake"), 1);

    await server.passNight();
    assert.deepEqual([await rows("letter"), await rows("ballot")], [letters + 1, ballots + 1], "after the night it lies there as everything else does");
    await officer.refreshes();
    assert.equal(await officer.caseCount(), cases, "no case");
    assert.equal(await office.page.getByText("Brev som inte kan läsas").count(), 0);
    assert.deepEqual([await rows("letter"), await rows("ballot")], [letters, ballots + 1], "the letter is thrown away, the ballot stays");
  });

  test(`who wants to be contacted is told to call, and nothing is sent before the choice to be counted: ${width} px wide`, { timeout: 300_000 }, async (t) => {
    const look = lookFor(`contact-${width}`);
    const { page } = await browserFor(t, { width });
    const reporter = new Reporter(page, server.url);
    await reporter.visits();
    await reporter.answers({ "Vem låg bakom?": ["Kollega"] });
    reporter.look = look;
    await reporter.hand.press(reporter.button(/^Jag vill bli kontaktad/, {}));
    await reporter.heading("Ring, så får du prata med någon").waitFor();
    await page.getByRole("link", { name: "010-000 00 01" }).waitFor();
    await look(page, "contact");
    assert.equal(await rows("intake"), 0);
    await reporter.hand.press(reporter.button("Låt händelsen räknas ändå"));
    await reporter.heading("Stämmer det här?").waitFor();
    await page.getByText("Ingen läser dina svar. De räknas tillsammans med andras.").waitFor();
    await look(page, "review");
    await reporter.sends();
    await reporter.heading("Tack. Händelsen räknas nu").waitFor();
    assert.equal(await rows("intake"), 1);
    await server.passNight();
  });
}
