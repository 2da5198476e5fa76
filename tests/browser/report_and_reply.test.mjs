// The journey the service exists for: a report comes in, is read and answered, and the reporter comes back to read and write more.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { Handler } from "./support/handler.mjs";
import { finger, keyboard } from "./support/hands.mjs";
import { officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";
import { until } from "./support/until.mjs";

let server;
before(async () => (server = await startServer("reply")));
after(() => server.remove());

const ways = [
  { title: "390 px wide", place: "telefon", width: PHONE, hand: finger, looks: true },
  { title: "1280 px wide", place: "dator", width: DESK, hand: finger, looks: true },
  { title: "by keyboard alone", place: "tangentbord", width: DESK, hand: keyboard, looks: false, account: "ersattare" },
];

for (const { title, place, width, hand, looks, account = "sakerhetschef" } of ways) {
  test(`a report is read and answered, and its reporter comes back: ${title}`, { timeout: 400_000 }, async (t) => {
    const eyes = looks ? { look: lookFor(`reply-${width}`) } : {};
    const story = `Han ringde och sa att han vet var jag bor (${place}).`;
    const answer = `Tack för att du berättade. Vi har pratat med jouren (${place}).`;
    const addition = `Nu ringde han igen, och hotade att komma hit (${place}).`;
    const mailsBefore = (await server.mails()).length;

    const home = await browserFor(t, { width });
    const reporter = new Reporter(home.page, server.url, { hand, ...eyes });
    const words = await reporter.reports({ text: story, atOnce: true });

    const mails = await until("the at-once mail arrives", async () => {
      const all = await server.mails();
      return all.length > mailsBefore ? all : null;
    });
    assert.match(mails[0].message, /^Subject: (=\?utf-8\?.*|L.*s i Orubbad i dag)/im);

    const office = await browserFor(t, { width });
    const officer = new Handler(office.page, server.url, officerCalled(account), { hand, ...eyes });
    await server.passNight();
    await officer.signsIn();
    const cases = await officer.caseCount();
    const name = await officer.opensCase(story);
    assert.deepEqual(await officer.letters(), [story]);
    await officer.page.getByText("Socialpsykiatri och boendestöd, Socialförvaltningen").waitFor();
    await officer.replies(answer);

    await reporter.comesBack(words);
    assert.deepEqual(await reporter.replies(), [answer]);
    await reporter.writesMore(addition);

    await server.passNight();
    await officer.returnsToDesk();
    assert.equal(await officer.caseCount(), cases, "the follow-up opens no case of its own");
    await officer.opensCase(name);
    assert.deepEqual((await officer.letters()).sort(), [story, answer, addition].sort());
    await officer.assesses();
    await officer.setsStatus("Bedömd");
    await officer.givesFeedback("Vi har pratat med honom, och två går tillsammans nu.");
    await officer.closesCase("Inget mer har hänt.");
    await officer.signsOut();
  });
}
