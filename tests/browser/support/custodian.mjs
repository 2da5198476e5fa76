// An officer who also keeps urns: makes drafts of releases and errata, looks at them, approves.

import { Officer } from "./officer.mjs";

export class Custodian extends Officer {
  /** The draft whose name holds the text. */
  draftOf(text) {
    return this.page.locator("article.draft").filter({ hasText: text });
  }

  /** Asks for a draft of a period and waits until it stands there. */
  async makesDraft(period) {
    await this.hand.press(this.button("Gör utkast"));
    await this.page.getByText("Välj minst en period eller mätning.").waitFor();
    await this.hand.tick(this.page.getByRole("checkbox", { name: new RegExp(`^${period}`) }));
    await this.hand.press(this.button("Gör utkast"));
    await this.draftOf(period).waitFor();
    await this.look(this.page, "draft");
  }

  /** Approves as the first of two. */
  async approvesFirst(text) {
    const draft = this.draftOf(text);
    await this.hand.press(draft.getByRole("button", { name: "Godkänn", exact: true }));
    await this.hand.press(draft.getByRole("button", { name: "Ja, godkänn", exact: true }));
    await draft.getByText("Du har godkänt. Nu väntar utkastet på en annan förvarare.").waitFor();
    await this.look(this.page, "approved");
  }

  /** Approves as the second, which publishes. */
  async publishes(text, number) {
    const draft = this.draftOf(text);
    await this.hand.press(draft.getByRole("button", { name: "Godkänn och publicera", exact: true }));
    await draft.getByText("Det som är publicerat kan aldrig ändras, bara rättas.").waitFor();
    await this.look(this.page, "publishing");
    await this.hand.press(draft.getByRole("button", { name: "Ja, publicera", exact: true }));
    await this.page.getByRole("link", { name: new RegExp(`^Nr ${number}:`) }).waitFor();
    await this.look(this.page, "published");
  }

  async throwsAway(text) {
    const draft = this.draftOf(text);
    await this.hand.press(draft.getByRole("button", { name: "Släng utkastet", exact: true }));
    await this.hand.press(draft.getByRole("button", { name: "Ja, släng det", exact: true }));
    await draft.waitFor({ state: "detached" });
  }

  /** Makes the draft of an erratum: the first figure must not be used. */
  async corrects(number, text) {
    await this.hand.press(this.button(`Rätta Nr ${number}`));
    await this.heading(`Rättelse av Nr ${number}`).waitFor();
    await this.hand.write(this.page.getByLabel("Vad var fel?"), `${text} Rätt är 48611.`);
    await this.hand.tick(this.page.getByRole("checkbox", { name: "Ska inte användas" }).first());
    await this.hand.press(this.button("Gör utkast till rättelse"));
    await this.page.getByText(/^Siffror hör hemma bland de rättade talen/).waitFor();
    await this.look(this.page, "erratum");
    await this.hand.write(this.page.getByLabel("Vad var fel?"), text);
    await this.hand.press(this.button("Gör utkast till rättelse"));
    await this.draftOf(`Rättelse av Nr ${number}`).waitFor();
    await this.look(this.page, "erratum-draft");
  }
}
