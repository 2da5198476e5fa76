// A text whose words can be masked one by one with pointer or keys: arrows go from word to word, Enter or space masks.

import { placeOf, wordsOf } from "../modules/mask";
import { h } from "./dom";

export interface MaskText {
  readonly element: HTMLElement;
  /** Shows anew what is masked and proposed. */
  draw(): void;
}

/** The text; `groundOf` says why a word is masked, `proposed` whether somebody should look at it. */
export function maskText(path: string, text: string, label: string, groundOf: (place: string) => string | undefined, proposed: (place: string) => boolean, press: (place: string) => void): MaskText {
  const words: { readonly place: string; readonly text: string; readonly button: HTMLButtonElement }[] = [];
  const children = wordsOf(text).map(({ text: piece, word }) => {
    if (word === null) return piece;
    const place = placeOf(path, word);
    const button = h("button", { type: "button", class: "mask-word", tabindex: words.length === 0 ? 0 : -1, onclick: () => press(place) }, piece);
    words.push({ place, text: piece, button });
    return button;
  });
  const element = h("div", { class: "mask-text", role: "group", "aria-label": label }, ...children);
  element.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const at = words.findIndex(({ button }) => button === document.activeElement);
    const next = words[at + step];
    if (step === 0 || at === -1 || next === undefined) return;
    event.preventDefault();
    words[at]!.button.tabIndex = -1;
    next.button.tabIndex = 0;
    next.button.focus();
  });
  const draw = (): void => {
    for (const { place, text: piece, button } of words) {
      const ground = groundOf(place);
      button.setAttribute("aria-pressed", String(ground !== undefined));
      button.classList.toggle("mask-proposed", ground === undefined && proposed(place));
      if (ground === undefined) button.removeAttribute("title");
      else button.title = ground;
      button.setAttribute("aria-label", ground === undefined ? piece : `${piece}, maskat enligt ${ground}`);
    }
  };
  draw();
  return { element, draw };
}
