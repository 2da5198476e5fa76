// A text field that warns while one writes: a personal identity number stops, the rest is a question back.

import { fitsBeside } from "../../modules/attachment";
import { TEXT_LIMIT, textSize, tidyText } from "../../modules/text";
import { type Warning, type WarningKind, findWarnings } from "../../modules/warnings";
import { type Both, byId, inBoth, make, say } from "../page";

const WARNINGS: Record<WarningKind, Both> = {
  personal_number: { sv: "Det här ser ut som ett personnummer. Ta bort det innan du går vidare:", en: "This looks like a personal identity number. Remove it before you go on:" },
  phone: { sv: "Är det här ett telefonnummer? Ta helst bort det:", en: "Is this a phone number? Please consider removing it:" },
  email: { sv: "Är det här en e-postadress? Ta helst bort den:", en: "Is this an e-mail address? Please consider removing it:" },
  case_number: { sv: "Är det här ett ärendenummer? Ta helst bort det:", en: "Is this a case number? Please consider removing it:" },
  name: { sv: "Är det här namnet på en person? Ta helst bort det:", en: "Is this the name of a person? Please consider removing it:" },
};
const TOO_LONG: Both = { sv: "Texten är för lång. Korta den innan du går vidare.", en: "The text is too long. Shorten it before you go on." };
const PERSONAL_NUMBER: Both = { sv: "Ta bort personnumret innan du går vidare.", en: "Remove the personal identity number before you go on." };

const TOO_LONG_WITH_FILES: Both = { sv: "Texten och bilagorna får inte plats tillsammans. Korta texten eller ta bort en bilaga.", en: "The text and the attachments do not fit together. Shorten the text or remove an attachment." };

const SHOW_COUNT_FROM = 0.75;
const PAUSE_MS = 350;

export interface Writing {
  text(): string;
  /** Why the text may not be sent with this many attachments, or `null`. */
  obstacle(attachments: number): Both | null;
  clear(): void;
}

/** Watches the text field with this id, its counter and its warnings. */
export function watchWriting(id: string): Writing {
  const field = byId<HTMLTextAreaElement>(id);
  let shown = "";
  let pause = 0;
  const look = (): void => {
    showCount(byId(`${id}-count`), textSize(field.value));
    const warnings = findWarnings(field.value);
    const now = JSON.stringify(warnings);
    if (now !== shown) byId(`${id}-warnings`).replaceChildren(...warnings.map(warningElement));
    shown = now;
  };
  field.addEventListener("input", () => {
    window.clearTimeout(pause);
    pause = window.setTimeout(look, PAUSE_MS);
  });
  return {
    text: () => tidyText(field.value),
    obstacle(attachments) {
      look();
      const text = tidyText(field.value);
      if (textSize(text) > TEXT_LIMIT) return TOO_LONG;
      if (!fitsBeside(text, attachments)) return TOO_LONG_WITH_FILES;
      return findWarnings(field.value).some(({ blocks }) => blocks) ? PERSONAL_NUMBER : null;
    },
    clear() {
      field.value = "";
      look();
    },
  };
}

function showCount(counter: HTMLElement, size: number): void {
  const left = Math.floor((TEXT_LIMIT - size) / 100) * 100;
  counter.classList.toggle("over", size > TEXT_LIMIT);
  if (size < TEXT_LIMIT * SHOW_COUNT_FROM) return say(counter, null);
  say(
    counter,
    size > TEXT_LIMIT
      ? { sv: `Texten är ungefär ${size - TEXT_LIMIT} tecken för lång.`, en: `The text is about ${size - TEXT_LIMIT} characters too long.` }
      : { sv: `Ungefär ${left} tecken kvar.`, en: `About ${left} characters left.` },
  );
}

function warningElement({ kind, found, blocks }: Warning): HTMLElement {
  const element = make("p", inBoth(WARNINGS[kind]), " ", make("strong", found));
  element.className = blocks ? "warning blocks" : "warning";
  return element;
}
