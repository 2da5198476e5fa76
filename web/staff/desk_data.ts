// Fetches the desk of a channel and puts new letters where they belong before anybody looks.

import { base64url } from "../modules/bytes";
import { REPLY } from "../modules/frame";
import { type Head, headOf } from "../modules/letter";
import { seal } from "../modules/seal";
import { sortLetters } from "../modules/sort";
import { Refusal, get, post } from "./api";
import { type OpenedLetter, openHead, openLetter } from "./case_data";
import { type OpenChannel, currentEpoch, holdsAll } from "./channel";
import type { CaseRow, DeskData } from "./wire";

const MOST_ROUNDS = 4;

export interface Desk {
  readonly cases: readonly CaseRow[];
  readonly heads: ReadonlyMap<string, Head>;
  /** Letters that could not be sorted, because they cannot be opened or read. */
  readonly unsorted: readonly OpenedLetter[];
  readonly sorted: number;
}

/** The desk as it stands when every new letter that we can read has been sorted. */
export async function loadDesk(channel: OpenChannel): Promise<Desk> {
  let sorted = 0;
  for (let round = 1; ; round++) {
    const data = await get<DeskData>(`/api/staff/channels/${channel.id}/desk`);
    const heads = await openHeads(channel, data.cases);
    const letters = await Promise.all(data.new.map((letter) => openLetter(channel, letter)));
    const moved = round <= MOST_ROUNDS ? await sortOnce(channel, letters, heads) : null;
    if (moved === null) return { cases: data.cases, heads, unsorted: letters, sorted };
    sorted += moved;
  }
}

async function openHeads(channel: OpenChannel, cases: readonly CaseRow[]): Promise<Map<string, Head>> {
  const heads = new Map<string, Head>();
  for (const row of cases) {
    const head = await openHead(channel, row);
    if (head !== null) heads.set(row.id, head);
  }
  return heads;
}

/** Sorts what can be sorted now and says how many letters moved, `null` when nothing is left; without all keys a case could be opened twice. */
async function sortOnce(channel: OpenChannel, letters: readonly OpenedLetter[], heads: ReadonlyMap<string, Head>): Promise<number | null> {
  const epoch = currentEpoch(channel);
  if (epoch === null || !holdsAll(channel)) return null;
  const { discard, attach, open } = sortLetters(letters.map(({ id, opened }) => [id, opened] as const), heads);
  if (discard.length + attach.length + open.length === 0) return null;
  const opening = await Promise.all(
    open.map(async ({ id, letter }) => ({ letter: id, epoch: epoch.id, head: base64url(await seal(epoch.recipient, headOf(letter), REPLY)) })),
  );
  try {
    await post(`/api/staff/channels/${channel.id}/sort`, { discard, attach, open: opening });
  } catch (failure) {
    // Another officer's browser sorted the same letters; the next round sees what it did.
    if (!(failure instanceof Refusal) || failure.code !== "conflict") throw failure;
    return 0;
  }
  return attach.length + open.length;
}
