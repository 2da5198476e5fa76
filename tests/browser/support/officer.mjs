// The one who receives: signs in, unlocks, reads, answers, keeps keys and opens urns.

import assert from "node:assert/strict";
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

  /** Opens the menu where the screen is too narrow for a row. */
  async unfoldsMenu() {
    const menu = this.button("Meny");
    if ((await menu.isVisible()) && (await menu.getAttribute("aria-expanded")) === "false") await this.hand.press(menu);
  }

  /** What stands in the menu, unfolded or not. */
  async views() {
    const names = await this.page.locator("#nav li:not([hidden]) [data-view]").allTextContents();
    return names.map((name) => name.trim());
  }

  /** Turns to one of the views in the menu. */
  async turnsTo(view) {
    await this.unfoldsMenu();
    await this.hand.press(this.page.locator("#nav").getByRole("button", { name: view, exact: true }));
    await this.heading(view).waitFor();
  }

  async previewsAreOpen() {
    await this.page.waitForFunction(() => ![...document.querySelectorAll(".preview")].some(({ textContent }) => textContent === "Öppnar …") && document.querySelector(".desk-progress:not([hidden])") === null);
  }

  /** Shows one of the groups of the desk; gives back how many cases it says it holds. */
  async showsGroup(name) {
    const group = this.page.locator(".desk-groups").getByRole("button", { name: new RegExp(`^${name} `) });
    await this.hand.press(group);
    return Number(await group.locator(".desk-number").innerText());
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
    await this.page.locator("#live").evaluate((live) => (live.textContent = ""));
    await this.hand.press(this.button("Uppdatera"));
    await this.page.locator("#live").filter({ hasText: /./ }).waitFor({ state: "attached" });
    await this.page.locator("#live").filter({ hasText: "Uppdaterat." }).waitFor({ state: "attached" });
    await this.previewsAreOpen();
  }

  /** Opens the case whose row holds the text, and gives back what it is called. */
  async opensCase(text) {
    await this.hand.press(this.rowOf(text).locator(".case-link").first());
    await this.caseIsShown();
    await this.look(this.page, "case");
    return this.page.getByRole("heading", { level: 1 }).innerText();
  }

  async caseIsShown() {
    await this.heading("Det som har hänt", 2).waitFor();
  }

  /** Goes back to the list, where letters that have come are sorted. */
  async returnsToDesk() {
    await this.hand.press(this.button(/Alla ärenden$/, {}));
    await this.heading("Ärenden").waitFor();
    await this.previewsAreOpen();
  }

  /** The letters and replies of the open case, as they stand. */
  letters() {
    return this.page.locator("ol.letters > :is(li.letter-in, li.letter-reply) > .letter-text").allInnerTexts();
  }

  async replies(text) {
    await this.opensForm("Svara");
    await this.hand.write(this.page.getByLabel("Ditt svar"), text);
    await this.hand.press(this.button("Skicka svaret"));
    await this.page.locator("li.letter-reply").filter({ hasText: text }).waitFor();
    await this.look(this.page, "replied");
  }

  /** Unfolds one of the forms of the open case. */
  async opensForm(label) {
    const form = this.page.locator(".case-write [data-form]").filter({ hasText: new RegExp(`^${label}`) });
    if (!(await form.isVisible())) await this.hand.press(this.page.locator(".case-write").getByRole("button", { name: "Mer", exact: true }));
    if ((await form.getAttribute("aria-expanded")) === "false") await this.hand.press(form);
    await this.page.locator(".case-form").getByRole("heading", { level: 3, name: label, exact: true }).waitFor();
  }

  async signsOut() {
    await this.unfoldsMenu();
    await this.hand.press(this.button("Logga ut"));
    await this.page.getByText("Du är utloggad.").waitFor();
  }

  // Keys

  /** The digits that stand under "Dina siffror". */
  digits() {
    return this.page.locator(".fingerprint .digits").innerText();
  }

  /** Makes a paper key; the six last characters are asked for, and wrong ones are refused. Gives back what the paper says. */
  async makesPaperKey() {
    await this.hand.press(this.button("Skapa återställningsnyckel"));
    await this.heading("Återställningsnyckel för Orubbad", 3).waitFor();
    await this.look(this.page, "paper");
    const paper = await this.page.locator(".paper-key").innerText();
    const proof = this.page.getByLabel("De sex sista tecknen på pappret");
    await this.hand.write(proof, "QQQQQQ");
    await this.hand.press(this.button("Bekräfta och börja använda"));
    await this.page.getByText("Det är inte de sex sista tecknen. Titta på pappret, inte på skärmen.").waitFor();
    await this.hand.write(proof, paper.replaceAll(/\s/g, "").slice(-6));
    await this.hand.press(this.button("Bekräfta och börja använda"));
    await this.page.getByText("Finns. Den ligger på papper hos er, inte här.").waitFor();
    return paper;
  }

  /** Invites somebody to the own channel and gives back the link. */
  async invites(name, email) {
    await this.hand.write(this.page.getByLabel("Namn", { exact: true }), name);
    await this.hand.write(this.page.getByLabel("E-post i tjänsten"), email);
    await this.hand.press(this.button("Skapa inbjudan"));
    await this.heading(`Länken till ${name}`, 3).waitFor();
    await this.look(this.page, "invitation");
    return this.page.getByLabel("Länk", { exact: true }).inputValue();
  }

  memberCalled(name) {
    return this.page.locator("li.member").filter({ hasText: name });
  }

  /** Gives a member the keys after comparing with the digits heard on the telephone. */
  async givesKeyTo(name, heard) {
    const member = this.memberCalled(name);
    await this.hand.press(member.getByRole("button", { name: "Ge nyckel", exact: true }));
    await this.look(this.page, "give-key");
    assert.equal(await member.locator(".digits").innerText(), heard, "both see the same digits");
    const give = member.getByRole("button", { name: "Ge nyckeln", exact: true });
    await this.hand.press(give);
    await this.page.getByText("Jämför siffrorna först och kryssa i rutan.").waitFor();
    await this.hand.tick(member.getByRole("checkbox"));
    await this.hand.press(give);
    await member.filter({ hasText: "har nyckel" }).waitFor();
  }

  async removes(name) {
    await this.hand.press(this.button(`Ta bort ${name}`));
    await this.look(this.page, "remove");
    await this.hand.press(this.button("Ta bort och byt nyckel"));
    await this.memberCalled(name).waitFor({ state: "detached" });
  }

  /** Types the paper key, as people do: in small letters. */
  async recoversWith(paper) {
    const typed = this.page.getByLabel("Återställningsnyckel", { exact: true });
    await this.hand.write(typed, paper.slice(0, -1));
    await this.hand.press(this.button("Återställ"));
    await this.page.getByText(/^Något tecken saknas eller är fel/).waitFor();
    await this.hand.write(typed, paper.toLowerCase());
    await this.hand.press(this.button("Återställ"));
    await this.page.locator("#recover").waitFor({ state: "detached" });
  }

  // Urns

  /** Opens the one urn that is ripe. */
  async opensUrn() {
    await this.hand.press(this.button("Öppna urnan"));
    await this.page.getByText("Urnan öppnas en gång och det går inte att ångra.").waitFor();
    await this.look(this.page, "ceremony");
    await this.hand.press(this.button("Ja, öppna urnan"));
    await this.tallyIsShown();
  }

  /** Shows the tally of the urn that was opened last. */
  async showsTally() {
    await this.hand.press(this.button("Visa räkningen").first());
    await this.tallyIsShown();
  }

  async tallyIsShown() {
    await this.page.getByRole("heading", { level: 1, name: /^Räkning för Tertial/ }).waitFor();
    await this.look(this.page, "tally");
  }

  /** A number above the tables of a tally. */
  async fact(name) {
    return Number(await this.page.locator("dl.facts div").filter({ has: this.page.getByText(name, { exact: true }) }).locator("dd").innerText());
  }

  /** The table of units of a tally. */
  async unitCounts() {
    const rows = await this.page.getByRole("group", { name: "Tabell per enhet" }).locator("tbody tr").all();
    return Promise.all(
      rows.map(async (row) => {
        const [unit, department, ballots, undue] = await row.locator("th, td").allInnerTexts();
        return { unit, department, ballots: Number(ballots), undue: Number(undue) };
      }),
    );
  }
}
