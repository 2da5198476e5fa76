// The two doors: signing in, and unlocking what is already signed in.

import { post } from "./api";
import { type Child, h, heading } from "./dom";
import { Mend, act, field, form } from "./forms";
import { type Session, signIn, unlockAs } from "./session";
import type { Me } from "./wire";

const WORKING = "Öppnar … det tar några sekunder";

/** The form for account, passphrase and code. */
export function signInView(why: string | null, done: (session: Session) => Promise<void>): HTMLElement {
  const account = h("input", { autocomplete: "username", autocapitalize: "none", spellcheck: "false", required: true });
  const passphrase = passphraseField();
  const totp = h("input", { autocomplete: "one-time-code", inputmode: "numeric", maxlength: "7", required: true, class: "code" });
  const submit = async (): Promise<void> => {
    if (account.value.trim() === "") throw new Mend("Skriv ditt användarnamn.", account);
    if (passphrase.value.trim() === "") throw new Mend("Skriv din lösenfras.", passphrase);
    const code = totp.value.replace(/\s/g, "");
    if (!/^\d{6}$/.test(code)) throw new Mend("Koden från appen har sex siffror.", totp);
    const session = await signIn(account.value, passphrase.value, code);
    passphrase.value = totp.value = "";
    await done(session);
  };
  return door(
    "Logga in",
    why,
    form(
      "Logga in",
      WORKING,
      submit,
      field("Användarnamn", account),
      field("Lösenfras", passphrase, "Den lämnar aldrig webbläsaren."),
      field("Kod från autentiseringsappen", totp),
    ),
  );
}

/** The form for the passphrase alone, in a session that still stands. */
export function unlockView(me: Me, why: string | null, done: (session: Session) => Promise<void>, leave: () => void): HTMLElement {
  const passphrase = passphraseField();
  const account = h("input", { type: "text", autocomplete: "username", value: me.account, hidden: true, "aria-label": "Användarnamn" });
  const submit = async (): Promise<void> => {
    if (passphrase.value.trim() === "") throw new Mend("Skriv din lösenfras.", passphrase);
    const session = await unlockAs(me, passphrase.value).catch((failure: unknown) => {
      throw failure instanceof Mend ? new Mend(failure.message, passphrase) : failure;
    });
    passphrase.value = "";
    await done(session);
  };
  const other = act(
    "Logga ut",
    async () => {
      await post("/api/staff/sign-out", {});
      leave();
    },
    { class: "quiet" },
  );
  return door("Lås upp", why, h("p", {}, "Du är inloggad som ", h("strong", {}, me.name), "."), form("Lås upp", WORKING, submit, account, field("Lösenfras", passphrase)), other);
}

function passphraseField(): HTMLInputElement {
  return h("input", { type: "password", autocomplete: "current-password", required: true });
}

function door(title: string, why: string | null, ...children: readonly Child[]): HTMLElement {
  return h("div", { class: "door" }, heading(title), why !== null && h("p", { class: "notice notice-info" }, why), ...children);
}
