// Fields, forms and buttons that work one at a time and say beside themselves what went wrong.

import { wordsOf } from "./api";
import { type Child, announce, h } from "./dom";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

let made = 0;

/** A labelled field with an optional hint. */
export function field(label: string, input: Field, hint?: string): HTMLElement {
  input.id ||= `field-${++made}`;
  const note = hint === undefined ? null : h("p", { class: "hint", id: `${input.id}-hint` }, hint);
  if (note !== null) input.setAttribute("aria-describedby", note.id);
  return h("div", { class: "field" }, h("label", { for: input.id }, label), note, input);
}

/** A box to tick, with its text. */
export function tick(text: string, input: HTMLInputElement = h("input", { type: "checkbox" })): HTMLElement {
  return h("label", { class: "tick" }, input, h("span", {}, text));
}

interface ActOptions {
  readonly class?: string;
  /** What stands on the button while it works. */
  readonly working?: string;
}

/** A button that runs an action; a second press while it works does nothing. */
export function act(label: string, action: () => Promise<void> | void, options: ActOptions = {}): HTMLElement {
  const trouble = troubleLine();
  const button = h("button", { type: "button", class: options.class ?? "primary" }, label);
  button.addEventListener("click", () => void run(button, options.working ?? label, trouble, action));
  return h("div", { class: "act" }, button, trouble);
}

/** A form with one submit button; what is typed stays whatever the answer is. */
export function form(label: string, working: string, action: () => Promise<void>, ...children: readonly Child[]): HTMLFormElement {
  const trouble = troubleLine();
  const button = h("button", { type: "submit", class: "primary" }, label);
  const whole = h("form", { class: "stack", novalidate: true }, ...children, h("div", { class: "act" }, button, trouble));
  whole.addEventListener("submit", (event) => {
    event.preventDefault();
    void run(button, working, trouble, action);
  });
  return whole;
}

/** Something the person can mend, said in words beside the button; the field, if any, takes the focus. */
export class Mend extends Error {
  constructor(
    message: string,
    readonly at?: HTMLElement,
  ) {
    super(message);
  }
}

/** A step that is explained before it is taken; `kind` is the weight of the last button. */
export function confirm(
  open: string,
  explanation: readonly Child[],
  label: string,
  working: string,
  action: () => Promise<void>,
  kind: "danger" | "primary" = "danger",
): HTMLElement {
  const panel = h("div", { class: "confirm", hidden: true, role: "group", "aria-label": open });
  const opener = h("button", { type: "button", class: "secondary", "aria-expanded": "false" }, open);
  const turn = (shown: boolean): void => {
    panel.hidden = !shown;
    opener.hidden = shown;
    opener.setAttribute("aria-expanded", String(shown));
  };
  const cancel = h("button", { type: "button", class: "quiet" }, "Avbryt");
  const yes = act(label, action, { class: kind, working });
  panel.append(...explanation.filter((child): child is Node | string => !!child), h("div", { class: "row" }, yes, cancel));
  panel.tabIndex = -1;
  opener.addEventListener("click", () => {
    turn(true);
    panel.focus();
  });
  cancel.addEventListener("click", () => {
    turn(false);
    opener.focus();
  });
  return h("div", { class: "confirm-frame" }, opener, panel);
}

function troubleLine(): HTMLElement {
  return h("p", { class: "trouble", role: "alert" });
}

async function run(button: HTMLButtonElement, working: string, trouble: HTMLElement, action: () => Promise<void> | void): Promise<void> {
  if (button.getAttribute("aria-disabled") === "true") return;
  const label = button.textContent ?? "";
  button.setAttribute("aria-disabled", "true");
  button.textContent = working;
  trouble.textContent = "";
  if (working !== label) announce(working);
  try {
    await action();
  } catch (failure) {
    trouble.textContent = failure instanceof Mend ? failure.message : wordsOf(failure);
    if (failure instanceof Mend) point(failure.at);
  } finally {
    button.textContent = label;
    button.removeAttribute("aria-disabled");
  }
}

function point(at: HTMLElement | undefined): void {
  if (at === undefined) return;
  at.setAttribute("aria-invalid", "true");
  at.addEventListener("input", () => at.removeAttribute("aria-invalid"), { once: true });
  at.focus();
}
