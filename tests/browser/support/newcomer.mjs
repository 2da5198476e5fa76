// The one behind a one-time link: says who they are, takes a passphrase and an authenticator, and becomes an officer.

import { finger } from "./hands.mjs";
import { freshCode, fromBase32 } from "./totp.mjs";

export class Newcomer {
  constructor(page, { hand = finger, look = async () => {} } = {}) {
    Object.assign(this, { page, hand, look });
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  heading(name) {
    return this.page.getByRole("heading", { level: 1, name, exact: true });
  }

  /** Follows the link; the token is gone from the address bar at once. */
  async follows(link) {
    await this.page.goto("about:blank");
    await this.page.goto(link);
    await this.page.getByRole("heading", { level: 1 }).waitFor();
  }

  /** The first step: fields by their labels. */
  async tellsAbout(fields) {
    await this.heading("Om dig").waitFor();
    await this.look(this.page, "about");
    for (const [label, text] of Object.entries(fields)) await this.hand.write(this.page.getByLabel(label, { exact: true }), text);
    await this.hand.press(this.button("Fortsätt"));
    await this.heading("Lösenfras").waitFor();
  }

  /** The second step with the words that are suggested; gives them back. */
  async takesSuggestedWords() {
    const words = this.page.locator("p.words");
    await words.waitFor();
    await this.look(this.page, "words");
    const passphrase = await words.innerText();
    await this.hand.write(this.page.getByLabel("Skriv orden en gång"), passphrase);
    await this.hand.press(this.button("Fortsätt"));
    await this.heading("Tvåstegsinloggning").waitFor();
    return passphrase;
  }

  /** The second step with a passphrase of one's own. */
  async takesOwn(passphrase) {
    await this.hand.press(this.button("Egen lösenfras"));
    await this.hand.write(this.page.getByLabel("Lösenfras", { exact: true }), passphrase);
    await this.hand.write(this.page.getByLabel("Samma en gång till"), passphrase);
    await this.look(this.page, "own-passphrase");
    await this.hand.press(this.button("Fortsätt"));
    await this.heading("Tvåstegsinloggning").waitFor();
    return passphrase;
  }

  /** The secret as the authenticator is shown it. */
  async secret() {
    return fromBase32(await this.page.locator(".base32").innerText());
  }

  /** The third step with a code of the authenticator. */
  async enters(code) {
    await this.hand.write(this.page.getByLabel("Kod som appen visar"), code);
    await this.hand.press(this.button("Skapa kontot"));
  }

  /** All three steps; gives back who they are from now on. */
  async joins({ account, about = {} }) {
    await this.tellsAbout({ Användarnamn: account, ...about });
    const passphrase = await this.takesSuggestedWords();
    const secret = await this.secret();
    await this.look(this.page, "authenticator");
    await this.enters(await freshCode(secret));
    await this.heading("Klart").waitFor();
    await this.look(this.page, "joined");
    return { account, passphrase, secret };
  }
}
