// A bribe with somebody of one's own involved: nobody is told before those who must be asked have been, one who is partial is kept out,
// and a lawyer reads for a time and no longer.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { Handler } from "./support/handler.mjs";
import { officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";

const STORY = "Leverantören bjuder en av oss på en resa under upphandlingen.";
const SECRET = "Larmet vid lastkajen är draget på nytt.";
const ADVICE = "Det här är ett mutbrott om erbjudandet hör ihop med upphandlingen.";
const ANSWERS = {
  "Vad hände?": ["Otillbörligt erbjudande"],
  "Vem låg bakom?": ["Företag, leverantör eller utförare"],
  "Kan någon anställd eller förtroendevald vara delaktig?": ["Ja"],
};

let server;
before(async () => (server = await startServer("bribe")));
after(() => server.remove());

test("consultation, disqualification and advice: each reads what is theirs and nothing more", { timeout: 400_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const widths = { widths: [PHONE, DESK] };
  const { page } = await browserFor(t, { width: DESK });
  const chief = new Handler(page, server.url, officerCalled("sakerhetschef"), { look: lookFor("bribe", widths) });
  const office = await browserFor(t, { width: DESK });
  const deputy = new Handler(office.page, server.url, officerCalled("ersattare"));
  const chambers = await browserFor(t, { width: PHONE });
  const lawyer = new Handler(chambers.page, server.url, officerCalled("jurist"), { look: lookFor("bribe-lawyer", widths) });
  let id, name;

  await chapter("the report says that somebody of one's own may be involved", async () => {
    const home = await browserFor(t, { width: PHONE });
    await new Reporter(home.page, server.url).reports({ text: STORY, answers: ANSWERS });
    await server.passNight();
    await chief.signsIn();
    name = await chief.opensCase(STORY);
    id = await server.sql(`SELECT id FROM case_file WHERE upper(left(id::text, 6)) = '${name.slice(-6)}'`);
    await page.getByText(/^Någon inom kommunen kan vara delaktig\./).waitFor();
    await deputy.signsIn();
    await deputy.opensCase(STORY);
  });

  await chapter("after the assessment the case asks for consultation before anything else is done", async () => {
    await chief.assesses({ crime: "Ja", insider: "Ja" });
    await chief.setsStatus("Bedömd");
    assert.ok((await chief.leftToDo()).includes("Samråd"));
    assert.equal(await page.getByLabel("Ärendet är", { exact: true }).locator("option", { hasText: "Åtgärd" }).count(), 0, "nothing is done before it");
    await chief.hand.press(page.locator(".case-jump").filter({ hasText: "Samråd" }));
    await page.getByText("Koppla inte in chefen förrän ni har samrått, om någon inom kommunen kan vara delaktig.").waitFor();
    await chief.isRefused("Spara samrådet", "Välj minst en funktion.");
    await chief.hand.tick(chief.form.getByRole("checkbox", { name: "HR" }));
    await chief.isRefused("Spara samrådet", "Skriv vad ni kom fram till.");
    await chief.hand.write(chief.form.getByLabel("Vad ni kom fram till"), "Chefen för enheten får inte veta än.");
    await chief.look(page, "consultation");
    await chief.saves("Spara samrådet", "Samrådet är sparat.");
    await chief.setsStatus("Samråd");
  });

  await chapter("the deputy turns out to be partial and is kept out", async () => {
    await chief.keepsOut("Ersättaren", "Syskon till en av leverantörens ägare.");
    await page.locator(".case-out").getByText("Får inte läsa: Ersättaren").waitFor();
    await chief.look(page, "kept-out");
  });

  await chapter("from then on the deputy sees only that, also where the case stood open", async () => {
    await deputy.hand.press(office.page.getByRole("button", { name: "Uppdatera" }));
    await office.page.getByRole("heading", { name: "Sidan kunde inte visas" }).waitFor();
    assert.ok(!(await office.page.content()).includes(STORY), "what was on the screen is gone");
    await deputy.turnsTo("Ärenden");
    const row = deputy.rowOf(name);
    await deputy.showsGroup("Beslut saknas");
    assert.equal(await row.count(), 0, "it is not among those that ask for work");
    await deputy.showsGroup("Pågående");
    assert.equal((await row.innerText()).replaceAll(/\s+/g, " ").trim(), `${name} Du är jävig i ärendet.`);
    assert.equal(await row.getByRole("button").count(), 0);
    await lookFor("bribe-kept-out", widths)(office.page, "desk");
    await deputy.hand.write(office.page.getByLabel("Sök i ärendena"), "leverantören resa");
    await office.page.getByText("Inget ärende innehåller alla orden.").waitFor();
    const answers = await office.page.evaluate(async (address) => [(await fetch(address)).status, (await fetch(`${address}/entries`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })).status], `/api/staff/cases/${id}`);
    assert.ok(answers.every((status) => status === 404 || status === 403 || status === 400), String(answers));
    assert.equal(answers[0], 404);
    const [listed] = await office.page.evaluate(async (case_) => {
      const me = await (await fetch("/api/staff/me")).json();
      const channel = me.channels[0].id;
      const { cases } = await (await fetch(`/api/staff/channels/${channel}/desk`)).json();
      return cases.filter(({ id }) => id === case_).map(({ key, summary }) => ({ share: key.share, summary }));
    }, id);
    assert.deepEqual(listed, { share: null, summary: null }, "not even what is sealed is handed out");
  });

  await chapter("what is kept from those who are asked for advice is written", async () => {
    await chief.opensForm("Skyddsåtgärd");
    await chief.hand.write(chief.form.getByLabel("Skyddsåtgärd", { exact: true }), SECRET);
    await chief.saves("Spara skyddsåtgärden", "Skyddsåtgärden är sparad.");
    await chief.event(SECRET).getByText("Sekretess: visas inte för rådfrågade").waitFor();
  });

  await chapter("the lawyer reads the digits aloud, the chief compares them and asks for advice", async () => {
    await lawyer.arrives();
    await lawyer.tries();
    await lawyer.heading("Ärenden").waitFor();
    const heard = await lawyer.digits();
    await lawyer.look(chambers.page, "not-asked");
    await chief.consults("Kommunjuristen", "Är det ett mutbrott?", heard);
  });

  await chapter("the lawyer sees one case, reads it without what is restricted, and notes what they think", async () => {
    await chambers.page.reload();
    await lawyer.unlocks();
    await lawyer.heading("Rådfrågad").waitFor();
    await lawyer.look(chambers.page, "asked");
    assert.deepEqual(await lawyer.views(), ["Rådfrågad"]);
    assert.equal(await lawyer.caseCount(), 1);
    await lawyer.opensCase(name);
    await chambers.page.getByText("Du är rådfrågad. Du kan läsa och skriva anteckningar, men inte svara rapportören eller fatta beslut.").waitFor();
    assert.deepEqual(await lawyer.letters(), [STORY]);
    const content = await chambers.page.content();
    assert.ok(!content.includes(SECRET) && !content.includes("Skyddsåtgärd"), "what is restricted is not there");
    assert.deepEqual(await chambers.page.locator(".case-write [data-form]").allInnerTexts(), ["Anteckning", "Bilaga"]);
    await lawyer.look(chambers.page, "case");
    await lawyer.notes(ADVICE);
    const refused = await chambers.page.evaluate(async (case_) => (await fetch(`/api/staff/cases/${case_}/reply`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })).status, id);
    assert.equal(refused, 404);
  });

  await chapter("the chief reads the advice and ends it, and the lawyer reads no more", async () => {
    await chief.refreshes();
    await chief.event(ADVICE).getByText(/^Kommunjuristen,/).waitFor();
    await chief.hand.press(chief.button("Avsluta för Kommunjuristen"));
    await chief.event("Rådfrågning avslutad").waitFor();
    await lawyer.hand.press(lawyer.button("Uppdatera"));
    await chambers.page.getByRole("heading", { name: "Sidan kunde inte visas" }).waitFor();
    assert.ok(!(await chambers.page.content()).includes(STORY));
    assert.equal(await chambers.page.evaluate(async (case_) => (await fetch(`/api/staff/cases/${case_}`)).status, id), 404);
  });
});
