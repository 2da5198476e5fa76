// A page of the questionnaire: its title and its items, of which only those that are asked are seen.

import type { Page } from "../../modules/questionnaire";
import { type Both, inBoth, make } from "../page";
import { type ItemView, itemView, layoutOf } from "./item";
import { withPeriod } from "./period";
import type { Answering } from "./state";

const NEEDED: Both = {
  sv: "Den här frågan behöver ett svar, för den avgör vilka frågor som kommer sedan. Du kan också välja ”Vill inte svara”.",
  en: "This question needs an answer, because it decides which questions come next. You can also choose “Prefer not to say”.",
};

export interface PageView {
  readonly element: HTMLElement;
  /** Whether the visitor may go on; says what is missing if not. */
  complete(): boolean;
}

/** Builds a page; every choice goes into the answering at once. */
export function pageView(page: Page, answering: Answering, prefix: string): PageView {
  const first = answering.items.indexOf(page.items[0]!);
  const places = page.items.map((_, i) => first + i);
  const seen = (): number[] => {
    const asked = answering.asked();
    return places.filter((place) => asked[place]);
  };
  const views: ItemView[] = page.items.map((item, i) =>
    itemView({
      item,
      layout: layoutOf(item, page.items.length === 1),
      mask: answering.masks[first + i]!,
      prefix,
      period: answering.period,
      single: page.items.length === 1,
      change(mask) {
        answering.masks[first + i] = mask;
        showAsked();
      },
    }),
  );
  const showAsked = (): void => {
    const asked = seen();
    views.forEach(({ element }, i) => (element.hidden = !asked.includes(first + i)));
  };
  showAsked();

  const title = make("h1", inBoth(withPeriod(page.title, answering.period)));
  title.tabIndex = -1;
  const lead = page.lead === null ? [] : [make("p", inBoth(withPeriod(page.lead, answering.period)))];
  for (const element of lead) element.className = "page-lead";
  const element = make("div", title, ...lead, ...views.map((view) => view.element));
  element.className = "survey-page";

  return {
    element,
    complete() {
      const missing = seen().filter((place) => answering.items[place]!.required && answering.masks[place] === 0);
      views.forEach((view, i) => view.complain(missing.includes(first + i) ? NEEDED : null));
      const [firstMissing] = missing;
      if (firstMissing !== undefined) views[firstMissing - first]!.focus();
      return missing.length === 0;
    },
  };
}
