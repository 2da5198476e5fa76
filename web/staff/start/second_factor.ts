// The third step: an authenticator app, proved by a code, and then the account is made.

import { base64url, utf8 } from "../../modules/bytes";
import { h } from "../dom";
import { Mend, act, field, form } from "../forms";
import type { Filled, Looked, Step } from "./wire";

/** Enrolment of the authenticator app; `create` makes the account. */
export function secondFactorStep(looked: Looked, filled: Filled, create: (say: (progress: string) => void) => Promise<void>): Step {
  return {
    title: "Tvåstegsinloggning",
    show(_next, back) {
      const code = h("input", { autocomplete: "one-time-code", inputmode: "numeric", maxlength: "7", class: "code", value: filled.totp });
      code.addEventListener("input", () => (filled.totp = code.value));
      const progress = h("p", { class: "progress", role: "status" });
      const submit = async (): Promise<void> => {
        filled.totp = code.value.replace(/\s/g, "");
        if (!/^\d{6}$/.test(filled.totp)) throw new Mend("Koden från appen har sex siffror.", code);
        try {
          await create((text) => (progress.textContent = text));
        } finally {
          progress.textContent = "";
        }
      };
      return h(
        "div",
        { class: "stack" },
        h("p", {}, "Skanna bilden med en autentiseringsapp i telefonen, eller skriv in texten under den."),
        h("img", { class: "qr", alt: "QR-kod för autentiseringsappen; samma sak står som text under bilden", width: "220", height: "220", src: picture(looked.totp_qr) }),
        h("p", { class: "base32 mono", translate: "no" }, (looked.totp_base32.match(/.{1,4}/g) ?? []).join(" ")),
        form("Skapa kontot", "Skapar kontot …", submit, field("Kod som appen visar", code), progress),
        back !== null && act("Tillbaka", back, { class: "quiet" }),
      );
    },
  };
}

/** An SVG as the address of a picture, so that it can hold nothing that runs. */
function picture(svg: string): string {
  const base64 = base64url(utf8(svg)).replaceAll("-", "+").replaceAll("_", "/");
  return `data:image/svg+xml;base64,${base64.padEnd(Math.ceil(base64.length / 4) * 4, "=")}`;
}
