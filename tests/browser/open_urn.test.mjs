// The ceremony: a custodian opens the past period's urn once; counts per unit come out, the ballots and the key are gone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { Officer, officerCalled } from "./support/officer.mjs";
import { startServer } from "./support/server.mjs";

// What the demonstration puts in the past urn: every ninth of 180 ballots is that of a follow-up, and empty.
const BALLOTS = 160;
const EMPTY = 20;

let server;
before(async () => (server = await startServer("urn")));
after(() => server.remove());

test("an urn is opened once, and only counts are left", { timeout: 400_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const look = lookFor("urn", { widths: [PHONE, DESK] });
  const { page } = await browserFor(t, { width: DESK });
  const custodian = new Officer(page, server.url, officerCalled("sakerhetschef"), { look });
  const past = await server.sql("SELECT id FROM urn WHERE opened IS NULL ORDER BY starts LIMIT 1");
  const left = async (table) => Number(await server.sql(`SELECT count(*) FROM ${table} WHERE urn = '${past}'`));
  assert.deepEqual([await left("ballot"), await left("urn_key")], [BALLOTS + EMPTY, 3], "sealed ballots, and the key sealed to two custodians and to paper");
  let perUnit;

  await chapter("the custodian is told that it cannot be undone, and opens it", async () => {
    await custodian.signsIn();
    await custodian.turnsTo("Urnor");
    await look(page, "urns");
    await custodian.opensUrn();
    perUnit = await custodian.unitCounts();
  });

  await chapter("the counts per unit add up to what was cast", async () => {
    assert.equal(await custodian.fact("Valsedlar"), BALLOTS);
    assert.equal(await custodian.fact("Tomma, från uppföljningar"), EMPTY);
    assert.equal(await custodian.fact("Ogiltiga"), 0);
    assert.equal(perUnit.reduce((sum, { ballots }) => sum + ballots, 0), BALLOTS);
    assert.ok(perUnit.every(({ ballots, undue }) => undue <= ballots));
    await page.getByText("Hemligt arbetsmaterial").waitFor();
  });

  await chapter("no ballot and no key is left; what is kept is sealed", async () => {
    assert.deepEqual([await left("ballot"), await left("urn_key"), await left("tally")], [0, 0, 1]);
    assert.match(await server.sql(`SELECT encode(substr(sealed, 1, 22), 'escape') FROM tally WHERE urn = '${past}'`), /^age-encryption\.org\/v1/);
    assert.equal((await server.dump()).includes('"undue"'), false);
  });

  await chapter("after a reload the keys are locked; unlocked again, the counts are still there", async () => {
    await page.reload();
    await custodian.unlocks();
    await custodian.turnsTo("Urnor");
    assert.equal(await custodian.button("Öppna urnan").count(), 0, "it cannot be opened again");
    await custodian.showsTally();
    assert.deepEqual(await custodian.unitCounts(), perUnit);
  });

  await chapter("the other custodian reads the same on a phone", async (inner) => {
    const phone = await browserFor(inner, { width: PHONE });
    const other = new Officer(phone.page, server.url, officerCalled("ersattare"), { look: lookFor("urn-phone") });
    await other.signsIn();
    await other.turnsTo("Urnor");
    await look(phone.page, "urns-opened");
    await other.showsTally();
    assert.deepEqual(await other.unitCounts(), perUnit);
  });
});

test("who keeps no urns is shown none", { timeout: 120_000 }, async (t) => {
  const { page } = await browserFor(t, { width: DESK });
  const other = new Officer(page, server.url, officerCalled("kommundirektor"));
  await other.signsIn();
  assert.equal(await other.button("Urnor").count(), 0);
  assert.equal(await page.evaluate(async () => (await fetch("/api/staff/urns")).status), 404);
});
