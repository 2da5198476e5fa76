// The questions on the page: one tap answers and goes on, or ticks and then Next; earlier choices stay visible.

import { type Question, toggle } from "../../modules/form";
import { all, byId, onTap, say } from "../page";
import type { State } from "./state";

const CHOOSE = {
  sv: "Välj minst ett alternativ. Du kan också välja ”Vill inte svara”.",
  en: "Choose at least one. You can also choose “Prefer not to say”.",
};
const CHOOSE_PLACE = {
  sv: "Välj en förvaltning eller enhet. Du kan också välja ”Vill inte svara”.",
  en: "Choose a department or unit. You can also choose “Prefer not to say”.",
};

/** The questions as they stand in the page, in the order of the form. */
export function questionsOfPage(): Question[] {
  return all("[data-question]").map((screen) => ({
    id: screen.dataset["question"]!,
    kind: screen.dataset["kind"] === "many" ? "many" : "one",
    codes: all("[data-code]", screen).map((option) => option.dataset["code"]!),
  }));
}

/** The option of a question, as it stands in the page. */
export function optionElement(question: string, code: string): HTMLElement {
  const option = document.querySelector<HTMLElement>(`[data-question="${question}"] [data-code="${code}"]`);
  if (option === null) throw new Error("no such option");
  return option;
}

/** Lets every question fill in the state and go on. */
export function listenToQuestions(questions: readonly Question[], state: State, goOn: () => void): void {
  for (const question of questions) {
    const screen = document.querySelector<HTMLElement>(`[data-question="${question.id}"]`)!;
    if (question.kind === "one") listenToOne(question, screen, state, goOn);
    else listenToMany(question, screen, state, goOn);
  }
  listenToPlace(state, goOn);
}

function listenToOne({ id }: Question, screen: HTMLElement, state: State, goOn: () => void): void {
  const buttons = all("button[data-code]", screen);
  for (const button of buttons) {
    onTap(button, () => {
      state.answers = { ...state.answers, [id]: [button.dataset["code"]!] };
      press(buttons, button);
      goOn();
    });
  }
}

function listenToMany({ id }: Question, screen: HTMLElement, state: State, goOn: () => void): void {
  const boxes = all<HTMLInputElement>("input[data-code]", screen);
  const error = screen.querySelector<HTMLElement>(".error")!;
  for (const box of boxes) {
    box.addEventListener("change", () => {
      const chosen = toggle(state.answers[id] ?? [], box.dataset["code"]!);
      state.answers = { ...state.answers, [id]: chosen };
      for (const other of boxes) other.checked = chosen.includes(other.dataset["code"]!);
      say(error, null);
    });
  }
  onTap(screen.querySelector<HTMLElement>("[data-next]")!, () => {
    if ((state.answers[id] ?? []).length === 0) return say(error, CHOOSE);
    goOn();
  });
}

function listenToPlace(state: State, goOn: () => void): void {
  const select = byId<HTMLSelectElement>("place");
  const error = byId("place-error");
  select.addEventListener("change", () => {
    state.unit = select.value === "" ? undefined : select.value === "na" ? null : select.value;
    say(error, null);
  });
  onTap(byId("place-next"), () => (state.unit === undefined ? say(error, CHOOSE_PLACE) : goOn()));
}

/** Marks one button of a group as the chosen one. */
export function press(buttons: readonly HTMLElement[], chosen: HTMLElement): void {
  for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
}
