// Fetches the desk of a channel and puts new letters where they belong before anybody looks.

import { base64url, fromBase64url } from "../modules/bytes";
import { makeCaseKey, readersOf } from "../modules/case/keys";
import { stateOf } from "../modules/case/state";
import { sealableSummary, summaryOfCase } from "../modules/case/summary";
import { LETTER, REPLY } from "../modules/frame";
import { type Head, type Letter, headOf, readHead } from "../modules/letter";
import { open } from "../modules/open";
import { seal } from "../modules/seal";
import { sortLetters } from "../modules/sort";
import { Refusal, get, post } from "./api";
import { type OpenedLetter, openLetter } from "./case_data";
import { type OpenChannel, currentEpoch, holdsAll } from "./channel";
import type { CaseRow, DeskData, HeadFrame } from "./wire";

const MOST_ROUNDS = 4;
/** Letters that are sorted in one request. */
const AT_A_TIME = 100;

/** Above so many cases the desk is shown first and letters are sorted behind it: every case's head has to be opened for that. */
const LARGE = 200;

export interface Desk {
  readonly cases: readonly CaseRow[];
  /** Letters that could not be sorted, because they cannot be opened or read, or wait for another member. */
  readonly unsorted: readonly OpenedLetter[];
  readonly sorted: number;
  /** Letters that are to be sorted behind the desk. */
  readonly waiting: number;
}

/** Letters of a large desk that have had their turn; what is left of them could not be sorted. */
const tried = new Set<string>();

/** The desk with every new letter that we can read sorted, or, where it is large, as it stands. */
export async function loadDesk(channel: OpenChannel): Promise<Desk> {
  const data = await get<DeskData>(`/api/staff/channels/${channel.id}/desk`);
  const waiting = data.new.filter(({ id }) => !tried.has(id)).length;
  if (data.cases.length > LARGE && waiting > 0) return { cases: data.cases, unsorted: [], sorted: 0, waiting };
  return sortAll(channel, data);
}

/** Sorts until nothing more moves. */
export async function sortAll(channel: OpenChannel, first?: DeskData): Promise<Desk> {
  let sorted = 0;
  let data = first ?? (await get<DeskData>(`/api/staff/channels/${channel.id}/desk`));
  for (let round = 1; ; round++) {
    const letters = await Promise.all(data.new.map((letter) => openLetter(channel.keys, letter)));
    for (const { id } of letters) tried.add(id);
    const moved = round <= MOST_ROUNDS && letters.length > 0 ? await sortOnce(channel, data.cases, letters) : null;
    if (moved === null) return { cases: data.cases, unsorted: letters, sorted, waiting: 0 };
    sorted += moved;
    data = await get<DeskData>(`/api/staff/channels/${channel.id}/desk`);
  }
}

async function openHeads(channel: OpenChannel): Promise<Map<string, Head>> {
  const heads = new Map<string, Head>();
  for (const { case: id, epoch, frame } of await get<readonly HeadFrame[]>(`/api/staff/channels/${channel.id}/heads`)) {
    const key = channel.keys.get(epoch);
    const head = key === undefined ? null : readHead(await open(key, fromBase64url(frame), REPLY));
    if (head !== null) heads.set(id, head);
  }
  return heads;
}

/** Sorts what can be sorted now and says how many letters moved, `null` when nothing is left; without all keys a case could be opened twice. */
async function sortOnce(channel: OpenChannel, cases: readonly CaseRow[], letters: readonly OpenedLetter[]): Promise<number | null> {
  if (currentEpoch(channel) === null || !holdsAll(channel)) return null;
  const { discard, attach, open: fresh } = sortLetters(letters.map(({ id, opened }) => [id, opened] as const), await openHeads(channel));
  const rows = new Map(cases.map((row) => [row.id, row]));
  const contents = new Map(letters.map((letter) => [letter.id, letter]));
  try {
    const attaching = (await Promise.all(attach.slice(0, AT_A_TIME).map(({ letter, case: id }) => followUp(channel, contents.get(letter)!, rows.get(id)!)))).filter((one) => one !== null);
    const opening = await Promise.all(fresh.slice(0, AT_A_TIME).map(({ id, letter }) => newCase(channel, contents.get(id)!, letter)));
    const throwing = discard.slice(0, AT_A_TIME);
    if (throwing.length + attaching.length + opening.length === 0) return null;
    await post(`/api/staff/channels/${channel.id}/sort`, { discard: throwing, attach: attaching, open: opening });
    return attaching.length + opening.length;
  } catch (failure) {
    // Another officer's browser sorted the same letters or changed a key; the next round sees what it did.
    if (!(failure instanceof Refusal) || !["conflict", "stale_key", "seen"].includes(failure.code)) throw failure;
    return 0;
  }
}

/** A letter on its way to its case, sealed to it; `null` where the case needs a new key that is not ours to make. */
async function followUp(channel: OpenChannel, { id: letter, content, opened }: OpenedLetter, row: CaseRow): Promise<object | null> {
  const key = await currentKey(channel, row);
  if (key === null) return null;
  const attachments = opened.is === "letter" ? opened.letter.attachments.map(({ id }) => id) : [];
  return { letter, case: row.id, key: key.id, frame: base64url(await seal(key.recipient, content as object, LETTER)), attachments };
}

async function currentKey(channel: OpenChannel, row: CaseRow): Promise<{ readonly id: string; readonly recipient: string } | null> {
  if (row.key !== null && !row.key.stale) return row.key;
  const { keyring } = channel;
  const readers = readersOf(keyring.members, row.kept_out, row.consulted, currentEpoch(channel), keyring.recovery_recipient);
  const made = await makeCaseKey(readers);
  try {
    const { key } = await post<{ key: string }>(`/api/staff/cases/${row.id}/key`, { version: row.version, key: made.post });
    return { id: key, recipient: made.post.recipient };
  } catch (failure) {
    // Whoever is disqualified passes letters on, and makes no keys.
    if (failure instanceof Refusal && failure.code === "not_found") return null;
    throw failure;
  }
}

/** A case as it begins: its letter and its first lines sealed to its own key, its head to the channel. */
async function newCase(channel: OpenChannel, { id, day, atOnce, content }: OpenedLetter, letter: Letter): Promise<object> {
  const epoch = currentEpoch(channel)!;
  const made = await makeCaseKey({ epoch, holders: [], paper: null });
  const { recipient } = made.post;
  const letters = [{ day, atOnce, letter }];
  return {
    letter: id,
    frame: base64url(await seal(recipient, content as object, LETTER)),
    attachments: letter.attachments.map((reference) => reference.id),
    epoch: epoch.id,
    head: base64url(await seal(epoch.recipient, headOf(letter), REPLY)),
    summary: base64url(await seal(recipient, sealableSummary(summaryOfCase(stateOf(letters, []), letters)), REPLY)),
    key: made.post,
  };
}
