// An officer at work on a case: assesses, decides, tells what was done, closes, and asks or keeps out others.

import assert from "node:assert/strict";
import { Officer } from "./officer.mjs";

export class Handler extends Officer {
  /** The form that is unfolded. */
  get form() {
    return this.page.locator(".case-form");
  }

  /** A choice among a few that all are seen, within the form. */
  async picks(question, answer) {
    await this.hand.tick(this.form.getByRole("group", { name: question, exact: true }).getByRole("radio", { name: new RegExp(`^${answer}`) }));
  }

  /** Presses the button of the form and waits until the page says that it is done. */
  async saves(label, said) {
    await this.hand.press(this.form.getByRole("button", { name: label, exact: true }));
    await this.isTold(said);
  }

  /** What the page says to those who listen. */
  async isTold(said) {
    await this.page.locator("#live").filter({ hasText: said }).waitFor({ state: "attached" });
  }

  /** Presses the button of the form and is told what is missing. */
  async isRefused(label, words) {
    await this.hand.press(this.form.getByRole("button", { name: label, exact: true }));
    await this.form.locator(".trouble").filter({ hasText: words }).first().waitFor();
  }

  /** Gives the case a title that names nobody. */
  async entitles(title) {
    await this.hand.press(this.button("Skriv en neutral rubrik"));
    await this.hand.write(this.page.getByRole("textbox", { name: "Neutral rubrik" }), title);
    await this.hand.press(this.button("Spara rubriken"));
    await this.page.locator(".case-title").filter({ hasText: title }).waitFor();
  }

  async assesses({ severity = "2 – Allvarlig", crime = "Nej", insider = "Nej", danger = "Nej", text = "" } = {}) {
    await this.opensForm("Bedömning");
    await this.picks("Allvar", severity);
    await this.picks("Misstänker du brott?", crime);
    await this.picks("Kan någon inom kommunen vara delaktig?", insider);
    await this.picks("Har det varit allvarlig fara för liv eller hälsa?", danger);
    await this.hand.write(this.form.getByLabel("Motivering", { exact: true }), text);
    await this.look(this.page, "assessment");
    await this.saves("Spara bedömningen", "Bedömningen är sparad.");
  }

  async notes(text) {
    await this.opensForm("Anteckning");
    await this.hand.write(this.form.getByLabel("Anteckning", { exact: true }), text);
    await this.saves("Spara anteckningen", "Anteckningen är sparad.");
  }

  /** Answers, and notes in the same step that this is what was done. */
  async givesFeedback(text) {
    await this.opensForm("Svara");
    await this.hand.write(this.form.getByLabel("Ditt svar"), text);
    await this.hand.tick(this.form.getByLabel("Det här är återkopplingen: notera att den är gjord"));
    await this.saves("Skicka svaret", "Svaret är skickat.");
  }

  async setsStatus(status) {
    await this.hand.choose(this.page.getByLabel("Ärendet är", { exact: true }), status);
    await this.hand.press(this.button("Spara status"));
    await this.standsAs(status);
  }

  /** The status that stands at the top of the case. */
  async standsAs(status) {
    await this.page.locator(".case-top .status").filter({ hasText: new RegExp(`^${status}$`) }).waitFor();
  }

  /** What the page says must be done before the case can be closed. */
  closingNeeds() {
    return this.page.getByRole("region", { name: "Status" }).locator("li").allInnerTexts();
  }

  /** What the page says is left to do. */
  leftToDo() {
    return this.page.getByRole("region", { name: "Det som återstår" }).locator("li").allInnerTexts();
  }

  async closesCase(why) {
    await this.hand.press(this.button("Avsluta ärendet"));
    await this.look(this.page, "closing");
    await this.hand.press(this.button("Ja, avsluta"));
    await this.page.getByText("Skriv varför ärendet avslutas.").waitFor();
    await this.hand.write(this.page.getByLabel("Varför ärendet avslutas"), why);
    await this.hand.press(this.button("Ja, avsluta"));
    await this.standsAs("Avslutad");
    await this.look(this.page, "closed");
  }

  /** The headings of everything that has happened, as they stand. */
  happened() {
    return this.page.locator("ol.letters > li > h3").allInnerTexts();
  }

  /** One thing that has happened, by what it says. */
  event(text) {
    return this.page.locator("ol.letters > li").filter({ hasText: text });
  }

  /** Keeps somebody out of the case. */
  async keepsOut(name, why) {
    await this.hand.press(this.button("Anmäl jäv"));
    await this.hand.choose(this.page.getByLabel("Vem är jävig?"), name);
    await this.hand.write(this.page.getByRole("group", { name: "Anmäl jäv" }).getByLabel("Varför"), why);
    await this.look(this.page, "keep-out");
    await this.hand.press(this.button("Stäng ute"));
    await this.page.getByRole("heading", { level: 3, name: "Får inte läsa" }).waitFor();
  }

  /** Lets somebody outside read, after comparing with the digits heard on the telephone. */
  async consults(name, why, heard) {
    await this.hand.press(this.page.locator("summary").filter({ hasText: "Rådfråga någon" }));
    const asking = this.page.locator("details").filter({ hasText: "Rådfråga någon" });
    await this.hand.choose(asking.getByLabel("Vem", { exact: true }), name);
    await this.hand.write(asking.getByLabel("Varför"), why);
    await asking.locator(".digits").waitFor();
    assert.equal(await asking.locator(".digits").innerText(), heard, "both see the same digits");
    await this.hand.press(asking.getByRole("button", { name: "Låt läsa" }));
    await asking.getByText("Jämför siffrorna först och kryssa i rutan.").waitFor();
    await this.hand.tick(asking.getByRole("checkbox"));
    await this.look(this.page, "consult");
    await this.hand.press(asking.getByRole("button", { name: "Låt läsa" }));
    await this.button(`Avsluta för ${name}`).waitFor();
  }
}
