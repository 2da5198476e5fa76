// The desk worker: opens the few lines of many cases and, when somebody searches, whole cases. What it has read lives in its memory only.

import { fromBase64url } from "../modules/bytes";
import { openCaseKeys } from "../modules/case/keys";
import { type Searchable, matches, searchable, snippetOf, wordsOf } from "../modules/case/search";
import { type Units, textsOfCase, textsOfSummary } from "../modules/case/search_texts";
import { stateOf } from "../modules/case/state";
import { type Summary, readSummary, summaryOfCase } from "../modules/case/summary";
import { REPLY } from "../modules/frame";
import { open } from "../modules/open";
import { get } from "../staff/api";
import { came, openTexts } from "../staff/case_data";
import type { Answered, Asked, DeskTask, OpenedSummary, Outcome, Quote, ToOpen } from "../staff/desk_tasks";
import type { CaseTexts } from "../staff/wire";

let epochs: ReadonlyMap<string, CryptoKey> = new Map();
let own: CryptoKey | null = null;
let units: Units = {};
const short = new Map<string, Searchable>();
const whole = new Map<string, Searchable>();

async function run(task: DeskTask): Promise<Outcome[DeskTask["task"]]> {
  switch (task.task) {
    case "begin":
      ({ keys: epochs, own, units } = task);
      return null;
    case "open":
      return Promise.all(task.cases.map(openSummary));
    case "read":
      return read(task.channel, task.after, task.said);
    case "forget":
      for (const id of task.ids) [short, whole].forEach((index) => index.delete(id));
      return null;
    case "find":
      return find(task.query);
    case "quote":
      return quote(task.query, task.ids);
  }
}

async function openSummary({ id, key, summary: frame, said }: ToOpen): Promise<OpenedSummary> {
  const summary = own === null || key === null || frame === null ? null : await summaryWith(key, frame, own);
  short.set(id, searchable([...(summary === null ? [] : textsOfSummary(summary, units)), said]));
  return { id, summary };
}

async function summaryWith(key: NonNullable<ToOpen["key"]>, frame: string, by: CryptoKey): Promise<Summary | null> {
  const opened = (await openCaseKeys([key], { keys: epochs, own: by })).get(key.id);
  return opened === undefined ? null : readSummary(await open(opened, fromBase64url(frame), REPLY));
}

async function read(channel: string, after: string, said: ReadonlyMap<string, string>): Promise<OpenedSummary[]> {
  if (own === null) throw new Error("there are no keys");
  const { cases } = await get<{ cases: readonly CaseTexts[] }>(`/api/staff/channels/${channel}/texts?after=${after}`);
  const summaries: OpenedSummary[] = [];
  for (const texts of cases) {
    const opened = await openTexts(texts, epochs, own);
    const letters = came(opened.letters);
    const state = stateOf(letters, opened.entries);
    const readable = letters.length > 0;
    whole.set(texts.id, searchable([...textsOfCase(state, letters, opened.entries, units), said.get(texts.id) ?? ""]));
    summaries.push({ id: texts.id, summary: readable ? summaryOfCase(state, letters) : null });
  }
  return summaries;
}

function find(query: string): string[] {
  const words = wordsOf(query);
  const found: string[] = [];
  for (const [id, text] of whole) if (matches(text, words)) found.push(id);
  for (const [id, text] of short) if (!whole.has(id) && matches(text, words)) found.push(id);
  return found;
}

function quote(query: string, ids: readonly string[]): Quote[] {
  const words = wordsOf(query);
  return ids.flatMap((id) => {
    const text = whole.get(id) ?? short.get(id);
    return text !== undefined && matches(text, words) ? [{ id, snippet: snippetOf(text, words), whole: whole.has(id) }] : [];
  });
}

self.addEventListener("message", async ({ data: { number, task } }: MessageEvent<Asked>) => {
  let outcome: Answered["outcome"];
  try {
    outcome = await run(task);
  } catch {
    outcome = undefined;
  }
  self.postMessage({ number, outcome } satisfies Answered);
});
