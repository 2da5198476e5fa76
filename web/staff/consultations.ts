// What somebody sees who has been asked for advice: the cases they may read, and until when.

import { get } from "./api";
import { daysBetween } from "../modules/case/due";
import { shortDay, today } from "./desk_words";
import { h, heading } from "./dom";
import { ownFingerprint } from "./fingerprint";
import { act } from "./forms";
import type { View } from "./view";
import type { Status } from "./wire";
import { caseName, counted, statusWord } from "./words";

interface Consultation {
  readonly id: string;
  readonly status: Status;
  readonly opened: string;
  /** The last day of reading. */
  readonly until: string;
}

/** The cases we may read because somebody asked for our advice. */
export function consultationsOf(): Promise<readonly Consultation[]> {
  return get<readonly Consultation[]>("/api/staff/consultations");
}

/** The list of them. */
export const consultationsView: View = async (context) => {
  const all = await consultationsOf();
  const now = today();
  return h(
    "div",
    {},
    h("div", { class: "title-row" }, heading("Rådfrågad"), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    h("p", { class: "lead" }, "Säkerhetsfunktionen vill ha ditt råd i de här ärendena. Du kan läsa och skriva anteckningar till och med den sista dagen. Det du gör syns i loggen."),
    all.length === 0
      ? h("p", { class: "empty" }, "Just nu är du inte rådfrågad i något ärende.")
      : h("ol", { class: "plain-list cases" }, ...all.map((one) => consultation(one, now, () => context.go({ at: "case", id: one.id })))),
    h("p", {}, "Vill de ha ditt råd i fler ärenden ringer de dig. Läs då upp dina siffror:"),
    await ownFingerprint(context.session.me.recipient),
  );
};

function consultation({ id, status, opened, until }: Consultation, now: string, open: () => void): HTMLElement {
  const left = daysBetween(now, until);
  const last = left === 0 ? "Sista dagen är i dag" : `Du kan läsa till och med ${shortDay(until, now)}, ${counted(left, "dag", "dagar")} till`;
  return h(
    "li",
    { class: "case-row" },
    h("div", { class: "case-row-head" }, h("button", { type: "button", class: "case-link", onclick: open }, caseName(id)), h("span", { class: `status status-${status}` }, statusWord(status))),
    h("p", { class: "case-due" }, `${last}.`),
    h("p", { class: "hint" }, `Öppnat ${shortDay(opened, now)}`),
  );
}
