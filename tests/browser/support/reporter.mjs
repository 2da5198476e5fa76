// The one who reports: opens the page, answers, keeps the phrase, comes back.

import assert from "node:assert/strict";
import { finger } from "./hands.mjs";

/** Answers to the questions by their wording; what is not named here is answered with "Vill inte svara". */
export const THREAT_BY_PHONE = {
  "Vem handlar det om?": ["Mig själv"],
  "Var i organisationen hände det?": ["Socialpsykiatri och boendestöd"],
  "När hände det?": ["Den senaste veckan"],
  "Vad hände?": ["Trakasserier", "Hot"],
  "Hur skedde det?": ["Telefon"],
  "Vem låg bakom?": ["Enskild klient, brukare eller sökande"],
  "Uppfattade du att syftet var att påverka ditt arbete eller ett beslut?": ["Ja"],
  "Vad uppfattade du att personen ville uppnå?": ["Att ett beslut, en kontroll eller ett ingripande uteblir"],
};

export class Reporter {
  constructor(page, url, { hand = finger, look = async () => {} } = {}) {
    Object.assign(this, { page, url, hand, look });
  }

  button(name, options = { exact: true }) {
    return this.page.getByRole("button", { name, ...options });
  }

  heading(name) {
    return this.page.getByRole("heading", { level: 1, name, exact: true });
  }

  /** Opens the start page and waits until it can seal. */
  async visits() {
    await this.page.goto(this.url);
    await this.button("Rapportera ett påverkansförsök").waitFor();
    await this.look(this.page, "start");
  }

  /** Answers all questions up to the choice of what is to happen. */
  async answers(answers = THREAT_BY_PHONE) {
    await this.hand.press(this.button("Rapportera ett påverkansförsök"));
    await this.heading("Är det fara just nu?").waitFor();
    await this.look(this.page, "danger");
    await this.hand.press(this.button("Nej, fortsätt"));
    for (let asked = await this.asked(null); asked !== "Vad vill du ska hända?"; asked = await this.asked(asked)) {
      await this.look(this.page, nameOf(asked));
      await this.answer(asked, answers[asked] ?? ["Vill inte svara"]);
    }
    await this.look(this.page, "outcome");
  }

  /** The question on the screen, once it is another than the one before. */
  async asked(before) {
    const heading = this.page.locator("section.screen:not([hidden]) h1");
    await this.page.waitForFunction((old) => {
      const now = document.querySelector("section.screen:not([hidden]) h1")?.innerText;
      return now !== undefined && now !== "" && now !== old;
    }, before);
    return (await heading.innerText()).trim();
  }

  async answer(asked, chosen) {
    const screen = this.page.locator("section.screen:not([hidden])");
    if (asked === "Var i organisationen hände det?") {
      await this.hand.choose(screen.getByRole("combobox"), chosen[0]);
      return this.hand.press(this.button("Nästa"));
    }
    if ((await screen.getByRole("checkbox").count()) > 0) {
      for (const label of chosen) await this.hand.tick(screen.getByRole("checkbox", { name: label, exact: true }));
      return this.hand.press(this.button("Nästa"));
    }
    const choice = (await screen.locator("button[data-code]").count()) > 0 ? screen.getByRole("button", { name: chosen[0], exact: true }) : screen.getByRole("button").first();
    return this.hand.press(choice);
  }

  /** Wants the security manager to read, and writes. */
  async wantsToBeRead({ text = "", atOnce = false, recipient = "Säkerhetsfunktionen" } = {}) {
    await this.hand.press(this.button(/^Säkerhetschefen ska läsa/, {}));
    await this.heading("Vem ska läsa?").waitFor();
    await this.look(this.page, "recipient");
    await this.hand.press(this.button(new RegExp(`^${recipient}`), {}));
    await this.heading("Vill du berätta mer?").waitFor();
    await this.hand.write(this.page.getByLabel("Din berättelse"), text);
    if (atOnce) await this.hand.tick(this.page.getByLabel("Någon behöver läsa detta i dag"));
    await this.look(this.page, "text");
    await this.hand.press(this.button("Nästa"));
    await this.heading("Stämmer det här?").waitFor();
    await this.look(this.page, "review");
  }

  /** Wants only to be counted. */
  async wantsOnlyToBeCounted() {
    await this.hand.press(this.button(/^Bara räknas i statistiken/, {}));
    await this.heading("Stämmer det här?").waitFor();
    await this.look(this.page, "review");
  }

  async sends() {
    await this.hand.press(this.button("Skicka"));
  }

  /** Writes the phrase down and gives it back. */
  async writesDownPhrase() {
    await this.heading("Skickat. Spara din kodfras nu").waitFor();
    await this.look(this.page, "phrase");
    const words = await this.page.locator("#phrase-words li").allInnerTexts();
    assert.equal(words.length, 7, "the phrase has seven words");
    return words;
  }

  /** Gives back the two words that are asked for. */
  async provesPhrase(words) {
    await this.hand.press(this.button("Jag har sparat frasen"));
    await this.heading("Kontrollera att du har frasen").waitFor();
    await this.look(this.page, "ask-back");
    for (const field of await this.page.getByRole("textbox", { name: /^Ord nummer/ }).all()) {
      const number = Number((await field.evaluate((element) => element.labels[0].innerText)).match(/\d/)[0]);
      await this.hand.write(field, words[number - 1]);
    }
    await this.hand.press(this.button("Kontrollera"));
    await this.heading("Tack. Nu är allt klart").waitFor();
    await this.look(this.page, "done");
  }

  /** Everything from the start page to the receipt; gives back the words of the phrase. */
  async reports({ answers, ...letter } = {}) {
    await this.visits();
    await this.answers(answers);
    await this.wantsToBeRead(letter);
    await this.sends();
    const words = await this.writesDownPhrase();
    await this.provesPhrase(words);
    return words;
  }

  /** Everything from the start page to the thanks for being counted. */
  async isCounted(answers) {
    await this.visits();
    await this.answers(answers);
    await this.wantsOnlyToBeCounted();
    await this.isThanked();
  }

  /** Sends what is only to be counted. */
  async isThanked() {
    await this.sends();
    await this.heading("Tack. Händelsen räknas nu").waitFor();
    await this.look(this.page, "counted");
  }

  /** Comes back with the phrase. */
  async comesBack(words) {
    await this.visits();
    await this.opensReplies(words);
  }

  async opensReplies(words) {
    await this.hand.press(this.button("Läs svar eller skriv mer"));
    await this.heading("Läs svar eller skriv mer").waitFor();
    await this.look(this.page, "read");
    await this.hand.write(this.page.getByLabel("Din kodfras"), words.join(" "));
    await this.hand.press(this.button("Öppna"));
    await this.heading("Svar till dig").waitFor();
    await this.look(this.page, "replies");
  }

  /** The replies on the screen. */
  replies() {
    return this.page.locator("#replies-list .said").allInnerTexts();
  }

  async writesMore(text) {
    await this.hand.write(this.page.getByLabel("Ditt meddelande"), text);
    await this.hand.press(this.button("Skicka"));
    await this.page.getByText("Skickat. Titta in igen om några dagar.").waitFor();
    await this.look(this.page, "wrote-more");
  }
}

function nameOf(question) {
  return question.toLowerCase().replaceAll(/[^a-zåäö]+/g, "-").replace(/-$/, "").slice(0, 30);
}
