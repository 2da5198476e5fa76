// Fields that write what is typed straight into a draft, and lists of rows that one can add to and take from.

import { type Child, announce, h } from "./dom";
import { setDraft, draftOf } from "./drafts";
import { Mend } from "./forms";
import { type Value, isWhen } from "../modules/plan";

/** A shape that can be written into, all the way down. */
export type Draft<T> = { -readonly [K in keyof T]: Draft<T[K]> };

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A draft that is kept under a name, across views and while the page is locked; `keep` is called after every change. */
export function openDraft<T extends object>(name: string, fresh: () => T): { readonly draft: T; readonly keep: () => void; readonly begun: boolean } {
  const kept = draftOf(name);
  const draft = kept === null ? fresh() : (JSON.parse(kept) as T);
  return { draft, keep: () => setDraft(name, JSON.stringify(draft)), begun: kept !== null };
}

/** A line that must say something. */
export function typed<K extends string>(holder: Record<K, string>, key: K, keep: () => void, attributes: Attributes = {}): HTMLInputElement {
  return bound(h("input", { type: "text", autocomplete: "off", ...attributes }), holder[key], (value) => (holder[key] = value), keep);
}

/** A line that may be empty. */
export function optional<K extends string>(holder: Record<K, string | null>, key: K, keep: () => void, attributes: Attributes = {}): HTMLInputElement {
  return bound(h("input", { type: "text", autocomplete: "off", ...attributes }), holder[key] ?? "", (value) => (holder[key] = orNull(value)), keep);
}

/** Several lines that may be empty. */
export function prose<K extends string>(holder: Record<K, string | null> | Record<K, string>, key: K, keep: () => void, rows: number, empty: null | "" = null): HTMLTextAreaElement {
  const into = holder as Record<K, string | null>;
  return bound(h("textarea", { rows }), into[key] ?? "", (value) => (into[key] = value.trim() === "" ? empty : value), keep);
}

/** One of several; `null` is shown as the first, empty choice where it is named. */
export function chosen<K extends string>(holder: Record<K, string | null>, key: K, options: readonly (readonly [string, string])[], keep: () => void, none?: string): HTMLSelectElement {
  const whole = none === undefined ? options : ([["", none], ...options] as const);
  const known = whole.some(([value]) => value === (holder[key] ?? ""));
  const shown = known ? whole : ([[holder[key] ?? "", holder[key] ?? ""], ...whole] as const);
  const select = h("select", {}, ...shown.map(([value, text]) => h("option", { value }, text)));
  return bound(select, holder[key] ?? "", (value) => (holder[key] = orNull(value)), keep);
}

/** A year, a month or a day. */
export function whenField<K extends string>(holder: Record<K, string | null>, key: K, keep: () => void): HTMLInputElement {
  const line = h("input", { type: "text", autocomplete: "off", inputmode: "numeric", class: "plan-when", maxlength: 10 });
  const input = bound(line, holder[key] ?? "", (value) => (holder[key] = orNull(value.trim())), keep);
  input.dataset["when"] = "";
  return input;
}

/** Refuses dates that are none, where they stand. */
export function checkWhens(whole: HTMLElement): void {
  for (const input of whole.querySelectorAll<HTMLInputElement>("[data-when]")) {
    if (input.value.trim() !== "" && !isWhen(input.value.trim())) throw mendAt("Skriv datumet som 2026, 2026-05 eller 2026-05-31.", input);
  }
}

/** Something to mend in a field that may lie in a folded part. */
export function mendAt(message: string, at: HTMLElement): Mend {
  for (let part = at.closest("details"); part !== null; part = part.parentElement?.closest("details") ?? null) part.open = true;
  return new Mend(message, at);
}

/** The fields of an outcome, and what they say together. */
export interface Fields {
  readonly parts: readonly Child[];
  readonly read: () => Value;
}

/** A list of rows: what adds one, what takes one away, and how one is drawn. */
export interface Rows<T> {
  readonly add: string;
  /** What a row is called, such as `Beslutspunkt 2`. */
  readonly name: (place: number) => string;
  readonly make: () => T;
  readonly draw: (item: T, place: number) => Child[];
  readonly most?: number;
  /** Called after a row has come or gone. */
  readonly changed?: () => void;
}

/** A list that one can add to and take from; the focus goes where the change was. */
export function rowsEditor<T>(items: T[], { add, name, make, draw, most = 500, changed }: Rows<T>, keep: () => void): HTMLElement {
  const list = h("div", { class: "plan-rows" });
  const adder = h("button", { type: "button", class: "secondary small" }, add);
  const lay = (): void => {
    list.replaceChildren(...items.map(row));
    adder.hidden = items.length >= most;
  };
  const row = (item: T, place: number): HTMLElement => {
    const remove = h("button", { type: "button", class: "quiet small" }, "Ta bort", h("span", { class: "unseen" }, ` ${name(place).toLowerCase()}`));
    remove.addEventListener("click", () => {
      items.splice(place, 1);
      done();
      announce(`${name(place)} är borttagen.`);
      adder.focus();
    });
    return h("div", { class: "plan-row", role: "group", "aria-label": name(place) }, ...draw(item, place), remove);
  };
  const done = (): void => {
    keep();
    lay();
    changed?.();
  };
  adder.addEventListener("click", () => {
    items.push(make());
    done();
    list.lastElementChild?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  });
  lay();
  return h("div", {}, list, adder);
}

/** A whole number that somebody typed. */
export function countOf(input: HTMLInputElement): number {
  const typed = input.value.replace(/\s/g, "");
  if (!/^\d{1,9}$/.test(typed)) throw new Mend("Skriv ett helt tal.", input);
  return Number(typed);
}

function bound<T extends HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(input: T, value: string, write: (value: string) => void, keep: () => void): T {
  input.value = value;
  input.addEventListener("input", () => {
    write(input.value);
    keep();
  });
  return input;
}

function orNull(value: string): string | null {
  return value.trim() === "" ? null : value;
}
