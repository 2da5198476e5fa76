// The chief is away: the deputy signs in and reads the same letter; who belongs to the other recipient reads none of it.
// Who types the wrong passphrase learns only that something was wrong.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor, openBrowser } from "./support/browser.mjs";
import { Officer, officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";

const STORY = "De väntade vid min bil efter mötet.";
const ABOUT_THEM = "Det gäller säkerhetsfunktionen själv.";

let server;
before(async () => {
  server = await startServer("deputy");
  const { page, remove } = await openBrowser();
  const reporter = new Reporter(page, server.url);
  await reporter.reports({ text: STORY });
  await reporter.reports({ text: ABOUT_THEM, recipient: "Kommundirektörens stab" });
  await server.passNight();
  await remove();
});
after(() => server.remove());

for (const width of [PHONE, DESK]) {
  test(`the deputy reads what the chief reads: ${width} px wide`, { timeout: 300_000 }, async (t) => {
    const look = lookFor(`deputy-${width}`);
    const chief = new Officer((await browserFor(t, { width })).page, server.url, officerCalled("sakerhetschef"));
    await chief.signsIn();
    await chief.opensCase(STORY);
    assert.deepEqual(await chief.letters(), [STORY]);

    const { page } = await browserFor(t, { width });
    const deputy = new Officer(page, server.url, officerCalled("ersattare"), { look });
    await deputy.arrives();
    await deputy.tries({ passphrase: "demo fel fras som ingen har", code: "123456" });
    await page.getByText(/lösenfras eller kod stämmer inte/).waitFor();
    await look(page, "wrong");
    assert.equal(await page.getByLabel("Användarnamn").inputValue(), "ersattare", "what was typed is kept");
    await deputy.tries();
    await deputy.heading("Ärenden").waitFor();
    await deputy.previewsAreOpen();
    await deputy.opensCase(STORY);
    assert.deepEqual(await deputy.letters(), [STORY]);

    await deputy.hand.press(deputy.button("Lås"));
    await page.getByText("Du låste sidan.").waitFor();
    assert.ok(!(await page.content()).includes(STORY), "a locked page holds nothing that was opened");
    await deputy.unlocks();
    await page.getByText(STORY).waitFor();
    assert.equal(await deputy.rowOf(ABOUT_THEM).count(), 0);
  });

  test(`what concerns the first recipient is read by the other alone: ${width} px wide`, { timeout: 300_000 }, async (t) => {
    const { page } = await browserFor(t, { width });
    const other = new Officer(page, server.url, officerCalled("kommundirektor"), { look: lookFor(`other-${width}`) });
    await other.signsIn();
    assert.equal(await other.caseCount(), 1);
    await other.opensCase(ABOUT_THEM);
    assert.deepEqual(await other.letters(), [ABOUT_THEM]);
  });
}
