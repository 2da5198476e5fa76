// Shows a questionnaire as a respondent sees it, without a code and without sending; for whoever has to approve it.

import { type Questionnaire, readQuestionnaire } from "../../modules/questionnaire";
import { type Both, inBoth, make, onTap } from "../page";
import { LAST_TWELVE, withPeriod } from "./period";
import { type PageView, pageView } from "./questions";
import { Answering } from "./state";

const NOTE: Both = { sv: "Förhandsvisning – inget skickas", en: "Preview – nothing is sent" };
const BACK: Both = { sv: "Tillbaka", en: "Back" };
const NEXT: Both = { sv: "Nästa", en: "Next" };
const AGAIN: Both = { sv: "Börja om", en: "Start again" };
const END: Both = { sv: "Här slutar enkäten", en: "The survey ends here" };

let previews = 0;

/** Fills the container with a questionnaire to walk through, in both languages; a JSON text is read first and throws if it is not one. */
export function showPreview(container: HTMLElement, questionnaire: Questionnaire | string, waveNumber: number, period: Both = LAST_TWELVE): void {
  const shown = typeof questionnaire === "string" ? readQuestionnaire(questionnaire) : questionnaire;
  const answering = new Answering(shown, waveNumber, period);
  const prefix = `preview-${++previews}`;
  const frame = make("div");
  frame.className = "survey-preview";
  frame.dataset["lang"] = frame.lang = "sv";
  const [back, next, language] = [button(BACK, "quiet"), button(NEXT, "primary"), button({ sv: "English", en: "Svenska" }, "quiet")];
  const [progress, body] = [make("p"), make("div")];
  progress.className = "progress-text";
  const note = make("p", inBoth(NOTE));
  note.className = "preview-note";
  const head = make("div", note, language);
  head.className = "preview-head";
  const foot = make("div", back, next, progress);
  foot.className = "preview-foot";
  frame.append(head, body, foot);

  // Place -1 is the introduction, and the place after the last page is the end.
  let page: number | null = -1;
  let view: PageView | null = null;
  const show = (to: number | null): void => {
    page = to;
    const pages = answering.possible();
    view = to === null || to === -1 ? null : pageView(shown.pages[to]!, answering, prefix);
    body.replaceChildren(view?.element ?? (to === null ? ending() : opening(shown, period)));
    back.hidden = to === -1;
    next.replaceChildren(inBoth(to === null ? AGAIN : NEXT));
    progress.replaceChildren(...(view === null ? [] : [inBoth({ sv: `Sida ${pages.indexOf(to!) + 1} av ${pages.length}`, en: `Page ${pages.indexOf(to!) + 1} of ${pages.length}` })]));
    body.querySelector<HTMLElement>("h1")?.focus();
  };
  onTap(back, () => {
    const before = answering.path().filter((place) => page === null || place < page);
    show(before.at(-1) ?? -1);
  });
  onTap(next, () => {
    if (page === null) {
      answering.clear();
      return show(-1);
    }
    if (view?.complete() === false) return;
    const now = page;
    show(answering.path().find((place) => place > now) ?? null);
  });
  onTap(language, () => {
    frame.dataset["lang"] = frame.lang = frame.lang === "sv" ? "en" : "sv";
  });
  container.replaceChildren(frame);
  show(-1);
}

function opening({ title, intro }: Questionnaire, period: Both): HTMLElement {
  const text = make("p", inBoth(withPeriod(intro, period)));
  text.className = "page-lead";
  return make("div", heading(title), text);
}

function ending(): HTMLElement {
  return make("div", heading(END));
}

function heading(text: Both): HTMLElement {
  const element = make("h1", inBoth(text));
  element.tabIndex = -1;
  return element;
}

function button(text: Both, kind: string): HTMLElement {
  const element = make("button", inBoth(text));
  element.setAttribute("type", "button");
  element.className = kind;
  return element;
}
