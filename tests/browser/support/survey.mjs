// A custodian who handles surveys: plans a wave, makes its codes, follows it, closes it and counts it.

import assert from "node:assert/strict";
import { Custodian } from "./custodian.mjs";
import { downloaded, listed } from "./slips.mjs";

const FAULTY = 'version = 1\nid = "egen"\npopulation = "staff"\n';
// Making a unit's key takes its time in a program that is built for testing.
const KEYS_MS = 240_000;

export class SurveyCustodian extends Custodian {
  /** Opens the form and fills it in for some units; what is missing or wrong is pointed out, and nothing typed is lost. */
  async fillsPlan(title, units) {
    await this.hand.press(this.button("Planera en mätning"));
    await this.heading("Planera en mätning").waitFor();
    await this.look(this.page, "plan");
    await this.hand.write(this.page.getByLabel("Mätningens namn"), title);
    await this.hand.press(this.button("Avmarkera alla i hela organisationen"));
    await this.hand.press(this.button("Planera mätningen"));
    await this.page.getByText("Välj minst en enhet att fråga.").waitFor();
    for (const [unit, count] of Object.entries(units)) {
      await this.hand.tick(this.page.getByRole("checkbox", { name: unit, exact: true }));
      await this.hand.write(this.page.getByLabel(`Antal personer, ${unit}`), String(count));
    }
    await this.hand.press(this.button("Planera mätningen"));
    await this.page.getByText("Ange gallringsbeslutet.").waitFor();
    await this.hand.write(this.page.getByLabel("Gallringsbeslut"), "SN 2026/118 § 44");
  }

  /** Tries a questionnaire that has faults, is shown them, and returns to the one that comes with the service. */
  async triesOwnQuestions() {
    await this.hand.tick(this.page.getByRole("radio", { name: "Eget frågeformulär (TOML)" }));
    await this.hand.write(this.page.getByLabel("Eller klistra in det här"), FAULTY);
    await this.hand.press(this.button("Kontrollera frågeformuläret"));
    await this.page.getByText(/^\d+ fel i frågeformuläret:$/).waitFor();
    await this.look(this.page, "own-questions");
    assert.equal(await this.page.getByLabel("Eller klistra in det här").inputValue(), FAULTY, "what was typed is kept");
    await this.hand.tick(this.page.getByRole("radio", { name: "Tjänstens frågeformulär" }));
  }

  /** Walks through the questions as a respondent who has met with nothing, and gives the titles of the pages. */
  async previews() {
    await this.hand.press(this.button("Förhandsgranska frågorna"));
    const preview = this.page.locator(".survey-preview");
    await preview.getByText("Förhandsvisning – inget skickas").waitFor();
    await this.look(this.page, "preview");
    const titles = [];
    const next = preview.getByRole("button", { name: /^(Nästa|Börja om)/ });
    for (;;) {
      await this.hand.press(next);
      titles.push(await preview.getByRole("heading", { level: 1 }).innerText());
      if (titles.at(-1) === "Här slutar enkäten") break;
      const contact = preview.locator('[data-item="client_contact"] [data-code="weekly"]');
      if ((await contact.count()) > 0) {
        await contact.check();
        await this.look(this.page, "preview-question");
      }
    }
    await this.hand.press(this.button("Tillbaka till mätningen"));
    return titles;
  }

  /** Plans what has been filled in, and waits until the units have their keys. */
  async plans(title) {
    const withoutKeys = async (route) => {
      const answer = await route.fetch();
      const wave = await answer.json();
      wave.units[0].key = null;
      await route.fulfill({ response: answer, json: wave });
    };
    await this.page.route(/\/api\/staff\/waves\/[0-9a-f-]{36}$/, withoutKeys);
    await this.hand.press(this.button("Planera mätningen"));
    await this.heading(title).waitFor();
    await this.page.getByText(/^Nycklar görs: \d+ av \d+$/).waitFor();
    await this.look(this.page, "keys");
    await this.page.unroute(/\/api\/staff\/waves\/[0-9a-f-]{36}$/, withoutKeys);
    await this.page.locator("#codes").waitFor({ timeout: KEYS_MS });
  }

  /** Opens the page of a wave from the list. */
  async opensWave(title, code) {
    await this.hand.press(this.page.locator("li.wave").filter({ hasText: code }).getByRole("button"));
    await this.heading(title).waitFor();
  }

  /** Makes every code that is lacking and takes away both files, which then are gone. */
  async makesCodes(code) {
    await this.hand.press(this.button("Gör koder"));
    await this.look(this.page, "make-codes");
    await this.hand.press(this.button("Ja, gör koderna"));
    return this.takesFiles(code);
  }

  /** Takes away the slips and the list that have been made. */
  async takesFiles(code) {
    await this.button("Hämta lapparna (PDF)").waitFor();
    await this.look(this.page, "files");
    const pdf = await downloaded(this.page, () => this.hand.press(this.button("Hämta lapparna (PDF)")));
    const list = await downloaded(this.page, () => this.hand.press(this.button("Hämta listan för utskick (CSV)")));
    assert.deepEqual([pdf.name, list.name], [`lappar-${code}.pdf`, `utskick-${code}.csv`]);
    await this.hand.press(this.button("Klar"));
    await this.hand.press(this.button("Ja, ta bort filerna härifrån"));
    await this.button("Hämta lapparna (PDF)").waitFor({ state: "detached" });
    return { pdf: pdf.bytes, list: listed(list.bytes) };
  }

  /** Voids a code that is spoiled. */
  async voids(printed) {
    const field = this.page.getByLabel("Koden på lappen");
    await this.hand.write(field, printed.slice(0, -1));
    await this.hand.press(this.button("Spärra koden"));
    await this.page.getByText("Koden har 16 tecken. Du har skrivit 15.").waitFor();
    await this.hand.write(field, printed);
    await this.hand.press(this.button("Spärra koden"));
    await this.button("Gör koder").waitFor();
  }

  /** Voids what is unused of a unit's codes, and takes away the slips that replace them. */
  async replacesCodesOf(unit, code) {
    await this.hand.choose(this.page.locator(".lost select"), unit);
    await this.hand.press(this.button("Spärra och gör nya"));
    await this.look(this.page, "lost");
    await this.hand.press(this.button("Ja, spärra och gör nya"));
    return this.takesFiles(code);
  }

  /** The table of units, with everybody last: persons, codes, traded codes, answers. */
  async progress(label = "Läget per enhet") {
    const rows = await this.page.getByRole("group", { name: label }).locator("tr:has(td)").all();
    return Promise.all(rows.map(async (row) => (await row.locator("th, td").allInnerTexts()).slice(0, 5).map((text, i) => (i === 0 ? text : Number(text)))));
  }

  async closes() {
    await this.hand.press(this.button("Stäng nu"));
    await this.page.getByText("Det går inte att öppna mätningen igen.").waitFor();
    await this.look(this.page, "closing");
    await this.hand.press(this.button("Ja, stäng mätningen"));
    await this.button("Räkna").waitFor();
    await this.look(this.page, "closed");
  }

  /** Presses the last button of the count. */
  async counts() {
    await this.hand.press(this.button("Räkna"));
    await this.page.getByText("Mätningen räknas en gång och det går inte att ångra.").waitFor();
    await this.look(this.page, "counting");
    await this.hand.press(this.button("Ja, räkna mätningen"));
    await this.heading("Mätningen är räknad", 2).waitFor();
    await this.look(this.page, "counted");
  }
}
