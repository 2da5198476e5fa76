// The few ways a staff view makes elements; text always goes in as text, never as HTML.

export type Child = Node | string | null | false;

type Value = string | number | boolean | null | ((event: Event) => void);

/** A new element; a function is a listener (`onclick`), `true` an attribute without value, `false` and `null` none. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Value>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return element;
}

/** The element with this id; throws if the page lacks it. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page lacks ${id}`);
  return element as T;
}

/** What the server wrote into the page as JSON. */
export function dataOf<T>(id: string): T {
  return JSON.parse(byId(id).textContent ?? "null") as T;
}

/** A heading that takes the focus when its view is shown. */
export function heading(text: string): HTMLHeadingElement {
  return h("h1", { tabindex: "-1" }, text);
}

/** A titled part of a view, named by its own heading. */
export function section(id: string, title: string, ...children: readonly Child[]): HTMLElement {
  return h("section", { "aria-labelledby": id }, h("h2", { id, tabindex: "-1" }, title), ...children);
}

/** A box that stands out; `kind` says why. */
export function notice(kind: "info" | "warn" | "error" | "done", ...children: readonly Child[]): HTMLElement {
  return h("div", { class: `notice notice-${kind}` }, ...children);
}

/** Tells those who listen rather than look what just happened. */
export function announce(text: string): void {
  const live = byId("live");
  live.textContent = "";
  window.setTimeout(() => (live.textContent = text), 50);
}

/** A choice between two or more views of the same thing. */
export function choices<T extends string>(label: string, options: readonly (readonly [T, string])[], chosen: T, pick: (option: T) => void): HTMLElement {
  const buttons = options.map(([option, text]) =>
    h("button", { type: "button", "aria-pressed": String(option === chosen), onclick: () => pick(option) }, text),
  );
  return h("div", { class: "choices", role: "group", "aria-label": label }, ...buttons);
}
