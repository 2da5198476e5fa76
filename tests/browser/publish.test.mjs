// From an opened urn to what everybody may see: a draft, two custodians, a release, an erratum beside it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { Custodian } from "./support/custodian.mjs";
import { officerCalled } from "./support/officer.mjs";
import { startServer } from "./support/server.mjs";

let server;
before(async () => (server = await startServer("publish")));
after(() => server.remove());

test("an opened urn is published by two, and corrected by two", { timeout: 500_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const look = lookFor("publish", { widths: [PHONE, DESK] });
  const { page } = await browserFor(t, { width: DESK });
  const visitor = await browserFor(t, { width: PHONE });
  const other = await browserFor(t, { width: PHONE });
  const first = new Custodian(page, server.url, officerCalled("sakerhetschef"), { look });
  const second = new Custodian(other.page, server.url, officerCalled("ersattare"), { look: lookFor("publish-phone") });
  const [year, tertial] = (await server.sql("SELECT period FROM urn WHERE opened IS NULL ORDER BY starts LIMIT 1")).split("-T");
  const period = `Tertial ${tertial}, ${year}`;
  const published = async () => Number(await server.sql("SELECT count(*) FROM release"));

  await chapter("a visitor sees what was published before, also without script", async (inner) => {
    await visitor.page.goto(`${server.url}/lagesbild`);
    await visitor.page.getByText("Redovisning Nr 2, publicerad").waitFor();
    assert.equal(await visitor.page.getByText(period).count(), 0);
    const plain = await browserFor(inner, { width: PHONE, javaScriptEnabled: false });
    await plain.page.goto(`${server.url}/lagesbild`);
    await plain.page.getByText("inte hur vanligt otillåten påverkan är.").first().waitFor();
    assert.ok((await plain.page.getByRole("table").count()) > 0);
  });

  await chapter("a custodian opens the urn and makes a draft, which is still there after a reload", async () => {
    await first.signsIn();
    await first.turnsTo("Urnor");
    await first.opensUrn();
    await first.turnsTo("Redovisning");
    await look(page, "releases");
    await first.makesDraft(period);
    await page.reload();
    await first.unlocks();
    await first.turnsTo("Redovisning");
    await first.draftOf(period).waitFor();
    assert.equal(await published(), 2);
  });

  await chapter("what is under way is shown with its progress, and a refusal with its reason", async () => {
    const [urn, open] = (await server.sql("SELECT urn FROM tally ORDER BY urn")).split("\n");
    const running = { id: "under-way", urns: [urn], by: "Ersättaren", state: "running", percent: 40, doing: "Tabellerna prövas mot liggaren" };
    const refused = { id: "refused", urns: [open], by: "Ersättaren", state: "refused", reason: "Redovisningen skulle röja uppgifter." };
    const addJobs = async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), jobs: [running, refused] } });
    };
    await page.route("**/api/staff/releases", addJobs);
    await first.refreshes();
    await page.getByText("Tabellerna prövas mot liggaren").waitFor();
    await page.getByText("Redovisningen skulle röja uppgifter.").waitFor();
    await look(page, "under-way");
    running.percent = 80;
    await page.waitForFunction(() => document.querySelector("progress").value === 80);
    await page.unroute("**/api/staff/releases", addJobs);
    await page.locator("progress").waitFor({ state: "detached" });
  });

  await chapter("one approval is not enough, and it can be thrown away and made again", async () => {
    await first.approvesFirst(period);
    assert.equal(await first.draftOf(period).getByRole("button", { name: /^Godkänn/ }).count(), 0, "not twice by the same");
    assert.equal(await published(), 2);
    await first.throwsAway(period);
    await first.makesDraft(period);
    await first.approvesFirst(period);
  });

  await chapter("the other custodian approves on a phone, and everybody can read it", async () => {
    await second.signsIn();
    await second.turnsTo("Redovisning");
    await second.publishes(period, 3);
    await visitor.page.goto(`${server.url}/lagesbild`);
    await visitor.page.getByText("Redovisning Nr 3, publicerad").waitFor();
    await look(visitor.page, "lagesbild");
    await visitor.page.getByRole("link", { name: /^Nr 2:/ }).click();
    await visitor.page.getByText("Det finns en nyare redovisning").waitFor();
  });

  await chapter("what is downloaded is what is shown", async () => {
    const get = async (name) => (await fetch(`${server.url}/lagesbild/${name}`)).text();
    await visitor.page.goto(`${server.url}/lagesbild/3`);
    const { content } = JSON.parse(await get("3.json"));
    const cells = content.tables.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
    assert.equal(await visitor.page.locator("tbody td").count(), cells.length);
    assert.equal((await get("3.csv")).trim().split("\r\n").length, cells.length + 1);
  });

  await chapter("an erratum stands beside the release it corrects", async () => {
    await first.turnsTo("Urnor");
    await first.turnsTo("Redovisning");
    await first.corrects(3, "Kolumnen var förväxlad.");
    await first.approvesFirst("Rättelse av Nr 3");
    await second.refreshes();
    await second.publishes("Rättelse av Nr 3", 4);
    await visitor.page.goto(`${server.url}/lagesbild`);
    await visitor.page.getByText("Kolumnen var förväxlad.").waitFor();
    await visitor.page.getByText("Redovisning Nr 3, publicerad").waitFor();
    await look(visitor.page, "lagesbild-corrected");
    await visitor.page.goto(`${server.url}/lagesbild/4`);
    await look(visitor.page, "erratum-public");
  });
});

test("where nothing has been published the page says so", { timeout: 120_000 }, async (t) => {
  const empty = await startServer("publish-empty", { empty: true });
  t.after(() => empty.remove());
  const { page } = await browserFor(t, { width: PHONE });
  await page.goto(`${empty.url}/lagesbild`);
  await page.getByText("Ingen redovisning har publicerats än.").waitFor();
  await lookFor("publish-empty", { widths: [PHONE, DESK] })(page, "lagesbild");
});

test("who keeps no urns is shown no releases in the making", { timeout: 120_000 }, async (t) => {
  const { page } = await browserFor(t, { width: DESK });
  const outsider = new Custodian(page, server.url, officerCalled("kommundirektor"));
  await outsider.signsIn();
  assert.equal(await outsider.button("Redovisning").count(), 0);
  assert.equal(await page.evaluate(async () => (await fetch("/api/staff/releases")).status), 404);
});
