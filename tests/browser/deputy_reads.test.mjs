// The chief is away: the deputy signs in and reads the same letter. Who types the wrong passphrase learns only that something was wrong.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { Officer, officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";

let server;
before(async () => (server = await startServer("deputy")));
after(() => server.remove());

for (const width of [PHONE, DESK]) {
  test(`the deputy reads what the chief reads: ${width} px wide`, { timeout: 300_000 }, async (t) => {
    const look = lookFor(`deputy-${width}`);
    const story = `De väntade vid min bil efter mötet (${width}).`;
    const home = await browserFor(t, { width });
    await new Reporter(home.page, server.url).reports({ text: story });
    await server.passNight();

    const office = await browserFor(t, { width });
    const deputy = new Officer(office.page, server.url, officerCalled("ersattare"), { look });
    await deputy.arrives();
    await deputy.tries({ passphrase: "demo fel fras som ingen har" });
    await office.page.getByText(/lösenfras eller kod stämmer inte/).waitFor();
    await look(office.page, "wrong");
    assert.equal(await office.page.getByLabel("Användarnamn").inputValue(), "ersattare", "what was typed is kept");
    await deputy.tries();
    await deputy.heading("Ärenden").waitFor();
    await deputy.previewsAreOpen();
    await deputy.opensCase(story);
    assert.deepEqual(await deputy.letters(), [story]);

    const chief = new Officer((await browserFor(t, { width })).page, server.url, officerCalled("sakerhetschef"));
    await chief.signsIn();
    await chief.opensCase(story);
    assert.deepEqual(await chief.letters(), [story]);

    await deputy.hand.press(deputy.button("Lås"));
    await office.page.getByText("Du låste sidan.").waitFor();
    assert.ok(!(await office.page.content()).includes(story), "a locked page holds nothing that was opened");
    await deputy.unlocks();
    await office.page.getByText(story).waitFor();
  });

  test(`somebody of the other recipient sees none of it: ${width} px wide`, { timeout: 300_000 }, async (t) => {
    const story = `Det gäller säkerhetsfunktionen själv (${width}).`;
    const home = await browserFor(t, { width });
    await new Reporter(home.page, server.url).reports({ text: story, recipient: "Kommundirektörens stab" });
    await server.passNight();
    const other = new Officer((await browserFor(t, { width })).page, server.url, officerCalled("kommundirektor"), { look: lookFor(`other-${width}`) });
    await other.signsIn();
    assert.equal(await other.rowOf("De väntade vid min bil").count(), 0);
    await other.opensCase(story);
    const chief = new Officer((await browserFor(t, { width })).page, server.url, officerCalled("sakerhetschef"));
    await chief.signsIn();
    assert.equal(await chief.rowOf("Det gäller säkerhetsfunktionen själv").count(), 0);
  });
}
