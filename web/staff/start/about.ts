// The first step: who somebody is and, at set-up, what the receiving function is called.

import { accountName } from "../../modules/account";
import { h, section } from "../dom";
import { Mend, field, form } from "../forms";
import type { Filled, Looked, Step } from "./wire";

/** Who you are; an invitation already knows the name. */
export function aboutStep(looked: Looked, filled: Filled): Step {
  return { title: "Om dig", show: (next) => show(looked, filled, next) };
}

function show(looked: Looked, filled: Filled, next: () => void): HTMLElement {
  const first = looked.kind === "set_up";
  const account = bind(h("input", { autocomplete: "username", autocapitalize: "none", spellcheck: "false", maxlength: "40" }), filled, "account");
  const name = bind(h("input", { autocomplete: "name" }), filled, "name");
  const email = bind(h("input", { type: "email", autocomplete: "email" }), filled, "email");
  const channelName = bind(h("input", { autocomplete: "off" }), filled, "channelName");
  const channelPhone = bind(h("input", { type: "tel", autocomplete: "off" }), filled, "channelPhone");
  const check = async (): Promise<void> => {
    if (accountName(filled.account) === null) {
      throw new Mend("Användarnamnet ska vara 3–40 tecken: bokstäver, siffror, punkt och bindestreck.", account);
    }
    if (first && filled.name.trim() === "") throw new Mend("Skriv ditt namn.", name);
    if (first && !/^\S+@\S+\.\S+$/.test(filled.email.trim())) throw new Mend("Skriv din e-postadress i tjänsten.", email);
    if (first && filled.channelName.trim() === "") throw new Mend("Skriv vad funktionen heter.", channelName);
    if (first && filled.channelPhone.trim() === "") throw new Mend("Skriv ett telefonnummer till funktionen.", channelPhone);
    next();
  };
  return form(
    "Fortsätt",
    "Fortsätt",
    check,
    field("Användarnamn", account, "Välj själv, till exempel fornamn.efternamn. Du loggar in med det."),
    first && field("Namn", name, "Syns bara för kollegor i tjänsten, aldrig för den som rapporterar."),
    first && field("E-post i tjänsten", email, "Dit går aviseringar. De säger aldrig vad som har kommit in."),
    first && section("function", "Funktionen som tar emot", field("Namn på funktionen", channelName, "Så som den som rapporterar ser det."), field("Telefon", channelPhone, "Dit den som vill tala med någon kan ringa.")),
  );
}

function bind(input: HTMLInputElement, filled: Filled, key: keyof Filled): HTMLInputElement {
  input.value = filled[key];
  input.addEventListener("input", () => (filled[key] = input.value));
  return input;
}
