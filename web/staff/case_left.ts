// What is left to do in a case: what is undecided, and what each later status asks for, with a way to each form.

import { type Missing, missingFor, missingWord, undecided } from "../modules/case/requirements";
import { STATUSES, type Status } from "../modules/case/status";
import type { CasePage } from "./case_page";
import { h, section } from "./dom";

const FORMS: Readonly<Record<Missing, string>> = {
  assessment: "assessment",
  police: "police",
  police_final: "police",
  work_environment: "work",
  consultation: "consultation",
  feedback: "feedback",
};

const LABELS: Readonly<Record<Missing, string>> = {
  assessment: "Gör en bedömning",
  police: "Besluta om polisanmälan",
  police_final: "Besluta slutligt om polisanmälan",
  work_environment: "Besluta om Arbetsmiljöverket",
  consultation: "Samråd",
  feedback: "Återkoppla till rapportören",
};

/** The box; `open` unfolds a form. */
export function leftBox({ opened: { data, state } }: CasePage, open: (form: string) => void): HTMLElement {
  const now = undecided(state);
  const link = (missing: Missing): HTMLElement => h("li", {}, h("button", { type: "button", class: "case-jump", onclick: () => open(FORMS[missing]) }, LABELS[missing]));
  const said = new Set(now);
  const later: HTMLElement[] = [];
  for (const [status, word] of laterThan(data.status)) {
    if (status === "consulted" && !state.insider) continue;
    const missing = missingFor(state, status).filter((one) => !said.has(one));
    for (const one of missing) said.add(one);
    if (missing.length > 0) later.push(h("p", { class: "hint" }, `För statusen ”${word}” behövs också:`), h("ul", { class: "plain-list" }, ...missing.map(link)));
  }
  const nothing = data.status === "closed" ? "Ärendet är avslutat." : "Inget. Alla beslut är fattade.";
  return section(
    "left",
    "Det som återstår",
    now.length > 0 && h("ul", { class: "plain-list" }, ...now.map(link)),
    ...later,
    now.length + later.length === 0 && h("p", {}, nothing),
  );
}

/** A list of what is missing, in words. */
export function missingList(missing: readonly Missing[]): HTMLElement {
  return h("ul", {}, ...missing.map((one) => h("li", {}, missingWord(one))));
}

/** The statuses that lie ahead; from a closed case there are none. */
function laterThan(status: Status): typeof STATUSES {
  return STATUSES.slice(STATUSES.findIndex(([code]) => code === status) + 1);
}
