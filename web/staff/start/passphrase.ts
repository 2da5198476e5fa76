// The second step: seven words drawn here, or a passphrase of one's own that is hard enough to guess.

import { foldPassphrase } from "../../modules/derive";
import { SHORTEST, type Strength, strength } from "../../modules/strength";
import { type Child, choices, h } from "../dom";
import { Mend, act, field, form } from "../forms";
import { suggestWords } from "../worker";
import type { Filled, Step } from "./wire";

type Way = "words" | "own";

const VERDICTS: Record<Strength, string> = {
  short: `För kort – minst ${SHORTEST} tecken`,
  weak: "För lätt att gissa – lägg till fler ord som inte hör ihop",
  fair: "Godtagbar",
  strong: "Stark",
};

/** The choice of passphrase; `name` is who the link is for. */
export function passphraseStep(filled: Filled, name: () => readonly string[]): Step {
  let way: Way = "words";
  let words: readonly string[] = [];
  return {
    title: "Lösenfras",
    show(next, back) {
      const frame = h("div");
      const pick = (chosen: Way): void => {
        way = chosen;
        void draw().then(() => frame.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus());
      };
      const draw = async (): Promise<void> => {
        if (way === "words" && words.length === 0) words = await suggestWords();
        const again = async (): Promise<void> => {
          words = await suggestWords();
          await draw();
        };
        frame.replaceChildren(
          choices("Sätt att välja", [["words", "Föreslagna ord"], ["own", "Egen lösenfras"]], way, pick),
          way === "words" ? suggested(filled, words, again, next) : own(filled, name(), next),
          ...(back === null ? [] : [act("Tillbaka", back, { class: "quiet" })]),
        );
      };
      void draw();
      return h("div", { class: "stack" }, ...explanation(), frame);
    },
  };
}

function explanation(): Child[] {
  return [
    h("p", {}, "Lösenfrasen låser din nyckel. Den lämnar aldrig webbläsaren och ", h("strong", {}, "ingen kan återställa den åt dig"), "."),
    h("p", {}, "Spara den i en lösenordshanterare eller lås in den på papper."),
  ];
}

function suggested(filled: Filled, words: readonly string[], again: () => Promise<void>, next: () => void): HTMLElement {
  const typed = secretField();
  const check = async (): Promise<void> => {
    if (foldPassphrase(typed.value).toLowerCase() !== words.join(" ")) throw new Mend("Det är inte samma ord. Kontrollera stavning och ordning.", typed);
    filled.passphrase = words.join(" ");
    next();
  };
  return h(
    "div",
    { class: "stack" },
    h("p", { class: "words", translate: "no" }, words.join(" ")),
    act("Andra ord", again, { class: "quiet", working: "Drar ord …" }),
    form("Fortsätt", "Fortsätt", check, field("Skriv orden en gång", typed, "När du har sparat dem. Med mellanrum mellan.")),
  );
}

function own(filled: Filled, avoid: readonly string[], next: () => void): HTMLElement {
  const [typed, twice] = [secretField(), secretField()];
  const verdict = h("p", { class: "strength", role: "status" });
  const judge = (): Strength => strength(typed.value, [filled.account, ...avoid]);
  typed.addEventListener("input", () => {
    const found = judge();
    verdict.textContent = typed.value === "" ? "" : VERDICTS[found];
    verdict.className = `strength strength-${found}`;
  });
  const check = async (): Promise<void> => {
    const found = judge();
    if (found === "short" || found === "weak") throw new Mend(`${VERDICTS[found]}.`, typed);
    if (foldPassphrase(typed.value) !== foldPassphrase(twice.value)) throw new Mend("De två är inte lika.", twice);
    filled.passphrase = typed.value;
    next();
  };
  return form("Fortsätt", "Fortsätt", check, field("Lösenfras", typed, `Minst ${SHORTEST} tecken. Flera ord som inte hör ihop är bäst.`), verdict, field("Samma en gång till", twice));
}

function secretField(): HTMLInputElement {
  return h("input", { type: "password", autocomplete: "new-password" });
}
