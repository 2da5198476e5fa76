// Switches the language in place: both texts already stand in the page, so nothing that was typed or chosen is touched.

import { all, byId } from "./page";

type Language = "sv" | "en";

const TITLES: Record<Language, string> = { sv: "information för anställda", en: "information for staff" };

/** Lets the language button switch between Swedish and English. */
export function offerLanguages(): void {
  const page = document.documentElement;
  const instance = document.title.replace(/^[^–]*– /, "");
  const turnTo = (language: Language): void => {
    page.lang = page.dataset["lang"] = language;
    document.title = `Orubbad – ${TITLES[language]} – ${instance}`;
    for (const option of all<HTMLOptionElement>("option[data-sv]")) option.text = option.dataset[language] ?? option.text;
  };
  byId("language").addEventListener("click", () => turnTo(page.lang === "sv" ? "en" : "sv"));
  turnTo("sv");
}
