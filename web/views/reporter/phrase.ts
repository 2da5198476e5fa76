// Shows the phrase after sending, lets it be copied or printed, and asks two of its words back.

import { normalise, twoToAskBack } from "../../modules/phrase";
import { all, byId, dayInWords, inBoth, make, onTap, say } from "../page";

export interface PhraseSteps {
  /** Puts the words and the day to look in into the page. */
  fill(words: readonly string[], lookIn: string): void;
  /** Takes the words out of the page. */
  clear(): void;
}

const COPIED = { sv: "Frasen är kopierad.", en: "The phrase is copied." };
const NOT_COPIED = { sv: "Webbläsaren tillät inte kopiering. Skriv av frasen för hand.", en: "The browser did not allow copying. Write the phrase down by hand." };

/** Lets the visitor keep the phrase; `show` turns to a screen, `done` is called when both words were right. */
export function offerPhrase(show: (screen: string) => void, done: () => void): PhraseSteps {
  let words: readonly string[] = [];
  let asked: readonly [number, number] = [0, 1];
  const fields = [byId<HTMLInputElement>("ask-first"), byId<HTMLInputElement>("ask-second")] as const;
  const status = byId("phrase-status");
  const error = byId("ask-error");

  onTap(byId("phrase-copy"), async () => {
    try {
      await navigator.clipboard.writeText(words.join(" "));
      say(status, COPIED);
    } catch {
      say(status, NOT_COPIED);
    }
  });
  onTap(byId("phrase-print"), () => printWithoutTitle());
  onTap(byId("phrase-saved"), () => {
    asked = twoToAskBack();
    byId("ask-first-number").textContent = String(asked[0] + 1);
    byId("ask-second-number").textContent = String(asked[1] + 1);
    for (const field of fields) field.value = "";
    markWrong(fields, []);
    say(error, null);
    show("ask-back");
  });
  onTap(byId("ask-show"), () => show("phrase"));
  const check = (): void => {
    const wrong = asked.filter((position, i) => normalise(fields[i]!.value).join(" ") !== words[position]);
    markWrong(fields, asked.map((position) => wrong.includes(position)));
    if (wrong.length === 0) return done();
    const numbers = wrong.map((position) => position + 1);
    say(error, {
      sv: `Ord ${numbers.join(" och ")} stämmer inte med frasen. Titta på frasen igen om du är osäker.`,
      en: `Word ${numbers.join(" and ")} does not match the phrase. Look at the phrase again if you are unsure.`,
    });
    fields[asked.indexOf(wrong[0]!)]?.focus();
  };
  onTap(byId("ask-check"), check);
  for (const field of fields) field.addEventListener("keydown", ({ key }) => key === "Enter" && check());

  return {
    fill(fresh, lookIn) {
      words = fresh;
      for (const id of ["phrase-words", "receipt-words"]) byId(id).replaceChildren(...words.map((word) => make("li", word)));
      for (const day of all(".look-in")) day.replaceChildren(inBoth(dayInWords(lookIn)));
      document.documentElement.dataset["receipt"] = "ready";
      say(status, null);
    },
    clear() {
      delete document.documentElement.dataset["receipt"];
      words = [];
      for (const id of ["phrase-words", "receipt-words"]) byId(id).replaceChildren();
      for (const field of fields) field.value = "";
    },
  };
}

function markWrong(fields: readonly HTMLInputElement[], wrong: readonly boolean[]): void {
  fields.forEach((field, i) => field.setAttribute("aria-invalid", String(wrong[i] ?? false)));
}

/** Prints the receipt without the page's title, which browsers put at the top of the paper. */
function printWithoutTitle(): void {
  const title = document.title;
  window.addEventListener("afterprint", () => (document.title = title), { once: true });
  document.title = "\u2007";
  window.print();
}
