// Notes, and what is handed on to others.

import { Fields } from "./case_fields";
import { type CasePage, writeAndShow } from "./case_page";
import { h } from "./dom";
import { form } from "./forms";

/** A note for those who read the case. */
export function noteForm(page: CasePage): HTMLElement {
  const fields = new Fields(page.opened.data.id, "note");
  const text = fields.text("text", "Anteckning", { hint: "Läses av alla som får läsa ärendet. Den som rapporterade ser den inte.", must: "Skriv något först.", rows: 6 });
  return form("Spara anteckningen", "Förseglar …", () => writeAndShow(page, "note", { entry: { kind: "note", text: text.value() } }, "Anteckningen är sparad."), text.element);
}

/** That the reporter was shown to the whistleblowing function. */
export function whistleblowingForm(page: CasePage): HTMLElement {
  const fields = new Fields(page.opened.data.id, "whistleblowing");
  const text = fields.text("text", "Vad du har gjort", { must: "Skriv vad du har gjort." });
  return form(
    "Spara",
    "Förseglar …",
    () => writeAndShow(page, "whistleblowing", { entry: { kind: "whistleblowing", text: text.value() } }, "Sparat."),
    h("p", {}, "Gäller det ett missförhållande av allmänt intresse som någon har fått veta i sitt arbete kan rapporten höra till visselblåsarfunktionen. Tala om det för rapportören i ett svar, så att den själv kan välja. Lämna inte över brevet utan att rapportören vill."),
    text.element,
  );
}

/** That another authority was told. */
export function authorityForm(page: CasePage): HTMLElement {
  const fields = new Fields(page.opened.data.id, "authority");
  const authority = fields.line("authority", "Myndighet", { hint: "Till exempel Säkerhetspolisen eller länsstyrelsen.", must: "Skriv vilken myndighet." });
  const text = fields.text("text", "Vad myndigheten har fått veta", { must: "Skriv vad myndigheten har fått veta." });
  return form(
    "Spara underrättelsen",
    "Förseglar …",
    () => writeAndShow(page, "authority", { entry: { kind: "authority", authority: authority.value(), text: text.value() } }, "Underrättelsen är sparad."),
    authority.element,
    text.element,
  );
}
