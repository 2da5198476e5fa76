// The one who receives: signs in, unlocks, reads, answers, keeps keys and opens urns.

import { readFileSync } from "node:fs";
import { finger } from "./hands.mjs";
import { freshCode } from "./totp.mjs";

const CAST = JSON.parse(readFileSync(new URL("../../../deploy/demo/officers.json", import.meta.url), "utf8")).officers;

/** A member of the invented staff, by account. */
export function officerCalled(account) {
  const { name, passphrase, totp_secret: secret } = CAST.find((officer) => officer.account === account);
  return { account, name, passphrase, secret: Buffer.from(secret, "base64url") };
}

export class Officer {
  constructor(page, url, person, { hand = finger, look = async () => {} } = {}) {
    Object.assign(this, { page, url, person, hand, look });
  }

  button(name, options = { exact: true }) {
    return this.page.getByRole("button", { name, ...options });
  }

  heading(name, level = 1) {
    return this.page.getByRole("heading", { level, name, exact: true });
  }

  /** Opens the staff page at its door. */
  async arrives() {
    await this.page.goto(`${this.url}/staff`);
    await this.heading("Logga in").waitFor();
    await this.look(this.page, "sign-in");
  }

  /** Types account, passphrase and code, and presses the button. */
  async tries({ passphrase = this.person.passphrase, code = null } = {}) {
    await this.hand.write(this.page.getByLabel("Användarnamn"), this.person.account);
    await this.hand.write(this.page.getByLabel("Lösenfras"), passphrase);
    await this.hand.write(this.page.getByLabel("Kod från autentiseringsappen"), code ?? (await freshCode(this.person.secret)));
    await this.hand.press(this.button("Logga in"));
  }

  /** Signs in and unlocks. */
  async signsIn() {
    await this.arrives();
    await this.tries();
    await this.heading("Ärenden").waitFor();
    await this.previewsAreOpen();
    await this.look(this.page, "desk");
  }

  /** Unlocks with the passphrase in a session that still stands. */
  async unlocks() {
    await this.heading("Lås upp").waitFor();
    await this.look(this.page, "unlock");
    await this.hand.write(this.page.getByLabel("Lösenfras"), this.person.passphrase);
    await this.hand.press(this.button("Lås upp"));
    await this.page.locator("#nav").waitFor();
  }

  /** Turns to one of the views in the menu. */
  async turnsTo(view) {
    await this.hand.press(this.page.locator("#nav").getByRole("button", { name: view, exact: true }));
    await this.heading(view).waitFor();
  }

  async previewsAreOpen() {
    await this.page.waitForFunction(() => ![...document.querySelectorAll(".preview")].some(({ textContent }) => textContent === "Öppnar …"));
  }

  /** How many cases the list shows. */
  caseCount() {
    return this.page.locator("li.case-row").count();
  }

  /** The row of the case that holds the text, in its name or its preview. */
  rowOf(text) {
    return this.page.locator("li.case-row").filter({ hasText: text });
  }

  /** Fetches the list anew. */
  async refreshes() {
    await this.hand.press(this.button("Uppdatera"));
    await this.page.locator("#live").filter({ hasText: "Uppdaterat." }).waitFor({ state: "attached" });
    await this.previewsAreOpen();
  }

  /** Opens the case whose row holds the text, and gives back what it is called. */
  async opensCase(text) {
    await this.hand.press(this.rowOf(text).getByRole("button"));
    await this.heading("Brev och svar", 2).waitFor();
    await this.look(this.page, "case");
    return this.page.getByRole("heading", { level: 1 }).innerText();
  }

  /** Goes back to the list, where letters that have come are sorted. */
  async returnsToDesk() {
    await this.hand.press(this.button(/Alla ärenden$/, {}));
    await this.heading("Ärenden").waitFor();
    await this.previewsAreOpen();
  }

  /** The letters and replies of the open case, as they stand. */
  letters() {
    return this.page.locator("ol.letters > li .letter-text").allInnerTexts();
  }

  async replies(text) {
    await this.hand.write(this.page.getByLabel("Ditt svar"), text);
    await this.hand.press(this.button("Skicka svaret"));
    await this.page.locator("li.letter-reply").filter({ hasText: text }).waitFor();
    await this.look(this.page, "replied");
  }

  async setsStatus(status) {
    await this.hand.choose(this.page.getByLabel("Ärendet är"), status);
    await this.hand.press(this.button("Spara status"));
    await this.page.locator(".case-facts .status").filter({ hasText: status }).waitFor();
  }

  async closesCase() {
    await this.hand.press(this.button("Avsluta ärendet"));
    await this.look(this.page, "closing");
    await this.hand.press(this.button("Ja, avsluta"));
    await this.page.locator(".case-facts .status").filter({ hasText: "Avslutad" }).waitFor();
    await this.look(this.page, "closed");
  }

  async signsOut() {
    await this.hand.press(this.button("Logga ut"));
    await this.page.getByText("Du är utloggad.").waitFor();
  }
}
