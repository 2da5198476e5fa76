// Gallring: nothing goes without the committee's decision; then one member proposes, another approves, and a protocol stays.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { textOfPdf } from "./support/files.mjs";
import { Handler } from "./support/handler.mjs";
import { officerCalled } from "./support/officer.mjs";
import { OUTPUT, startServer } from "./support/server.mjs";
import { downloaded } from "./support/slips.mjs";

const REFERENCE = "KS 2026/114";
const CLOSED = "Skadegörelse efter tillsyn";
const HELD = "Hot efter avslag";

let server;
before(async () => (server = await startServer("gallring")));
after(() => server.remove());

const rows = async (table) => Number(await server.sql(`SELECT count(*) FROM ${table}`));

test("a closed case is destroyed by decision, by two members, and a protocol is left", { timeout: 300_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const look = lookFor("gallring", { widths: [PHONE, DESK] });
  const { page } = await browserFor(t, { width: DESK });
  const chief = new Handler(page, server.url, officerCalled("sakerhetschef"), { look });
  const office = await browserFor(t, { width: PHONE });
  const deputy = new Handler(office.page, server.url, officerCalled("ersattare"), { look: lookFor("gallring-phone") });
  const box = page.getByRole("region", { name: "Avslutade ärenden" });
  let old, held;

  await chapter("one case was closed long ago; so was another, which somebody has asked to keep", async () => {
    await chief.signsIn();
    held = await chief.opensCase(HELD);
    await chief.hand.press(chief.button("Stoppa gallring"));
    await chief.hand.write(page.getByRole("group", { name: "Stoppa gallring" }).getByLabel("Varför"), "Polisen har begärt ut handlingarna.");
    await chief.hand.press(page.getByRole("group", { name: "Stoppa gallring" }).getByRole("button", { name: "Stoppa gallring" }));
    await page.locator(".case-top").getByText("Gallringsstopp").waitFor();
    await chief.returnsToDesk();
    await chief.showsGroup("Avslutade");
    old = await chief.opensCase(CLOSED);
    const both = `upper(left(id::text, 6)) IN ('${old.slice(-6)}', '${held.slice(-6)}')`;
    await server.sql(`UPDATE letter SET day = '2019-12-01' WHERE case_file IN (SELECT id FROM case_file WHERE ${both})`);
    await server.sql(`UPDATE case_file SET status = 'closed', closed = '2020-01-15', fresh = false WHERE ${both}`);
  });

  await chapter("without a decision nothing can be proposed, and only the chief enters one", async () => {
    await deputy.signsIn();
    await deputy.turnsTo("Gallring");
    await deputy.look(office.page, "no-decision");
    assert.equal(await office.page.getByText("Inget gallringsbeslut: inget får gallras.").count(), 3);
    assert.equal(await deputy.button("Föreslå gallring").count(), 0);
    assert.equal(await office.page.getByText("För in gallringsbeslut").count(), 0);
  });

  await chapter("the chief enters the decision; what is missing is said and what was typed is kept", async () => {
    await chief.turnsTo("Gallring");
    await chief.hand.press(box.getByText("För in gallringsbeslut"));
    await chief.hand.write(box.getByLabel("Diarienummer"), REFERENCE);
    await chief.hand.press(box.getByRole("button", { name: "Spara beslutet" }));
    await box.getByText("Skriv antal månader, 1 till 600.").waitFor();
    assert.equal(await box.getByLabel("Diarienummer").inputValue(), REFERENCE);
    await chief.hand.write(box.getByLabel("Månader"), "24");
    await chief.hand.write(box.getByLabel("Beslutsdag"), "2026-02-03");
    await look(page, "decision");
    await chief.hand.press(box.getByRole("button", { name: "Spara beslutet" }));
    await box.getByText(`enligt beslut ${REFERENCE}`).waitFor();
    await look(page, "due");
  });

  await chapter("the chief proposes: the held case is not in it, and one's own proposal one cannot approve", async () => {
    await box.getByText("1 ärende avslutades före").waitFor();
    await chief.hand.press(box.getByRole("button", { name: "Föreslå gallring" }));
    await box.getByText("Förslag som väntar").waitFor();
    await chief.hand.press(box.getByText("Vilka ärenden"));
    assert.deepEqual(await box.locator(".retention-names li").allInnerTexts(), [old]);
    assert.equal(await box.getByRole("button", { name: "Godkänn och gallra" }).count(), 0);
    await look(page, "proposed");
  });

  await chapter("the deputy approves, and the case is gone: letters, entries and keys", async () => {
    const before = await Promise.all(["case_file", "letter", "case_key"].map(rows));
    await deputy.refreshes();
    await deputy.hand.press(deputy.button("Godkänn och gallra"));
    await office.page.getByText("1 ärende förstörs. Det går inte att ångra.").waitFor();
    await deputy.look(office.page, "approving");
    await deputy.hand.press(deputy.button("Ja, gallra nu"));
    await deputy.button("Visa protokollet").waitFor();
    assert.deepEqual(await Promise.all(["case_file", "letter", "case_key"].map(rows)), before.map((number) => number - 1));
    assert.equal(await server.sql(`SELECT count(*) FROM case_file WHERE upper(left(id::text, 6)) = '${old.slice(-6)}'`), "0");
  });

  await chapter("the protocol is shown, printed without the page around it, and kept as text", async () => {
    await chief.refreshes();
    await chief.hand.press(chief.button("Visa protokollet"));
    await chief.heading("Gallringsprotokoll", 3).waitFor();
    await look(page, "protocol");
    const printed = await page.pdf({ format: "A4" });
    writeFileSync(join(OUTPUT, "gallringsprotokoll.pdf"), printed);
    const paper = await textOfPdf(printed);
    const { name, bytes } = await downloaded(page, () => chief.hand.press(chief.button("Hämta som text")));
    assert.match(name, /^gallringsprotokoll-\d{4}-\d\d-\d\d\.txt$/);
    const kept = bytes.toString("utf8");
    for (const part of [REFERENCE, old, "24 månader", "Säkerhetschefen", "Ersättaren", "1 brev", "Rad "]) {
      assert.ok(kept.includes(part), `the text says ${part}`);
      assert.ok(paper.replaceAll(/\s+/g, " ").includes(part), `the paper says ${part}`);
    }
    assert.ok(!paper.includes("Föreslå") && !paper.includes("Logga ut"), "only the protocol is on the paper");
    assert.ok(!kept.includes(CLOSED) && !paper.includes(CLOSED), "it does not say what the case was about");
  });

  await chapter("the held case stands there still, and nothing more is due", async () => {
    await box.getByText(/^Inget avslutades före/).waitFor();
    await chief.turnsTo("Ärenden");
    await chief.showsGroup("Avslutade");
    await chief.opensCase(held);
    await page.locator(".case-top").getByText("Gallringsstopp").waitFor();
    await chief.returnsToDesk();
    assert.equal(await chief.rowOf(old).count(), 0);
  });
});
