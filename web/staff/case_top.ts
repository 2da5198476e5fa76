// The top of a case: what it is called, where it stands, what is due and who answers for it.

import { daysBetween, deadlines } from "../modules/case/due";
import triage from "../form/triage.json";
import { catalogueWord } from "./case_entry_words";
import { Fields, today } from "./case_fields";
import { type CasePage, writeAndShow } from "./case_page";
import { dueWords } from "./desk_words";
import { type Child, h, heading, notice } from "./dom";
import { act, confirm } from "./forms";
import { caseName, dayWords, statusWord } from "./words";

/** The head of the page. */
export function caseTop(page: CasePage): HTMLElement {
  const { context, opened } = page;
  const { data, state } = opened;
  const consulted = data.standing === "consulted";
  const back = consulted ? "Rådfrågade ärenden" : "Alla ärenden";
  return h(
    "header",
    { class: "case-top" },
    h("button", { type: "button", class: "quiet back", onclick: () => context.go(consulted ? { at: "consultations" } : { at: "desk", channel: data.channel }) }, back),
    h("div", { class: "title-row" }, heading(caseName(data.id)), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    state.title !== "" && h("p", { class: "case-title" }, state.title),
    h("p", { class: "marks" }, ...marks(page)),
    h(
      "p",
      { class: "case-facts" },
      `Öppnat ${dayWords(data.opened)}`,
      data.closed !== null && ` · avslutat ${dayWords(data.closed)}`,
      ` · ${data.officer === null ? "ingen handläggare" : `handläggs av ${data.officer.name}`}`,
    ),
    dueList(page),
    data.disqualified.length > 0 && h("p", { class: "case-out" }, `Får inte läsa: ${data.disqualified.map(({ name }) => name).join(", ")}`),
    data.merged_into !== null && mergedNotice(page, data.merged_into),
    !consulted && titleForm(page),
  );
}

function marks({ opened: { data, state } }: CasePage): Child[] {
  const severity = state.assessment?.severity;
  return [
    h("span", { class: `status status-${data.status}` }, statusWord(data.status)),
    severity !== undefined && h("span", { class: severity === 3 ? "today" : "status" }, `Allvar ${catalogueWord(triage.severities, severity)}`),
    state.danger && h("span", { class: "today" }, "Fara för liv eller hälsa"),
    state.insider && h("span", { class: "status" }, "Någon inom kommunen"),
    state.mark !== null && h("span", { class: "status" }, catalogueWord(triage.marks, state.mark)),
    data.merged_into !== null && h("span", { class: "status" }, "Hopslaget"),
    data.held && h("span", { class: "status" }, "Gallringsstopp"),
  ];
}

function dueList({ opened: { data, state } }: CasePage): Child {
  if (data.standing === "consulted" || state.mark !== null || data.merged_into !== null) return null;
  const now = today();
  const levels = deadlines(data, state.atOnce).map((deadline) => ({ by: deadline.by, words: dueWords(deadline, now) }));
  const measures = state.measures.flatMap(({ measure, due, done }) => {
    if (due === null || done !== null) return [];
    return [{ by: due, words: `${dueWords({ level: "measure", by: due }, now)}: ${catalogueWord(triage.measures, measure)}` }];
  });
  const all = [...levels, ...measures].sort((a, b) => (a.by < b.by ? -1 : 1));
  if (all.length === 0) return null;
  return h("ul", { class: "plain-list case-dues" }, ...all.map(({ by, words }) => h("li", { class: daysBetween(now, by) < 0 ? "case-late" : "" }, words)));
}

function mergedNotice({ context }: CasePage, into: string): HTMLElement {
  return notice(
    "info",
    h("p", {}, `Ärendet är hopslaget och handläggs i ${caseName(into)}.`),
    h("button", { type: "button", class: "secondary", onclick: () => context.go({ at: "case", id: into }) }, `Gå till ${caseName(into)}`),
  );
}

function titleForm(page: CasePage): HTMLElement {
  const { title } = page.opened.state;
  const fields = new Fields(page.opened.data.id, "title");
  const line = fields.line("title", "Neutral rubrik", { start: title, hint: "Syns för alla som får läsa ärendet och i diariet. Skriv inget namn och ingen plats.", must: "Skriv en rubrik.", longest: 120 });
  const save = (): Promise<void> => writeAndShow(page, "title", { entry: { kind: "title", title: line.value() } }, "Rubriken är sparad.");
  return confirm(title === "" ? "Skriv en neutral rubrik" : "Ändra rubrik", [line.element], "Spara rubriken", "Sparar …", save, "primary");
}
