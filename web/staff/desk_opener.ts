// The page's end of the desk workers: opens every case once a session, remembers it by its version, and asks for words.

import type { Snippet } from "../modules/case/search";
import type { Summary } from "../modules/case/summary";
import { uuidFromBytes, uuidToBytes } from "../modules/bytes";
import type { OpenChannel } from "./channel";
import type { Answered, DeskTask, OpenedSummary, Outcome, ToOpen } from "./desk_tasks";
import { byId } from "./dom";
import type { Session } from "./session";
import { unitNames } from "./unit";
import type { CaseRow } from "./wire";
import { caseName } from "./words";

const WORKERS = 2;
/** Cases that a worker opens before it is given more. */
const AT_A_TIME = 40;
/** Cases that come with one request for whole texts. */
const A_PAGE = 50;

interface Known {
  readonly version: number;
  readonly summary: Summary | null;
  /** With what it was opened: what could not be is tried again when there is more. */
  readonly means: string;
}

type Waiting = (outcome: Answered["outcome"]) => void;

interface Helper {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  /** A worker that did not start answers nothing. */
  broken: boolean;
}

let helpers: Helper[] = [];
let asked = 0;
const known = new Map<string, Known>();
/** The versions of the cases that have been read whole. */
const read = new Map<string, number>();

/** Forgets every opened case; called when the page is locked. */
export function forgetCases(): void {
  for (const { worker } of helpers) worker.terminate();
  helpers = [];
  known.clear();
  read.clear();
}

/** The few lines of a case: `null` where they cannot be opened, nothing where they have not been yet. */
export function knownSummary({ id, version }: CaseRow): Summary | null | undefined {
  const found = known.get(id);
  return found?.version === version ? found.summary : undefined;
}

/** Gives the workers the keys of a channel and forgets what has changed since it was opened. */
export async function prepare({ own, me }: Session, channel: OpenChannel, rows: readonly CaseRow[]): Promise<void> {
  while (helpers.length < WORKERS) helpers.push(start());
  await everyone({ task: "begin", keys: channel.keys, own, units: unitNames() });
  const changed = rows.filter((row) => row.kept_out.includes(me.id) || (known.get(row.id)?.version ?? row.version) !== row.version || (read.get(row.id) ?? row.version) !== row.version || mayOpenNow(channel, row));
  const ids = changed.map(({ id }) => id);
  for (const id of ids) [known, read].forEach((map) => map.delete(id));
  if (ids.length > 0) await everyone({ task: "forget", ids });
}

/** Whether a case that could not be opened may be now: somebody has given us the channel's key or the case's. */
function mayOpenNow(channel: OpenChannel, row: CaseRow): boolean {
  const before = known.get(row.id);
  return before?.summary === null && before.means !== meansOf(channel, row);
}

function meansOf({ keys }: OpenChannel, { key }: CaseRow): string {
  return `${keys.size} ${key?.share != null}`;
}

/** Opens the few lines of the cases in their order; says after each handful which are open. */
export async function openSummaries(channel: OpenChannel, rows: readonly CaseRow[], opened: (rows: readonly CaseRow[]) => void): Promise<void> {
  const left = rows.filter((row) => knownSummary(row) === undefined);
  await shareOut(chunks(left, AT_A_TIME), async (helper, some) => {
    const result = await ask(helper, { task: "open", cases: some.map(toOpen) });
    if (result === undefined) return;
    remember(channel, some, result);
    opened(some);
  });
  // A case whose key is newer than its few lines says what it is about only when it is read whole.
  const closed = left.filter((row) => knownSummary(row) === null && (row.key === null || row.key.share !== null) && read.get(row.id) !== row.version);
  if (closed.length > 0) await readWhole(channel, closed, opened);
}

/** Reads whole cases for the search; says after each handful which are read. */
export async function readWhole(channel: OpenChannel, rows: readonly CaseRow[], done: (rows: readonly CaseRow[]) => void): Promise<void> {
  const left = rows.filter(({ id, version }) => read.get(id) !== version).sort((a, b) => (a.id < b.id ? -1 : 1));
  const work = chunks(left, A_PAGE);
  await shareOut(work, async (helper, some) => {
    const said = new Map(some.map((row) => [row.id, saidOf(row)]));
    const result = await ask(helper, { task: "read", channel: channel.id, after: justBefore(some[0]!.id), said });
    const came = new Set(result?.map(({ id }) => id));
    const these = some.filter(({ id }) => came.has(id));
    remember(channel, these, result);
    for (const { id, version } of these) read.set(id, version);
    // Cases in between take up room in an answer; what did not fit is asked for again.
    if (these.length > 0 && these.length < some.length) work.push(some.filter(({ id }) => !came.has(id)));
    done(these);
  });
}

/** How many of the cases have been read whole. */
export function readOf(rows: readonly CaseRow[]): number {
  return rows.filter(({ id, version }) => read.get(id) === version).length;
}

/** The ids of the cases in which every word of the query is found. */
export async function find(query: string): Promise<Set<string>> {
  const found = await Promise.all(helpers.map((helper) => ask(helper, { task: "find", query })));
  return new Set(found.flatMap((ids) => ids ?? []));
}

/** A few words around the first place in each of these cases. */
export async function quote(query: string, ids: readonly string[]): Promise<Map<string, Snippet>> {
  const quoted = await Promise.all(helpers.map((helper) => ask(helper, { task: "quote", query, ids })));
  // One worker may have read whole what the other knows the few lines of.
  const best = quoted.flatMap((some) => some ?? []).sort((a, b) => Number(a.whole) - Number(b.whole));
  return new Map(best.map(({ id, snippet }) => [id, snippet]));
}

function start(): Helper {
  const worker = new Worker(byId("view").dataset["desk"] ?? "", { type: "module" });
  const waiting = new Map<number, Waiting>();
  worker.onmessage = ({ data: { number, outcome } }: MessageEvent<Answered>) => {
    waiting.get(number)?.(outcome);
    waiting.delete(number);
  };
  const helper: Helper = { worker, waiting, broken: false };
  worker.onerror = () => {
    helper.broken = true;
    for (const answer of waiting.values()) answer(undefined);
    waiting.clear();
  };
  return helper;
}

function ask<Task extends DeskTask>({ worker, waiting, broken }: Helper, task: Task): Promise<Outcome[Task["task"]] | undefined> {
  if (broken) return Promise.resolve(undefined);
  const number = ++asked;
  return new Promise((resolve) => {
    waiting.set(number, resolve as Waiting);
    worker.postMessage({ number, task });
  });
}

async function everyone(task: DeskTask): Promise<void> {
  await Promise.all(helpers.map((helper) => ask(helper, task)));
}

async function shareOut<T>(work: T[], run: (helper: Helper, some: T) => Promise<void>): Promise<void> {
  const team = helpers;
  await Promise.all(
    team.map(async (helper) => {
      for (let next = work.shift(); next !== undefined && team === helpers; next = work.shift()) await run(helper, next);
    }),
  );
}

function remember(channel: OpenChannel, rows: readonly CaseRow[], opened: readonly OpenedSummary[] | undefined): void {
  const summaries = new Map(opened?.map(({ id, summary }) => [id, summary]));
  for (const row of rows) known.set(row.id, { version: row.version, summary: summaries.get(row.id) ?? null, means: meansOf(channel, row) });
}

function toOpen(row: CaseRow): ToOpen {
  return { id: row.id, key: row.key, summary: row.summary, said: saidOf(row) };
}

function saidOf({ id, officer }: CaseRow): string {
  return `${caseName(id)}, ${officer?.name ?? "utan handläggare"}`;
}

/** The id before this one: what comes after it begins with this one. */
function justBefore(id: string): string {
  const bytes = uuidToBytes(id);
  let place = bytes.length - 1;
  while (place > 0 && bytes[place] === 0) bytes[place--] = 255;
  bytes[place]!--;
  return uuidFromBytes(bytes);
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
