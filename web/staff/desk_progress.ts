// How far something has come that takes a while, in a bar and in words.

import { h } from "./dom";
import { grouped } from "./words";

export interface Progress {
  readonly element: HTMLElement;
  show(done: number, whole: number): void;
  hide(): void;
}

/** A bar that is hidden until it is shown, such as Öppnar 640 av 2 000 ärenden. */
export function progress(doing: string, things: string): Progress {
  const text = h("span");
  const bar = h("progress");
  const element = h("label", { class: "desk-progress", hidden: true }, text, bar);
  return {
    element,
    show(done, whole) {
      element.hidden = false;
      bar.max = whole;
      bar.value = done;
      text.textContent = `${doing} ${grouped(done)} av ${grouped(whole)} ${things}`;
    },
    hide() {
      element.hidden = true;
    },
  };
}
