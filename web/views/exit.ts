// Leaves at once: the page is emptied before the next one is fetched, and takes this one's place.

import { byId } from "./page";

const PRESSES = 3;
const WITHIN_MS = 1_500;

/** Lets the exit button and three presses of Escape clear the page and leave it; `wipe` forgets what code still holds. */
export function offerExit(wipe: () => void): void {
  const exit = byId<HTMLAnchorElement>("exit");
  const target = exit.href;
  const leave = (): void => {
    clear(wipe);
    location.replace(target);
  };
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  let presses: number[] = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    presses = [...presses, event.timeStamp].filter((time) => event.timeStamp - time < WITHIN_MS);
    if (presses.length >= PRESSES) leave();
  });

  // A page kept for the Back button would show what was written.
  window.addEventListener("pagehide", () => clear(wipe));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

function clear(wipe: () => void): void {
  document.title = "–";
  document.body.replaceChildren();
  wipe();
}
