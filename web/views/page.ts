// The few things every screen does to the page: finding, showing, writing in two languages.

export interface Both {
  readonly sv: string;
  readonly en: string;
}

/** The element with this id; throws if the page lacks it, so that a mismatched page fails at once. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page lacks ${id}`);
  return element as T;
}

/** All elements that match, within a part of the page or all of it. */
export function all<T extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): T[] {
  return [...within.querySelectorAll<T>(selector)];
}

/** A new element with text or children. */
export function make(tag: string, ...children: readonly (string | Node)[]): HTMLElement {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}

/** A text in both languages, of which the style sheet shows one. */
export function inBoth({ sv, en }: Both): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const [lang, text] of [["sv", sv], ["en", en]] as const) {
    const span = make("span", text);
    span.lang = lang;
    fragment.append(span);
  }
  return fragment;
}

/** Writes a text in both languages into an element, or empties it. */
export function say(element: HTMLElement, text: Both | null): void {
  element.replaceChildren(...(text === null ? [] : [inBoth(text)]));
}

/** A copy of what an element says, in both languages and without its hints. */
export function copyOfText(element: Element): Node[] {
  return [...element.childNodes]
    .filter((node) => !(node instanceof Element && node.classList.contains("hint")))
    .map((node) => node.cloneNode(true));
}

/** A calendar day in words, in both languages. */
export function dayInWords(day: string): Both {
  const date = new Date(`${day}T12:00:00`);
  const inLanguage = (language: string): string => date.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
  return { sv: inLanguage("sv-SE"), en: inLanguage("en-GB") };
}

/** Runs an action on a tap, one at a time: a second tap while it works does nothing. */
export function onTap(element: HTMLElement, action: () => void | Promise<void>): void {
  let working = false;
  element.addEventListener("click", async () => {
    if (working) return;
    working = true;
    try {
      await action();
    } finally {
      working = false;
    }
  });
}
