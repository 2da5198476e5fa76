// The fields of the forms of a case: each keeps what is typed in it until it is written.

import { draftName } from "./case_draft";
import { type Child, h } from "./dom";
import { keepChoice, keepDraft } from "./drafts";
import { Mend, field, tick } from "./forms";

/** A choice with its words and, where it needs them, a few more. */
export interface Option {
  readonly code: string;
  readonly text: string;
  readonly hint?: string;
}

/** A field of a form: what stands on the page, and what is chosen or typed. */
export interface Kept<Value = string> {
  readonly element: HTMLElement;
  readonly input: HTMLElement;
  value(): Value;
}

/** The fields of one form of one case. */
export class Fields {
  constructor(
    private readonly id: string,
    private readonly form: string,
  ) {}

  /** A longer text. */
  text(name: string, label: string, { hint, start = "", rows = 4, must }: { hint?: string; start?: string; rows?: number; must?: string } = {}): Kept {
    const input = this.keep(h("textarea", { rows, autocomplete: "off", maxlength: 12_000 }, start), name);
    return this.kept(field(label, input, hint), input, must);
  }

  /** One line. */
  line(name: string, label: string, { hint, start = "", must, longest = 200 }: { hint?: string; start?: string; must?: string; longest?: number } = {}): Kept {
    const input = this.keep(h("input", { type: "text", autocomplete: "off", maxlength: longest, value: start }), name);
    return this.kept(field(label, input, hint), input, must);
  }

  /** A day. */
  day(name: string, label: string, { hint, start = "", must, min }: { hint?: string; start?: string; must?: string; min?: string } = {}): Kept {
    const input = this.keep(h("input", { type: "date", value: start, min: min ?? null }), name);
    return this.kept(field(label, input, hint), input, must);
  }

  /** One of several in a list that unfolds. */
  select(name: string, label: string, options: readonly Option[], { hint, start = "", must, empty = "Välj" }: { hint?: string; start?: string; must?: string; empty?: string } = {}): Kept {
    const all = [{ code: "", text: empty }, ...options];
    const input = this.keep(h("select", {}, ...all.map(({ code, text }) => h("option", { value: code, selected: code === start }, text))), name);
    return this.kept(field(label, input, hint), input, must);
  }

  /** One of a few that all are seen. */
  choice(name: string, label: string, options: readonly Option[], { hint, start = "", must }: { hint?: string; start?: string; must?: string } = {}): Kept {
    const group = `${draftName(this.id, this.form)}${name}`;
    const radios = options.map(({ code }) => h("input", { type: "radio", name: group, value: code, checked: code === start }));
    keepChoice(radios, group);
    const rows = options.map(({ text, hint: more }, i) => h("label", { class: "tick" }, radios[i]!, h("span", {}, text, more !== undefined && h("span", { class: "case-hint" }, more))));
    const element = fieldset(label, hint, rows);
    element.addEventListener("input", () => radios[0]?.removeAttribute("aria-invalid"));
    const value = (): string => {
      const chosen = radios.find(({ checked }) => checked)?.value ?? "";
      if (chosen === "" && must !== undefined) throw new Mend(must, radios[0]);
      return chosen;
    };
    return { element, input: radios[0]!, value };
  }

  /** A box to tick. */
  tick(name: string, text: string, { start = false }: { start?: boolean } = {}): Kept<boolean> & { readonly input: HTMLInputElement } {
    const input = this.keep(h("input", { type: "checkbox", checked: start }), name);
    return { element: tick(text, input), input, value: () => input.checked };
  }

  /** Several of a list. */
  ticks(name: string, label: string, options: readonly Option[], { hint, start = [] }: { hint?: string; start?: readonly string[] } = {}): Kept<string[]> {
    const boxes = options.map(({ code, text }) => this.tick(`${name} ${code}`, text, { start: start.includes(code) }));
    const element = fieldset(label, hint, boxes.map((box) => box.element));
    return { element, input: boxes[0]!.input, value: () => options.filter((_, i) => boxes[i]!.value()).map(({ code }) => code) };
  }

  private keep<T extends HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(input: T, name: string): T {
    return keepDraft(input, `${draftName(this.id, this.form)}${name}`);
  }

  private kept(element: HTMLElement, input: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, must: string | undefined): Kept {
    const value = (): string => {
      const typed = input.value.trim();
      if (typed === "" && must !== undefined) throw new Mend(must, input);
      return typed;
    };
    return { element, input, value };
  }
}

let made = 0;

function fieldset(label: string, hint: string | undefined, rows: readonly Child[]): HTMLElement {
  const note = hint === undefined ? null : h("p", { class: "hint", id: `case-hint-${++made}` }, hint);
  return h("fieldset", { class: "case-choice", "aria-describedby": note?.id ?? null }, h("legend", {}, label), note, ...rows);
}

/** Shows something only while a condition holds, and looks again at every change within. */
export function shownWhile(within: HTMLElement, condition: () => boolean, ...children: readonly Child[]): HTMLElement {
  const part = h("div", {}, ...children);
  const look = (): void => void (part.hidden = !condition());
  within.addEventListener("input", look);
  look();
  return part;
}

/** Today, as a calendar day where the officer sits. */
export function today(): string {
  const now = new Date();
  const part = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}
