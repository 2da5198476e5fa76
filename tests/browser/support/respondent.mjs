// Somebody who answers a survey with the code on a slip: through every page, back and forth, and with or without a kept ticket.

import assert from "node:assert/strict";
import { Answers, presses } from "./answers.mjs";

/** The open wave with this code, and its questions, as every browser fetches them. */
export async function waveCalled(url, code) {
  const { waves } = await (await fetch(`${url}/api/v1/waves`)).json();
  const wave = waves.find((offered) => offered.code === code);
  const pages = JSON.parse(wave.questionnaire).pages;
  return { ...wave, pages, items: pages.flatMap(({ items }) => items) };
}

export class Respondent {
  answers = new Answers();

  /** `quick` presses through script what others press with a finger. */
  constructor(page, url, wave, { look = async () => {}, quick = false, english = false } = {}) {
    Object.assign(this, { page, url, wave, look, quick, english });
  }

  screen(name) {
    return this.page.locator(`[data-screen="${name}"]`);
  }

  async comesTo(name) {
    await this.screen(name).waitFor();
  }

  async press(id) {
    if (this.quick) await this.page.locator(`#${id}`).evaluate((button) => button.click());
    else await this.page.locator(`#${id}`).click();
  }

  /** Opens the page anew; with a code as a slip's QR gives it. */
  async visits(code = null) {
    await this.page.goto("about:blank");
    await this.page.goto(`${this.url}/enkat${code === null ? "" : `#${code.replaceAll("-", "")}`}`);
    await this.page.locator("html[data-state=ready]").waitFor();
    if (this.english) await this.press("language");
  }

  /** Types a code and presses the button. */
  async tries(code) {
    await this.page.locator("#code").fill(code);
    await this.press("code-go");
  }

  /** Comes in with a code, scanned or typed. */
  async entersWith(code, { scanned = false } = {}) {
    await this.visits(scanned ? code : null);
    assert.equal(this.page.url(), `${this.url}/enkat`, "the code does not stay in the address bar");
    if (scanned) {
      assert.equal(await this.page.locator("#code").inputValue(), code, "a scanned code stands in its field");
      await this.press("code-go");
    } else await this.tries(code);
    await this.comesTo("intro");
  }

  /** Keeps the ticket instead of answering. */
  async keepsTicket() {
    await this.press("answer-later");
    await this.page.locator("#keep-panel").waitFor();
    return this.page.locator("#keep").inputValue();
  }

  /** Comes back with a kept ticket, as text or as the file that the browser saved. */
  async returnsWith(ticket, { asFile = false } = {}) {
    await this.visits();
    await this.page.locator("details:has(#ticket)").evaluate((details) => (details.open = true));
    if (asFile) {
      await this.page.locator("#ticket-file").setInputFiles({ name: "svarsbiljett.txt", mimeType: "text/plain", buffer: Buffer.from(ticket) });
      await this.page.waitForFunction(() => document.querySelector("#ticket").value !== "");
    } else await this.page.locator("#ticket").fill(ticket);
    await this.press("ticket-go");
    await this.comesTo("intro");
  }

  /** What stands on the screen: which screen it is, and the questions on it with what is chosen. */
  state() {
    return this.page.evaluate(() => {
      const screen = [...document.querySelectorAll("[data-screen]")].find((one) => !one.hidden).dataset.screen;
      const shown = [...document.querySelectorAll("#questions [data-item]")].filter((item) => !item.hidden);
      const items = shown.map((item) => ({ id: item.dataset.item, chosen: [...item.querySelectorAll("input:checked")].map(({ dataset }) => dataset.code) }));
      return { screen, items: screen === "page" ? items : [] };
    });
  }

  /** Fails unless the page asks what somebody with these answers is to be asked, and shows what was chosen. */
  async asksWhatItShould() {
    const { screen, items } = await this.state();
    assert.equal(screen, "page");
    const page = this.wave.pages.find((one) => one.items.some(({ id }) => id === items[0]?.id));
    assert.deepEqual(items.map(({ id }) => id), page.items.map(({ id }) => id).filter((id) => this.answers.isAsked(id)), "only what is asked is shown, and all of it");
    for (const { id, chosen } of items) assert.deepEqual(chosen.toSorted(), (this.answers.chosen.get(id) ?? []).toSorted(), `what was chosen for ${id} is still chosen`);
    return page;
  }

  /** Presses options on the page. */
  async chooses(pressed) {
    for (const [item, code] of pressed) this.answers.press(item, code);
    if (this.quick) {
      const targets = pressed.map(([{ id }, code]) => `[data-item="${id}"] [data-code="${code}"]`);
      await this.page.evaluate((selectors) => selectors.forEach((selector) => document.querySelector(`#questions ${selector}`).click()), targets);
    } else for (const [{ id }, code] of pressed) await this.page.locator(`#questions [data-item="${id}"] label`, { has: this.page.locator(`[data-code="${code}"]`) }).click();
  }

  /** Walks through all pages as chance has it, back and forth, until the review. */
  async walks(chance, { most = Infinity } = {}) {
    const answered = new Set();
    for (let step = 0; step < most; step++) {
      if ((await this.state()).screen === "review") return;
      const page = await this.asksWhatItShould();
      const asked = page.items.filter(({ id }) => this.answers.isAsked(id));
      const fresh = !answered.has(page.id);
      // Who comes to a page again leaves it mostly as it is, or changes one answer.
      const again = chance.happens(0.3) ? [chance.pick(asked)] : [];
      await this.chooses((fresh ? asked : again).flatMap((item) => presses(item, chance).map((code) => [item, code])));
      answered.add(page.id);
      if (fresh) await this.look(this.page, `page-${page.id}`);
      if (fresh && page !== this.wave.pages[0] && chance.happens(0.12)) {
        for (let back = 1 + chance.below(3); back > 0 && (await this.state()).screen === "page"; back--) await this.press("back");
        if ((await this.state()).screen === "intro") await this.press("answer-now");
        continue;
      }
      await this.press("next");
    }
  }

  /** Answers with these codes, and with nothing where it may be nothing, until the review. */
  async walksWith(wanted) {
    while ((await this.state()).screen === "page") {
      const page = await this.asksWhatItShould();
      const asked = page.items.filter(({ id }) => this.answers.isAsked(id));
      const missing = asked.filter(({ id }) => wanted[id] !== undefined && !(this.answers.chosen.get(id) ?? []).includes(wanted[id]));
      await this.chooses(missing.map((item) => [item, wanted[item.id]]));
      await this.press("next");
    }
    await this.comesTo("review");
  }

  /** Fails unless the review counts as we do. */
  async reviewsRight() {
    const asked = this.wave.items.filter(({ id }) => this.answers.isAsked(id));
    const answered = asked.filter(({ id }) => this.answers.of(id).length > 0);
    const words = this.english ? `You have answered ${answered.length} of ${asked.length} questions.` : `Du har besvarat ${answered.length} av ${asked.length} frågor.`;
    assert.equal(await this.page.locator("#review-count").innerText(), words);
  }

  /** Sends, and skips the wait. */
  async sends() {
    await this.press("send");
    // The wait may end by itself at any moment, so the press does not ask whether the button still stands there.
    await this.page.waitForFunction(() => {
      const shown = [...document.querySelectorAll("[data-screen]")].find((one) => !one.hidden).dataset.screen;
      if (shown === "waiting" && !document.querySelector("#wait-choice").hidden) document.querySelector("#send-now").click();
      return shown !== "waiting";
    });
  }

  /** Sends what has been answered and is thanked. */
  async isThanked() {
    await this.reviewsRight();
    await this.sends();
    await this.comesTo("sent");
  }
}
