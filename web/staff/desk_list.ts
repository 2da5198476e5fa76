// The cases of a channel: what needs somebody now in groups, the most urgent first, and a search in what has been opened.
// Rows are there at once from what the server knows and are filled in as they are opened.

import { GROUPS, type Group, byUrgency, groupsOf } from "../modules/case/groups";
import { type Snippet, wordsOf as searchWords } from "../modules/case/search";
import type { OpenChannel } from "./channel";
import type { Desk } from "./desk_data";
import { find, knownSummary, openSummaries, prepare, quote, readOf, readWhole } from "./desk_opener";
import { caseRow } from "./desk_row";
import { type Filter, filterBoxes, searchBox } from "./desk_filters";
import { today } from "./desk_words";
import { progress } from "./desk_progress";
import { announce, h, section } from "./dom";
import type { Context } from "./view";
import type { CaseRow } from "./wire";
import { counted, grouped } from "./words";

/** Rows that are drawn at once; more on demand. */
const AT_A_TIME = 50;
/** So often, at most, the counts of the groups follow what is opened. */
const REDRAW_MS = 250;

/** What was chosen, until the page is locked: whoever comes back from a case stands where they were. */
let chosen: Filter = begin();

function begin(): Filter {
  return { group: "live", officer: "", status: "", query: "" };
}

/** Forgets what was chosen and searched for. */
export function forgetFilters(): void {
  chosen = begin();
}

/** The groups, the search and the list of a channel. */
export function caseList(context: Context, channel: OpenChannel, { cases }: Desk): HTMLElement {
  const { me } = context.session;
  const now = today();
  const frame = section("cases", "Ärenden i mottagaren");
  frame.querySelector("h2")!.className = "unseen";
  const openable = cases.filter(({ kept_out: out }) => !out.includes(me.id));
  const summaryOf = (row: CaseRow) => knownSummary(row) ?? null;
  const byId = new Map(cases.map((row) => [row.id, row]));
  const merged = cases.filter((row) => row.merged_into !== null);
  let groups = new Map<string, ReadonlySet<Group>>();
  let ordered: CaseRow[] = [];
  let hits: ReadonlySet<string> | null = null;
  let quotes: ReadonlyMap<string, Snippet> = new Map();
  let most = AT_A_TIME;
  const elements = new Map<string, HTMLElement>();

  const list = h("ol", { class: "plain-list cases", "data-channel": channel.id });
  const nothing = h("p", { class: "empty", hidden: true });
  const said = h("p", { class: "hint desk-count", role: "status" });
  const trouble = h("p", { class: "trouble desk-trouble", role: "alert" });
  const more = h("button", { type: "button", class: "secondary", hidden: true }, "Visa fler");
  const opening = progress("Öppnar", "ärenden");
  const reading = progress("Söker i", "ärenden");
  const buttons = GROUPS.map(([group, name]) => ({ group, name, count: h("span", { class: "desk-number" }) })).map((one) => ({
    ...one,
    button: h("button", { type: "button", onclick: () => pick({ group: one.group, query: "" }) }, one.name, " ", one.count),
  }));

  const regroup = (): void => {
    groups = new Map(cases.map((row) => [row.id, groupsOf(row, summaryOf(row), me.id, now)]));
    for (const { group, count, button } of buttons) {
      const number = cases.filter(({ id }) => groups.get(id)!.has(group)).length;
      count.textContent = grouped(number);
      button.classList.toggle("desk-none", number === 0);
    }
  };
  const press = (): void => {
    for (const { group, button } of buttons) button.setAttribute("aria-pressed", String(chosen.query === "" && chosen.group === group));
  };
  const reorder = (): void => {
    ordered = [...cases].sort(byUrgency((id) => summaryOf(byId.get(id)!)));
  };
  const fits = (row: CaseRow): boolean =>
    (hits === null ? groups.get(row.id)!.has(chosen.group) : hits.has(row.id)) &&
    (chosen.officer === "" || row.officer?.id === chosen.officer) &&
    (chosen.status === "" || row.status === chosen.status);
  const draw = (row: CaseRow): HTMLElement => {
    const element = caseRow(context, { row, summary: knownSummary(row), merged: merged.filter((one) => one.merged_into === row.id), snippet: quotes.get(row.id) ?? null, today: now });
    elements.set(row.id, element);
    return element;
  };
  const show = (): void => {
    const fitting = ordered.filter(fits);
    const held = list.contains(document.activeElement) ? [...elements].find(([, element]) => element.contains(document.activeElement))?.[0] : undefined;
    elements.clear();
    list.replaceChildren(...fitting.slice(0, most).map(draw));
    if (held !== undefined) elements.get(held)?.querySelector<HTMLElement>("button")?.focus();
    more.hidden = fitting.length <= most;
    nothing.hidden = fitting.length > 0;
    nothing.textContent = hits !== null ? "Inget ärende innehåller alla orden." : chosen.group === "live" ? "Inga pågående ärenden. Nya brev sorteras in här varje natt." : "Inga ärenden här.";
    const count = hits !== null ? counted(fitting.length, "träff", "träffar") : fitting.length > most ? `Visar ${grouped(most)} av ${grouped(fitting.length)}` : "";
    // Said again only when it is something else, for it is read aloud.
    if (said.textContent !== count) said.textContent = count;
  };
  /** Fills in the rows that are seen, where they stand. */
  const fill = (rows: readonly CaseRow[]): void => {
    for (const row of rows) {
      const old = elements.get(row.id);
      if (old === undefined) continue;
      const focused = old.contains(document.activeElement);
      old.replaceWith(draw(row));
      if (focused) elements.get(row.id)!.querySelector<HTMLElement>("button")?.focus();
    }
  };
  const search = async (): Promise<void> => {
    const { query } = chosen;
    const found = searchWords(query).length === 0 ? null : await find(query);
    // Whoever types on has asked for something else.
    if (query !== chosen.query) return;
    hits = found;
    press();
    await quoteAndShow();
  };
  const quoteAndShow = async (): Promise<void> => {
    const { query } = chosen;
    const quoted = hits === null ? new Map<string, Snippet>() : await quote(query, ordered.filter(fits).slice(0, most).map(({ id }) => id));
    if (query !== chosen.query) return;
    quotes = quoted;
    show();
  };
  const pick = (change: Partial<Filter>): void => {
    chosen = { ...chosen, ...change };
    most = AT_A_TIME;
    if (change.query === "") box.clear();
    void search();
  };
  more.addEventListener("click", async () => {
    const first = most;
    most += AT_A_TIME;
    await quoteAndShow();
    list.children[first]?.querySelector<HTMLElement>("button")?.focus();
  });

  let readingBegan = false;
  const readAll = async (): Promise<void> => {
    if (readingBegan) return;
    readingBegan = true;
    await opened;
    reading.show(readOf(openable), openable.length);
    await readWhole(channel, openable, () => {
      reading.show(readOf(openable), openable.length);
      if (chosen.query !== "") void search();
    });
    reading.hide();
    readingBegan = readOf(openable) === openable.length;
    if (!readingBegan) trouble.textContent = "Allt kunde inte hämtas, så sökningen kan sakna träffar. Uppdatera sidan och försök igen.";
  };
  const box = searchBox(chosen.query, (query) => pick(query === "" ? { query: "" } : { query }), () => void readAll());

  regroup();
  press();
  reorder();
  show();
  const opened = openAll();
  void opened.then(() => (chosen.query === "" ? undefined : search()));

  async function openAll(): Promise<void> {
    let drawn = 0;
    await prepare(context.session, channel, cases);
    let done = cases.length - openable.filter((row) => knownSummary(row) === undefined).length;
    if (done === cases.length) return;
    opening.show(done, cases.length);
    await openSummaries(channel, ordered.filter((row) => openable.includes(row)), (rows) => {
      done = Math.min(cases.length, done + rows.length);
      fill(rows);
      opening.show(done, cases.length);
      if (performance.now() - drawn < REDRAW_MS) return;
      drawn = performance.now();
      regroup();
    });
    opening.hide();
    if (openable.some((row) => knownSummary(row) === undefined)) trouble.textContent = "Alla ärenden kunde inte öppnas. Uppdatera sidan.";
    regroup();
    reorder();
    show();
    if (cases.length > AT_A_TIME) announce("Alla ärenden är öppnade.");
  }

  frame.append(
    h("div", { class: "desk-tools" }, box.element, ...filterBoxes(cases, chosen, pick)),
    reading.element,
    h("div", { class: "desk-groups", role: "group", "aria-label": "Visa" }, ...buttons.map(({ button }) => button)),
    opening.element,
    trouble,
    said,
    list,
    nothing,
    more,
  );
  return frame;
}
