// One case on the desk: what it is about, where it stands and what it needs.

import { formWords } from "../modules/case/form_words";
import { comesFirst, dues, waitingSince } from "../modules/case/groups";
import type { Snippet } from "../modules/case/search";
import type { Summary } from "../modules/case/summary";
import { daysBetween } from "../modules/case/due";
import { dueWords, markWord, missingWords, severityWord, shortDay } from "./desk_words";
import { type Child, h } from "./dom";
import type { Context } from "./view";
import type { CaseRow } from "./wire";
import { unitName } from "./unit";
import { caseName, counted, statusWord } from "./words";

const PREVIEW = 140;

/** What a row shows. */
export interface Shown {
  readonly row: CaseRow;
  /** Nothing where it has not been opened yet. */
  readonly summary: Summary | null | undefined;
  /** Cases that tell of the same event and were put together with this one. */
  readonly merged: readonly CaseRow[];
  readonly snippet: Snippet | null;
  readonly today: string;
}

/** The row of a case; one that we are kept out of has a name only. */
export function caseRow({ session, go }: Context, { row, summary, merged, snippet, today }: Shown): HTMLElement {
  const name = caseName(row.id);
  if (row.kept_out.includes(session.me.id)) {
    return h("li", { class: "case-row case-row-kept" }, h("div", { class: "case-row-head" }, h("strong", {}, name)), h("p", {}, "Du är jävig i ärendet."));
  }
  const link = (to: CaseRow): HTMLElement => h("button", { type: "button", class: "case-link", onclick: () => go({ at: "case", id: to.id }) }, caseName(to.id));
  return h(
    "li",
    { class: `case-row${comesFirst(row, summary ?? null) ? " case-row-first" : ""}` },
    h("div", { class: "case-row-head" }, link(row), h("span", { class: "marks" }, ...marks(row, summary ?? null))),
    h("p", { class: `preview${summary === null ? " cannot" : ""}` }, ...preview(summary)),
    snippet !== null && h("p", { class: "case-hit" }, ...highlighted(snippet)),
    ...needs(row, summary ?? null, today),
    h("p", { class: "hint" }, facts(row, summary ?? null, today)),
    merged.length > 0 && h("p", { class: "hint case-merged" }, "Samma händelse: ", ...merged.map(link)),
  );
}

function marks(row: CaseRow, summary: Summary | null): Child[] {
  const say = (kind: string, text: string): HTMLElement => h("span", { class: kind }, text);
  return [
    summary?.atOnce === true && row.status === "new" && say("today", "Läs i dag"),
    summary?.severity != null && row.status !== "closed" && say(summary.severity === 3 ? "today" : "state", severityWord(summary.severity)),
    row.fresh && row.status !== "new" && say("state state-fresh", "Nytt brev"),
    summary?.mark != null && say("state", markWord(summary.mark)),
    row.merged_into !== null && say("state", `Finns i ${caseName(row.merged_into)}`),
    row.held && say("state", "Gallringsstopp"),
    say(`status status-${row.status}`, statusWord(row.status)),
  ];
}

/** What the case is called and how the reporter began. */
function preview(summary: Summary | null | undefined): Child[] {
  if (summary === undefined) return ["Öppnar …"];
  if (summary === null) return ["Kan inte öppnas med dina nycklar."];
  const called = summary.title || formWords(summary.forms).join(", ");
  const line = summary.text.split("\n")[0] ?? "";
  const letters = Array.from(line);
  const short = letters.length > PREVIEW ? `${letters.slice(0, PREVIEW).join("")} …` : line;
  if (called === "" && short === "") return ["Utan text och utan val av händelse."];
  return [called !== "" && h("strong", {}, called), called !== "" && short !== "" && " – ", short];
}

function highlighted({ text, hits }: Snippet): Child[] {
  const parts: Child[] = [];
  let at = 0;
  for (const [start, end] of hits) {
    parts.push(text.slice(at, start), h("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}

function needs(row: CaseRow, summary: Summary | null, today: string): Child[] {
  if (row.status === "closed") return [];
  const [first] = dues(row, summary);
  const since = waitingSince(row, summary);
  const missing = summary === null ? "" : missingWords(summary);
  return [
    first !== undefined && h("p", { class: daysBetween(today, first.by) < 0 ? "case-due case-late" : "case-due" }, dueWords(first, today)),
    missing !== "" && h("p", { class: "case-missing" }, `Saknas: ${missing}.`),
    since !== null && h("p", { class: "case-missing" }, `Väntar på svar från rapportören sedan ${shortDay(since, today)}.`),
  ];
}

function facts(row: CaseRow, summary: Summary | null, today: string): string {
  const unit = summary === null ? [] : summary.unit === null ? ["Enhet inte angiven"] : [unitName(summary.unit)];
  const letters = `${counted(row.letters, "brev", "brev")}, det senaste ${shortDay(row.latest, today)}`;
  return [...unit, row.officer?.name ?? "Utan handläggare", letters].join(" · ");
}
