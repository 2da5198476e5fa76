// A fresh instance becomes a service: the chief claims it, keys are made, printed, given, taken back and recovered,
// and only when two people can read does the start page offer to report.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFileSync } from "node:fs";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { Newcomer } from "./support/newcomer.mjs";
import { Officer } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";
import { freshCode, wrongCode } from "./support/totp.mjs";

const ORGANISATION = readFileSync(new URL("../../deploy/org/exempelkommun.csv", import.meta.url), "utf8");
const STORY = "Han stod utanför vår port i går kväll.";

let server;
before(async () => (server = await startServer("setup", { empty: true })));
after(() => server.remove());

test("a fresh instance is set up, opens, loses its deputy and is recovered from paper", { timeout: 500_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const look = lookFor("set-up", { widths: [PHONE, DESK] });
  const desk = await browserFor(t, { width: DESK });
  const home = await browserFor(t, { width: DESK });
  const reporter = new Reporter(home.page, server.url);

  await chapter("before anybody has claimed it, nothing can be sent", async () => {
    await home.page.goto(server.url);
    await home.page.getByRole("heading", { name: "Tjänsten är inte öppen ännu" }).waitFor();
    assert.equal(await reporter.button("Rapportera ett påverkansförsök").count(), 0);
    await look(home.page, "not-open");
  });

  const link = server.setUpLink();
  const newcomer = new Newcomer(desk.page, { look });
  let chief;
  await chapter("the chief claims it; what is mistyped is said and what was typed is kept", async () => {
    await newcomer.follows(link);
    assert.equal(new URL(desk.page.url()).hash, "", "the token is gone from the address bar");
    await newcomer.hand.write(desk.page.getByLabel("Användarnamn"), "å");
    await newcomer.hand.press(newcomer.button("Fortsätt"));
    await desk.page.getByText("Användarnamnet ska vara 3–40 tecken: bokstäver, siffror, punkt och bindestreck.").waitFor();
    await newcomer.tellsAbout({
      Användarnamn: "chefen",
      Namn: "Karin Säkerhetschef",
      "E-post i tjänsten": "chefen@exempelkommun.invalid",
      "Namn på funktionen": "Säkerhetsfunktionen",
      Telefon: "010-111 11 11",
    });
    await desk.page.locator("p.words").waitFor();
    await newcomer.hand.write(desk.page.getByLabel("Skriv orden en gång"), "fel ord");
    await newcomer.hand.press(newcomer.button("Fortsätt"));
    await desk.page.getByText("Det är inte samma ord. Kontrollera stavning och ordning.").waitFor();
    const passphrase = await newcomer.takesSuggestedWords();
    const secret = await newcomer.secret();
    await newcomer.enters(wrongCode(secret));
    await desk.page.getByText(/^Koden stämmer inte/).waitFor();
    await look(desk.page, "wrong-code");
    assert.notEqual(await desk.page.getByLabel("Kod som appen visar").inputValue(), "", "the code still stands there");
    await newcomer.hand.press(newcomer.button("Tillbaka"));
    await newcomer.hand.press(newcomer.button("Tillbaka"));
    assert.equal(await desk.page.getByLabel("Namn", { exact: true }).inputValue(), "Karin Säkerhetschef");
    assert.equal(await desk.page.getByLabel("Telefon", { exact: true }).inputValue(), "010-111 11 11");
    await newcomer.hand.press(newcomer.button("Fortsätt"));
    assert.equal(await newcomer.takesSuggestedWords(), passphrase, "the words are still the same");
    assert.deepEqual(await newcomer.secret(), secret, "the authenticator need not be set up again");
    await newcomer.enters(await freshCode(secret));
    await newcomer.heading("Klart").waitFor();
    await look(desk.page, "claimed");
    chief = new Officer(desk.page, server.url, { account: "chefen", passphrase, secret }, { look });
  });

  await chapter("the link works once", async () => {
    await newcomer.follows(link);
    await newcomer.heading("Länken gäller inte").waitFor();
    await desk.page.getByText("Den är använd, för gammal eller inte hel.").waitFor();
    await look(desk.page, "dead-link");
  });

  let paper;
  await chapter("the first key makes itself; the paper key is printed and proved to be on paper", async () => {
    await chief.signsIn();
    await chief.heading("Att göra först", 2).waitFor();
    await chief.hand.press(chief.button("Skapa återställningsnyckel"));
    await chief.heading("Nycklar").waitFor();
    await look(desk.page, "keys");
    paper = await chief.makesPaperKey();
  });

  const office = await browserFor(t, { width: DESK });
  let deputy;
  await chapter("a deputy is invited, once, and accepts", async () => {
    const invitation = await chief.invites("Bo Ersättare", "bo@exempelkommun.invalid");
    const invited = new Newcomer(office.page, { look });
    await invited.follows(invitation);
    await office.page.getByText("Hej Bo Ersättare! Du är inbjuden till mottagaren Säkerhetsfunktionen.").waitFor();
    deputy = new Officer(office.page, server.url, await invited.joins({ account: "bo.ersattare" }), { look });
    await invited.follows(invitation);
    await invited.heading("Länken gäller inte").waitFor();
    await deputy.signsIn();
    await deputy.heading("Du har ingen nyckel än", 2).waitFor();
    await reporter.page.goto(server.url);
    await home.page.getByRole("heading", { name: "Tjänsten är inte öppen ännu" }).waitFor();
  });

  await chapter("the chief compares the digits and gives the key, and the channel opens", async () => {
    await chief.turnsTo("Nycklar");
    await chief.refreshes();
    await chief.givesKeyTo("Bo Ersättare", await deputy.digits());
    await deputy.refreshes();
    assert.equal(await deputy.heading("Du har ingen nyckel än", 2).count(), 0);
    assert.equal(await deputy.heading("Att göra först", 2).count(), 0, "nothing is left to do");
    await reporter.visits();
    await look(home.page, "open");
  });

  await chapter("the chief reads the organisation in, and reporters choose from it", async () => {
    await chief.page.goto(`${server.url}/staff/org`);
    await chief.heading("Organisation").waitFor();
    await look(desk.page, "organisation-empty");
    const contents = desk.page.getByLabel("Filens innehåll");
    await chief.hand.write(contents, ORGANISATION.replace(";förvaltning;SN;", ";förvaltning;SAKNAS;"));
    await chief.hand.press(chief.button("Förhandsgranska"));
    await chief.heading("Filen kan inte användas än", 2).waitFor();
    await look(desk.page, "organisation-errors");
    await chief.hand.write(contents, ORGANISATION);
    await chief.hand.press(chief.button("Förhandsgranska"));
    await chief.heading("Det här ändras", 2).waitFor();
    await look(desk.page, "organisation-preview");
    await chief.hand.press(chief.button("Inför ändringarna"));
    await chief.heading("Ändringarna är införda", 2).waitFor();
    await look(desk.page, "organisation");
    await chief.page.goto(`${server.url}/staff/notices`);
    await chief.heading("Aviseringar").waitFor();
    await look(desk.page, "notices");
  });

  await chapter("a report comes in and the deputy reads it", async () => {
    await reporter.visits();
    await reporter.answers();
    await reporter.hand.press(reporter.button(/^Säkerhetschefen ska läsa/, {}));
    await reporter.heading("Vill du berätta mer?").waitFor();
    await reporter.hand.write(home.page.getByLabel("Din berättelse"), STORY);
    await reporter.hand.press(reporter.button("Nästa"));
    await reporter.sends();
    await reporter.provesPhrase(await reporter.writesDownPhrase());
    await server.passNight();
    await deputy.refreshes();
    await deputy.opensCase(STORY);
    assert.deepEqual(await deputy.letters(), [STORY]);
  });

  await chapter("the deputy is removed: the key is new, and with one reader the channel closes", async () => {
    const epochs = await server.sql("SELECT count(*) FROM epoch");
    await desk.page.goto(`${server.url}/staff`);
    await chief.unlocks();
    await chief.turnsTo("Nycklar");
    await chief.removes("Bo Ersättare");
    assert.equal(Number(await server.sql("SELECT count(*) FROM epoch")), Number(epochs) + 1);
    await home.page.goto(server.url);
    await home.page.getByRole("heading", { name: "Tjänsten är inte öppen ännu" }).waitFor();
  });

  await chapter("a new member gets the keys from paper and reads what came before", async () => {
    const invitation = await chief.invites("Eva Ny", "eva@exempelkommun.invalid");
    const hall = await browserFor(t, { width: DESK });
    const invited = new Newcomer(hall.page);
    await invited.follows(invitation);
    const eva = new Officer(hall.page, server.url, await invited.joins({ account: "eva.ny" }), { look });
    await eva.signsIn();
    await eva.hand.press(eva.button("Återställ med papper"));
    await eva.heading("Nycklar").waitFor();
    await look(hall.page, "recover");
    await eva.recoversWith(paper);
    await eva.turnsTo("Ärenden");
    await eva.previewsAreOpen();
    await eva.opensCase(STORY);
    assert.deepEqual(await eva.letters(), [STORY]);
    await reporter.visits();
  });
});
