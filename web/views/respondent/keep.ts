// Before the questions: which unit one answers for, and a choice between answering now and keeping the ticket for later.
// A kept ticket is text that the visitor copies or a file the browser hands over; the page itself stores nothing.

import { ticketText } from "../../modules/vote";
import { type Both, byId, dayInWords, inBoth, make, onTap, say } from "../page";
import type { Entry } from "./entrance";
import { withPeriod } from "./period";
import type { Answering } from "./state";

const COPIED: Both = { sv: "Svarsbiljetten är kopierad.", en: "The ticket is copied." };
const NOT_COPIED: Both = { sv: "Webbläsaren tillät inte kopiering. Markera texten och kopiera den själv.", en: "The browser did not allow copying. Select the text and copy it yourself." };
const FILE_NAME = "svarsbiljett.txt";
/** How long a browser may take to fetch the file from the page. */
const FETCHED_MS = 30_000;

/** Listens to the choice; `begin` goes on to the questions. */
export function offerKeeping(begin: () => void): { fill(entry: Entry, answering: Answering): void; clear(): void } {
  const [text, panel, status] = [byId<HTMLTextAreaElement>("keep"), byId("keep-panel"), byId("keep-status")];
  let ticket = "";

  onTap(byId("answer-now"), begin);
  onTap(byId("answer-later"), () => {
    text.textContent = ticket;
    panel.hidden = false;
    panel.querySelector<HTMLElement>("h2")?.focus();
  });
  onTap(byId("keep-copy"), async () => {
    try {
      await navigator.clipboard.writeText(ticket);
      say(status, COPIED);
    } catch {
      say(status, NOT_COPIED);
      text.select();
    }
  });
  onTap(byId("keep-file"), () => handOver(ticket));

  return {
    fill({ wave, unit, token, kept }, { questionnaire, period }) {
      ticket = ticketText(token);
      say(byId("intro-title"), questionnaire.title);
      byId("intro-unit").textContent = unit.name;
      byId("intro-department").textContent = unit.department;
      byId("intro-text").replaceChildren(...paragraphs(withPeriod(questionnaire.intro, period)));
      byId("intro-closes").replaceChildren(inBoth(dayInWords(wave.closes)));
      for (const id of ["answer-later", "same-code"]) byId(id).hidden = kept;
      panel.hidden = true;
      text.textContent = "";
      say(status, null);
    },
    clear() {
      ticket = text.textContent = "";
      panel.hidden = true;
    },
  };
}

/** The paragraphs of a text in both languages; empty lines part them. */
function paragraphs(text: Both): HTMLElement[] {
  const [sv, en] = [text.sv, text.en].map((words) => words.split(/\n\s*\n/u));
  if (sv!.length !== en!.length) return [make("p", inBoth(text))];
  return sv!.map((words, i) => make("p", inBoth({ sv: words, en: en![i]! })));
}

function handOver(ticket: string): void {
  const address = URL.createObjectURL(new Blob([ticket, "\n"], { type: "text/plain" }));
  const link = make("a") as HTMLAnchorElement;
  link.href = address;
  link.download = FILE_NAME;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), FETCHED_MS);
}
