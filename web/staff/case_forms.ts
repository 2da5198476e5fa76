// The row of buttons under "Skriv": each unfolds one form, one at a time, and what was typed in the others stays.

import { attachForm } from "./case_attach";
import { assessmentForm } from "./case_form_assessment";
import { authorityForm, noteForm, whistleblowingForm } from "./case_form_notes";
import { measureForm, protectiveForm } from "./case_form_measure";
import { policeForm } from "./case_form_police";
import { consultationForm, feedbackForm, workForm } from "./case_form_work";
import { draftName } from "./case_draft";
import { type CasePage, standingOf } from "./case_page";
import { replyForm } from "./case_reply";
import { h, notice, section } from "./dom";
import { draftsUnder } from "./drafts";

/** Unfolds a form by its name. */
export type OpenForm = (form: string) => void;

interface CaseForm {
  readonly name: string;
  readonly label: string;
  readonly make: (page: CasePage, open: OpenForm) => HTMLElement;
  /** Whether somebody who is only consulted has it too. */
  readonly consulted?: true;
  /** Whether it stands behind "Mer". */
  readonly seldom?: true;
}

const FORMS: readonly CaseForm[] = [
  { name: "reply", label: "Svara", make: replyForm },
  { name: "note", label: "Anteckning", make: noteForm, consulted: true },
  { name: "assessment", label: "Bedömning", make: assessmentForm },
  { name: "police", label: "Polisanmälan", make: policeForm },
  { name: "work", label: "Arbetsmiljöverket", make: workForm },
  { name: "consultation", label: "Samråd", make: consultationForm },
  { name: "measure", label: "Åtgärd", make: measureForm },
  { name: "protective", label: "Skyddsåtgärd", make: protectiveForm },
  { name: "feedback", label: "Återkoppling", make: feedbackForm },
  { name: "attachment", label: "Bilaga", make: attachForm, consulted: true },
  { name: "whistleblowing", label: "Visselblåsarfunktionen", make: whistleblowingForm, seldom: true },
  { name: "authority", label: "Underrätta annan myndighet", make: authorityForm, seldom: true },
];

/** The row with the place where the forms unfold, and what unfolds one from elsewhere on the page. */
export function formRow(page: CasePage): { readonly element: HTMLElement; readonly open: OpenForm } {
  const { id, standing: ours } = page.opened.data;
  const forms = FORMS.filter(({ consulted }) => ours === "member" || consulted === true);
  const standing = standingOf(id);
  const panel = h("div", { class: "case-form", hidden: true });
  const button = ({ name, label }: CaseForm): HTMLButtonElement =>
    h(
      "button",
      { type: "button", "aria-expanded": "false", "data-form": name, onclick: () => (standing.form === name ? close() : open(name)) },
      label,
      draftsUnder(draftName(id, name)).length > 0 && h("span", { class: "case-begun" }, "\u00a0– påbörjat"),
    );
  const often = forms.filter(({ seldom }) => seldom !== true).map(button);
  const seldom = forms.filter((form) => form.seldom === true).map(button);
  const rest = h("div", { class: "choices case-write", role: "group", "aria-label": "Mer att skriva", hidden: true }, ...seldom);
  const more = h("button", { type: "button", "aria-expanded": "false", onclick: () => unfold(rest.hidden === true) }, "Mer");
  const unfold = (shown: boolean): void => {
    rest.hidden = !shown;
    more.setAttribute("aria-expanded", String(shown));
  };
  const mark = (): void => {
    for (const one of [...often, ...seldom]) one.setAttribute("aria-expanded", String(one.dataset["form"] === standing.form));
  };
  const show = (name: string): HTMLElement | null => {
    const form = forms.find((one) => one.name === name);
    if (form === undefined) return null;
    if (form.seldom === true) unfold(true);
    const title = h("h3", { tabindex: "-1" }, form.label);
    const said = standing.said === null ? null : notice("warn", h("p", { role: "alert" }, standing.said));
    panel.replaceChildren(title, ...(said === null ? [] : [said]), form.make(page, open));
    panel.hidden = false;
    standing.form = name;
    mark();
    return title;
  };
  const open = (name: string): void => {
    standing.said = null;
    const title = show(name);
    title?.focus();
    title?.scrollIntoView({ block: "start" });
  };
  const close = (): void => {
    standing.form = null;
    panel.hidden = true;
    panel.replaceChildren();
    mark();
  };
  if (standing.form !== null) {
    const title = show(standing.form);
    // The page gives the focus to its heading when it is shown; whoever must look again at a form belongs there.
    if (title !== null && standing.said !== null) {
      window.requestAnimationFrame(() => {
        title.focus();
        title.scrollIntoView({ block: "start" });
      });
    }
  }
  const row = h("div", { class: "choices case-write", role: "group", "aria-label": "Vad du vill skriva" }, ...often, seldom.length > 0 && more);
  return { element: section("write", "Skriv", row, seldom.length > 0 && rest, panel), open };
}

/** Whether a form of this name unfolds here, and so says itself what it has to say. */
export function hasForm(name: string | null): boolean {
  return FORMS.some((form) => form.name === name);
}
