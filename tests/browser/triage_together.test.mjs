// Two at one case, and one whose connection goes away: nobody writes over anybody, and no word that was typed is lost.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { Handler } from "./support/handler.mjs";
import { officerCalled } from "./support/officer.mjs";
import { startServer } from "./support/server.mjs";
import { until } from "./support/until.mjs";

const CASE = "En man väntade vid min bil efter mötet.";
const FIRST = "Kniven gör det akut.";
const SECOND = "Ingen kniv syntes på filmen.";
const NOTE = "Vakten såg honom också på parkeringen.";

let server;
before(async () => (server = await startServer("together")));
after(() => server.remove());

test("two officers write at once: the second is shown the first's words and keeps their own", { timeout: 200_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const { page } = await browserFor(t, { width: DESK });
  const chief = new Handler(page, server.url, officerCalled("sakerhetschef"));
  const office = await browserFor(t, { width: PHONE });
  const look = lookFor("together", { widths: [PHONE, DESK] });
  const deputy = new Handler(office.page, server.url, officerCalled("ersattare"));
  const fills = async (officer, severity, text) => {
    await officer.opensForm("Bedömning");
    await officer.picks("Allvar", severity);
    await officer.picks("Misstänker du brott?", "Oklart");
    await officer.picks("Kan någon inom kommunen vara delaktig?", "Nej");
    await officer.picks("Har det varit allvarlig fara för liv eller hälsa?", "Nej");
    await officer.hand.tick(officer.form.getByRole("checkbox", { name: "Skadegörelse" }));
    await officer.hand.write(officer.form.getByLabel("Motivering", { exact: true }), text);
  };

  await chapter("both have the case open and fill in their assessments", async () => {
    await chief.signsIn();
    await chief.opensCase(CASE);
    await deputy.signsIn();
    await deputy.opensCase(CASE);
    await fills(chief, "3 – Akut", FIRST);
    await fills(deputy, "1 – Låg", SECOND);
  });

  await chapter("the first saves; the second is told who was in between, and everything typed stands", async () => {
    await chief.saves("Spara bedömningen", "Bedömningen är sparad.");
    await deputy.hand.press(deputy.form.getByRole("button", { name: "Spara bedömningen" }));
    await deputy.form.getByText("Säkerhetschefen har just skrivit i ärendet. Läs det nya och spara igen om ditt fortfarande gäller.").waitFor();
    await deputy.event(FIRST).getByText("Nytt", { exact: true }).waitFor();
    assert.equal(await deputy.form.getByLabel("Motivering", { exact: true }).inputValue(), SECOND);
    assert.ok(await deputy.form.getByRole("radio", { name: /^1 – Låg/ }).isChecked());
    assert.ok(await deputy.form.getByRole("group", { name: "Misstänker du brott?" }).getByLabel("Oklart").isChecked());
    assert.ok(await deputy.form.getByRole("checkbox", { name: "Skadegörelse" }).isChecked());
    assert.equal(await deputy.event(SECOND).count(), 0);
    await look(office.page, "in-between");
  });

  await chapter("the second saves again, and both stand", async () => {
    await deputy.saves("Spara bedömningen", "Bedömningen är sparad.");
    await deputy.event(FIRST).waitFor();
    await deputy.event(SECOND).waitFor();
    await chief.refreshes();
    await chief.event(SECOND).waitFor();
    await page.locator(".case-top").getByText("Allvar 1 – Låg").waitFor();
  });

  await chapter("notes are not against each other: both stand at once", async () => {
    await chief.opensForm("Anteckning");
    await chief.hand.write(chief.form.getByLabel("Anteckning", { exact: true }), "Från den ena.");
    await deputy.notes("Från den andra.");
    await chief.saves("Spara anteckningen", "Anteckningen är sparad.");
    await chief.event("Från den ena.").waitFor();
    await chief.event("Från den andra.").waitFor();
  });
});

test("the connection goes away while somebody writes, and nothing is lost", { timeout: 200_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const { context, page } = await browserFor(t, { width: DESK });
  const look = lookFor("offline", { widths: [PHONE, DESK] });
  const officer = new Handler(page, server.url, officerCalled("sakerhetschef"));
  const field = officer.form.getByLabel("Anteckning", { exact: true });
  const drafts = async () => Number(await server.sql("SELECT count(*) FROM case_draft"));

  await chapter("what is typed while the connection is gone stands, and the page says so", async () => {
    await officer.signsIn();
    await officer.opensCase(CASE);
    await officer.opensForm("Anteckning");
    await context.setOffline(true);
    await officer.hand.write(field, NOTE);
    await page.getByText("Ingen förbindelse. Det du skriver finns kvar här.").waitFor();
    await look(page, "offline");
    await officer.hand.press(officer.form.getByRole("button", { name: "Spara anteckningen" }));
    await officer.form.locator(".trouble").filter({ hasText: /./ }).waitFor();
    assert.equal(await field.inputValue(), NOTE);
    assert.equal(await drafts(), 0);
  });

  await chapter("back on line it is kept by itself, sealed", async () => {
    await context.setOffline(false);
    await until("the draft is kept", async () => (await drafts()) === 1);
    await page.waitForFunction(() => document.querySelector(".case-offline").textContent === "");
    assert.ok(!(await server.dump()).includes(NOTE));
  });

  await chapter("locked and unlocked, it is still there", async () => {
    await officer.hand.press(officer.button("Lås"));
    await page.getByText(/Det du skrev finns kvar, krypterat, tills du låser upp\./).waitFor();
    assert.ok(!(await page.content()).includes(NOTE));
    await officer.unlocks();
    await officer.caseIsShown();
    await officer.opensForm("Anteckning");
    assert.equal(await field.inputValue(), NOTE);
  });

  await chapter("at another computer the same officer goes on, and what is saved is no draft any more", async (inner) => {
    const other = await browserFor(inner, { width: DESK });
    const there = new Handler(other.page, server.url, officerCalled("sakerhetschef"));
    await there.signsIn();
    await there.opensCase(CASE);
    await there.page.locator(".case-write [data-form=note]").getByText("påbörjat").waitFor();
    await there.opensForm("Anteckning");
    assert.equal(await there.form.getByLabel("Anteckning", { exact: true }).inputValue(), NOTE);
    await there.saves("Spara anteckningen", "Anteckningen är sparad.");
    await there.event(NOTE).waitFor();
    await until("the draft is gone", async () => (await drafts()) === 0);
  });
});
