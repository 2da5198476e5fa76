// Shows one screen at a time: its heading gets the focus, and the progress line says how far it is.

import { all, byId, say } from "../page";

export interface Screens {
  show(name: string): void;
  /** Says how far along the path the visitor is; outside the path nothing is shown. */
  progress(path: readonly string[], current: string): void;
}

/** The screens of the page; start is shown already. */
export function screensOfPage(): Screens {
  const screens = new Map(all("[data-screen]").map((screen) => [screen.dataset["screen"], screen]));
  return {
    show(name) {
      const wanted = screens.get(name);
      if (wanted === undefined) throw new Error("no such screen");
      for (const screen of screens.values()) screen.hidden = screen !== wanted;
      window.scrollTo(0, 0);
      wanted.querySelector<HTMLElement>("h1, h2")?.focus({ preventScroll: true });
    },
    progress(path, current) {
      const at = path.indexOf(current);
      byId("progress").hidden = at === -1;
      const bar = byId<HTMLProgressElement>("progress-bar");
      [bar.max, bar.value] = [path.length, at + 1];
      say(byId("progress-text"), { sv: `Steg ${at + 1} av ${path.length}`, en: `Step ${at + 1} of ${path.length}` });
    },
  };
}
