// One item: its words and its options, as rows, as a grid of short answers, or as a scale from 1 to 5.
// Every option is a radio button or a box of the browser's own, so keyboard and screen reader work as everywhere.

import { type Item, type Option, type Text, isChosen, toggle } from "../../modules/questionnaire";
import { type Both, inBoth, make, say } from "../page";
import { withPeriod } from "./period";

export type Layout = "rows" | "grid" | "scale";

export interface ItemView {
  readonly element: HTMLElement;
  /** Says what is wrong, or that nothing is. */
  complain(why: Both | null): void;
  focus(): void;
}

interface Parts {
  readonly item: Item;
  readonly layout: Layout;
  readonly mask: number;
  /** What makes the ids of this item its own. */
  readonly prefix: string;
  readonly period: Both;
  /** Whether the item has a page to itself, so that its words stand large. */
  readonly single: boolean;
  change(mask: number): void;
}

const STEPS = ["1", "2", "3", "4", "5"];
const LONGEST_IN_GRID = 28;
const NUMBERS: readonly Both[] = [
  { sv: "ett svar", en: "one answer" },
  { sv: "två svar", en: "two answers" },
  { sv: "tre svar", en: "three answers" },
];

/** How an item is best shown among the others of its page. */
export function layoutOf({ kind, options }: Item, alone: boolean): Layout {
  if (STEPS.every((step, j) => options[j]?.code === step)) return "scale";
  const short = options.every(({ text }) => text.sv.length <= LONGEST_IN_GRID && text.en.length <= LONGEST_IN_GRID);
  return kind === "one" && short && !alone ? "grid" : "rows";
}

/** Builds an item; `change` is told every new choice. */
export function itemView({ item, layout, mask, prefix, period, single, change }: Parts): ItemView {
  const id = `${prefix}-${item.id}`;
  const text = make("h2", number(item), inBoth(withPeriod(item.text, period)));
  text.id = id;
  text.className = "item-text";
  const help = make("p", ...hints(item, period));
  help.id = `${id}-help`;
  help.className = "help";
  help.hidden = help.childNodes.length === 0;
  const error = make("p");
  error.id = `${id}-error`;
  error.className = "error";
  error.setAttribute("role", "alert");

  const group = make("div");
  group.className = `options ${layout}`;
  group.setAttribute("role", item.kind === "one" ? "radiogroup" : "group");
  group.setAttribute("aria-labelledby", id);
  group.setAttribute("aria-describedby", help.hidden ? error.id : `${help.id} ${error.id}`);
  if (item.kind === "one" && item.required) group.setAttribute("aria-required", "true");

  let chosen = mask;
  const complain = (why: Both | null): void => {
    say(error, why);
    if (item.kind === "one") group.setAttribute("aria-invalid", String(why !== null));
  };
  const inputs = item.options.map((option, j) => {
    const input = make("input") as HTMLInputElement;
    input.type = item.kind === "one" ? "radio" : "checkbox";
    input.name = id;
    input.autocomplete = "off";
    input.dataset["code"] = option.code;
    input.checked = isChosen(chosen, j);
    input.addEventListener("change", () => {
      const after = toggle(item, chosen, j);
      complain(after === chosen && input.checked && item.kind === "many" ? tooMany(item) : null);
      chosen = after;
      inputs.forEach((other, i) => (other.checked = isChosen(chosen, i)));
      change(chosen);
    });
    return input;
  });
  fill(group, item.options, inputs, layout);

  const element = make("section", text, help, group, error);
  element.className = single ? "item single" : "item";
  element.dataset["item"] = item.id;
  return { element, complain, focus: () => (inputs.find(({ checked }) => checked) ?? inputs[0]!).focus() };
}

function fill(group: HTMLElement, options: readonly Option[], inputs: readonly HTMLElement[], layout: Layout): void {
  const labels = options.map((option, j) => label(option, inputs[j]!, layout === "scale" && j < STEPS.length));
  if (layout !== "scale") return group.append(...labels);
  const row = make("div", ...labels.slice(0, STEPS.length));
  row.className = "rating";
  const [first, last] = [meaning(options[0]!), meaning(options[STEPS.length - 1]!)];
  const ends = make("p", make("span", inBoth(first)), make("span", inBoth(last)));
  ends.className = "ends";
  ends.setAttribute("aria-hidden", "true");
  const rest = make("div", ...labels.slice(STEPS.length));
  rest.className = "beside";
  group.append(row, ends, rest);
}

function label(option: Option, input: HTMLElement, isStep: boolean): HTMLElement {
  const words = make("span", ...(isStep ? [option.code] : [inBoth(option.text)]));
  words.className = "option-text";
  const element = make("label", input, words);
  element.className = option.code === "na" ? "option declined" : "option";
  const { sv, en } = meaning(option);
  if (isStep && sv !== "" && en !== "") {
    const read = make("span", " ", inBoth({ sv, en }));
    read.className = "unseen";
    element.append(read);
  }
  return element;
}

/** What a step of a scale means, without its number. */
function meaning({ code, text }: Option): Text {
  const bare = (words: string): string => (words.startsWith(code) ? words.slice(code.length).replace(/^[\s.:–-]+/u, "") : words);
  return { sv: bare(text.sv), en: bare(text.en) };
}

function number({ number: label }: Item): string | Node {
  if (label === "") return "";
  const element = make("span", `${label}. `);
  element.className = "number";
  return element;
}

/** The help of an item, or else how many answers it takes. */
function hints({ help, kind, most }: Item, period: Both): Node[] {
  if (help !== null) return [inBoth(withPeriod(help, period))];
  if (kind === "one") return [];
  if (most === null) return [inBoth({ sv: "Du kan välja flera.", en: "You can choose several." })];
  return [inBoth({ sv: `Välj högst ${atMost(most).sv}.`, en: `Choose at most ${atMost(most).en}.` })];
}

function tooMany({ most }: Item): Both {
  const { sv, en } = atMost(most ?? 1);
  return { sv: `Du kan välja högst ${sv}. Ta bort ett val först.`, en: `You can choose at most ${en}. Remove one first.` };
}

function atMost(most: number): Both {
  return NUMBERS[most - 1] ?? { sv: `${most} svar`, en: `${most} answers` };
}
