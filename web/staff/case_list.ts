// The rows of the desk; a short preview is filled in when the case has been opened.

import incident from "../form/incident.json";
import { summaryOf } from "../modules/answers";
import { type OpenedCase, glance } from "./case_data";
import type { Desk } from "./desk_data";
import { choices, h, section } from "./dom";
import type { Context } from "./view";
import type { CaseRow } from "./wire";
import { caseName, counted, dayWords, statusWord } from "./words";

const PREVIEW = 140;
const AT_A_TIME = 3;
const LOOKED_AT_FIRST = 20;

/** Open cases first, closed ones behind a button. */
export async function caseList(context: Context, channel: string, desk: Desk): Promise<HTMLElement> {
  const frame = section("cases", "Alla ärenden");
  frame.querySelector("h2")!.className = "unseen";
  const list = h("div");
  const live = await urgentFirst(context, desk.cases.filter(({ status }) => status !== "closed").sort(newestFirst), desk);
  const closed = desk.cases.filter(({ status }) => status === "closed").sort(newestFirst);
  let which: "live" | "closed" = "live";
  const show = (): void => {
    const rows = which === "live" ? live : closed;
    const pick = (option: "live" | "closed"): void => {
      which = option;
      show();
      list.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    };
    const tabs = choices("Visa", [["live", `Pågående (${live.length})`], ["closed", `Avslutade (${closed.length})`]], which, pick);
    const items = rows.map((row) => item(context, row, desk.heads.has(row.id)));
    list.replaceChildren(
      tabs,
      rows.length === 0
        ? h("p", { class: "empty" }, which === "closed" ? "Inga avslutade ärenden." : "Inga pågående ärenden. Nya brev sorteras in här varje natt.")
        : h("ol", { class: "plain-list cases", "data-channel": channel }, ...items.map(({ element }) => element)),
    );
    void fill(context, items);
  };
  show();
  frame.append(list);
  return frame;
}

interface Item {
  readonly row: CaseRow;
  readonly readable: boolean;
  readonly element: HTMLElement;
  readonly preview: HTMLElement;
  readonly marks: HTMLElement;
}

function item({ go }: Context, row: CaseRow, readable: boolean): Item {
  const preview = h("p", { class: "preview" }, readable ? "Öppnar …" : "Kan inte öppnas med dina nycklar.");
  if (!readable) preview.classList.add("cannot");
  const marks = h("span", { class: "marks" }, h("span", { class: `status status-${row.status}` }, statusWord(row.status)));
  const element = h(
    "li",
    { class: "case-row" },
    h("div", { class: "case-row-head" }, h("button", { type: "button", class: "case-link", onclick: () => go({ at: "case", id: row.id }) }, caseName(row.id)), marks),
    preview,
    h("p", { class: "hint" }, `${counted(row.letters, "brev", "brev")}, det senaste ${dayWords(row.latest)}`, row.officer !== null && ` · ${row.officer}`),
  );
  return { row, readable, element, preview, marks };
}

async function fill({ session }: Context, items: readonly Item[]): Promise<void> {
  const waiting = items.filter(({ readable }) => readable);
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { row, preview, marks } = next;
      try {
        const opened = await glance(session, row);
        preview.textContent = previewOf(opened);
        if (opened.letters.some(({ atOnce }) => atOnce)) marks.append(h("span", { class: "today" }, "Läs i dag"));
      } catch {
        preview.textContent = "Kunde inte hämtas. Uppdatera sidan.";
        preview.classList.add("cannot");
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
}

/** The forms that were ticked and the first line of the text. */
function previewOf({ letters }: OpenedCase): string {
  const readable = letters.flatMap(({ opened }) => (opened.is === "letter" ? [opened.letter] : []));
  if (readable.length === 0) return "Inget av breven kan öppnas med dina nycklar.";
  const report = readable.find(({ kind }) => kind === "report");
  const forms = report === undefined || report.form !== incident.version ? [] : summaryOf(incident, report.answers, "forms");
  const line = ((report?.text || readable.find(({ text }) => text !== "")?.text) ?? "").split("\n")[0]!;
  const short = Array.from(line).length > PREVIEW ? `${Array.from(line).slice(0, PREVIEW).join("")} …` : line;
  return [forms.join(", "), short].filter((part) => part !== "").join(" – ") || "Utan text och utan val av händelse.";
}

/** New cases with an at-once letter above all others; only the letters say so, so the newest are opened before the list is shown. */
async function urgentFirst({ session }: Context, rows: readonly CaseRow[], { heads }: Desk): Promise<CaseRow[]> {
  const news = rows.filter(({ id, status }) => status === "new" && heads.has(id)).slice(0, LOOKED_AT_FIRST);
  const opened = await Promise.all(news.map((row) => glance(session, row).catch(() => null)));
  const urgent = new Set(news.filter((_, i) => opened[i]?.letters.some(({ atOnce }) => atOnce)).map(({ id }) => id));
  return [...rows.filter(({ id }) => urgent.has(id)), ...rows.filter(({ id }) => !urgent.has(id))];
}

function newestFirst(a: CaseRow, b: CaseRow): number {
  const news = Number(b.status === "new") - Number(a.status === "new");
  return news !== 0 ? news : b.latest.localeCompare(a.latest);
}
