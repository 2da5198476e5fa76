// What somebody who watches the network sees: the same, whatever is done. Checks 4, 8 and 9, and what a first visit costs.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { Officer, officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";
import { wireFor } from "./support/wire.mjs";

const DROP = 26_698;
const MOST_BYTES = 150_000;
const MOST_REQUESTS = 10;
// Long enough for anything that a page would fetch on second thoughts.
const WHILE_MS = 2_000;

let server;
before(async () => (server = await startServer("traffic")));
after(() => server.remove());

/** A text of so many bytes that does not compress. */
const textOf = (bytes) => randomBytes(bytes).toString("base64").replaceAll(/[^a-z]/gi, "x").slice(0, bytes);
const pause = (page) => page.waitForTimeout(WHILE_MS);

/** An exchange as a watcher sees it. */
const seen = ({ method, url, headers, body, status, length }) => ({ method, url, headers: headers.join("\n"), sent: body.length, status, length });

test("a first visit is small: at most 150 kB and ten requests, all to the one host", { timeout: 100_000 }, async (t) => {
  const wire = await wireFor(t);
  const { page } = await browserFor(t, { width: PHONE, through: wire });
  await new Reporter(page, server.url).visits();
  await pause(page);
  t.diagnostic(`${wire.exchanges.length} requests, ${wire.received()} bytes: ${wire.exchanges.map(({ path, received }) => `${path} ${received}`).join(", ")}`);
  assert.equal(await server.sql("SELECT count(*) FROM reply WHERE NOT dummy"), "0", "the board is empty");
  assert.ok(wire.received() <= MOST_BYTES, `${wire.received()} bytes`);
  assert.ok(wire.exchanges.length <= MOST_REQUESTS, `${wire.exchanges.length} requests`);
  assert.deepEqual([...new Set(wire.exchanges.map(({ host }) => host))], [new URL(server.url).host]);
});

test("4, 9: every drop looks the same: long or short, read or counted, first or follow-up, at once or not", { timeout: 400_000 }, async (t) => {
  const wire = await wireFor(t);
  const { page } = await browserFor(t, { width: DESK, through: wire });
  const reporter = new Reporter(page, server.url);
  const traffic = {};
  let words;
  const watch = async (kind, act) => {
    wire.clear();
    await act();
    traffic[kind] = wire.exchanges.map(seen);
    assert.equal(wire.drops().length, 1, kind);
    assert.equal(wire.drops()[0].body.length, DROP, kind);
  };
  await watch("a report without text", async () => (words = await reporter.reports({ text: "" })));
  await watch("a report of one byte", () => reporter.reports({ text: "x", answers: {} }));
  await watch("a report of a thousand bytes", () => reporter.reports({ text: textOf(1_000) }));
  await watch("a report of twelve thousand bytes", () => reporter.reports({ text: textOf(12_000) }));
  await watch("a report to the other recipient", () => reporter.reports({ text: textOf(200), recipient: "Kommundirektörens stab" }));
  await watch("a report to be read today", () => reporter.reports({ text: textOf(100), atOnce: true }));
  await watch("only counted", () => reporter.isCounted());
  await watch("a follow-up", async () => {
    await reporter.comesBack(words);
    await reporter.writesMore(textOf(3_000));
  });
  // The assets are in the browser's cache after the first; everything from then on must be the same.
  const [first, ...others] = Object.entries(traffic);
  const withoutAssets = (exchanges) => exchanges.filter(({ url }) => !url.includes("/assets/"));
  for (const [kind, exchanges] of others) assert.deepEqual(withoutAssets(exchanges), withoutAssets(first[1]), `${kind} as ${first[0]}`);
  for (const [kind, exchanges] of others.slice(1)) assert.deepEqual(exchanges, others[0][1], `${kind} as ${others[0][0]}`);
  assert.equal(await server.sql("SELECT DISTINCT length(ballot) || ' ' || coalesce(length(letter), 24576) FROM intake"), "2048 24576", "and lies there in one size");
  assert.equal(await server.sql("SELECT count(*) FROM intake"), String(Object.keys(traffic).length));
});

test("8: who reads a reply, who tries a wrong phrase and who only looks fetch the same, in the same order and size", { timeout: 400_000 }, async (t) => {
  const writer = new Reporter((await browserFor(t, { width: DESK })).page, server.url);
  const words = await writer.reports({ text: "Svara mig, tack." });
  await server.passNight();
  const officer = new Officer((await browserFor(t, { width: DESK })).page, server.url, officerCalled("sakerhetschef"));
  await officer.signsIn();
  await officer.opensCase("Svara mig, tack.");
  await officer.replies("Här är svaret.");

  const wrong = [...words].reverse();
  const visits = {
    "only looks": async () => {},
    "reads a reply": async (reporter) => {
      await reporter.opensReplies(words);
      assert.deepEqual(await reporter.replies(), ["Här är svaret."]);
    },
    "tries a wrong phrase": async (reporter) => {
      await reporter.opensReplies(wrong);
      assert.deepEqual(await reporter.replies(), []);
      await reporter.page.getByText("Inget svar ännu").waitFor();
    },
    "answers all questions and leaves": async (reporter) => {
      await reporter.answers();
      await reporter.wantsToBeRead({ text: "Det här skickas aldrig." });
    },
  };
  const traffic = {};
  for (const [kind, act] of Object.entries(visits)) {
    const wire = await wireFor(t);
    const { page } = await browserFor(t, { width: DESK, through: wire });
    const reporter = new Reporter(page, server.url);
    await reporter.visits();
    await act(reporter);
    await pause(page);
    traffic[kind] = wire.exchanges.map(seen);
  }
  assert.ok(traffic["only looks"].some(({ url }) => url.endsWith("/api/v1/board")), "everybody fetches the board");
  for (const [kind, exchanges] of Object.entries(traffic)) assert.deepEqual(exchanges, traffic["only looks"], kind);
});
