// Shows all answers for a last look, each with a way back to its question.

import { type Question } from "../../modules/form";
import { type Both, byId, copyOfText, inBoth, make, onTap } from "../page";
import { type Listed, lineOf } from "./attach";
import { optionElement } from "./questions";
import type { State } from "./state";

const NOTHING: Both = { sv: "Inget valt", en: "Nothing chosen" };

/** What has been written and attached. */
export interface Letter {
  readonly text: string;
  readonly attachments: readonly Listed[];
}

/** Fills the review with what will be sent; `change` goes back to a screen. */
export function showReview(state: State, path: readonly string[], questions: readonly Question[], letter: Letter, change: (screen: string) => void): void {
  const rows = path.flatMap((screen): Node[] => {
    const answer = answerOn(screen, state, questions, letter);
    return answer === null ? [] : [row(screen, answer, change)];
  });
  byId("review-list").replaceChildren(...rows);
  byId("review-count").hidden = state.outcome !== "count";
  byId("review-read").hidden = state.outcome !== "read";
}

function answerOn(screen: string, state: State, questions: readonly Question[], { text, attachments }: Letter): HTMLElement | null {
  const question = questions.find(({ id }) => `q-${id}` === screen);
  if (question !== undefined) return listOf((state.answers[question.id] ?? []).map((code) => labelOf(question, code)));
  switch (screen) {
    case "place": {
      const chosen = byId<HTMLSelectElement>("place").selectedOptions[0]!;
      const { sv, en } = chosen.dataset;
      const department = chosen.closest("optgroup")?.label;
      const unit = sv !== undefined && en !== undefined ? inBoth({ sv, en }) : chosen.text;
      return make("dd", ...(department === undefined ? [] : [`${department}: `]), unit);
    }
    case "outcome":
      return make("dd", ...copyOfText(document.querySelector(`[data-outcome="${state.outcome}"]`)!));
    case "channel":
      return make("dd", byId("channels").querySelector("[aria-pressed=true]")?.firstChild?.textContent ?? "");
    case "text": {
      const said = make("dd", text === "" ? inBoth({ sv: "Ingen text", en: "No text" }) : text);
      said.className = "said";
      if (attachments.length > 0) said.append(make("p", inBoth({ sv: "Bilagor:", en: "Attachments:" })), make("ul", ...attachments.map((one) => make("li", ...lineOf(one)))));
      if (state.atOnce) said.append(make("p", inBoth({ sv: "Någon behöver läsa detta i dag.", en: "Someone needs to read this today." })));
      return said;
    }
    default:
      return null;
  }
}

function row(screen: string, answer: HTMLElement, change: (screen: string) => void): HTMLElement {
  const heading = document.querySelector(`[data-screen="${screen}"] h1`)!;
  const button = make("button", inBoth({ sv: "Ändra", en: "Change" }));
  button.setAttribute("type", "button");
  button.className = "quiet";
  const about = make("span", " ", ...copyOfText(heading));
  about.className = "unseen";
  button.append(about);
  onTap(button, () => change(screen));
  const group = make("div", make("dt", ...copyOfText(heading)), answer, make("dd", button));
  group.lastElementChild!.className = "change";
  return group;
}

function labelOf(question: Question, code: string): Node[] {
  const option = optionElement(question.id, code);
  return copyOfText(question.kind === "one" ? option : document.querySelector(`label[for="${option.id}"]`)!);
}

function listOf(labels: readonly Node[][]): HTMLElement {
  if (labels.length === 0) return make("dd", inBoth(NOTHING));
  if (labels.length === 1) return make("dd", ...labels[0]!);
  return make("dd", make("ul", ...labels.map((label) => make("li", ...label))));
}
