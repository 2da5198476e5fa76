// Writes in a case: one sealed entry, the case in a few lines as it then stands, and what the urn is to know.
// Where a colleague was in between, ours is put after theirs if both can stand, and otherwise theirs is shown first.

import { base64url, utf8 } from "../modules/bytes";
import { amendmentOf } from "../modules/case/amendment";
import { collides } from "../modules/case/collision";
import { type Entry, type EntryKind, sealable } from "../modules/case/entry";
import { stateOf } from "../modules/case/state";
import { sealableSummary, summaryOfCase } from "../modules/case/summary";
import { BALLOT, REPLY, entryKind } from "../modules/frame";
import type { Reply } from "../modules/reply";
import { seal } from "../modules/seal";
import { Refusal, post } from "./api";
import { type OpenedCase, type OpenedEntry, came, openCase, writingKey } from "./case_data";
import { Mend } from "./forms";
import type { Session } from "./session";
import type { Status } from "./wire";

/** What changes in the clear beside the entry. */
export type Change =
  | { readonly status: Status }
  | { readonly officer: string | null }
  | "feedback"
  | "disclosed"
  | { readonly held: boolean }
  | { readonly merged: string | null };

export interface Writing {
  readonly entry: Entry;
  readonly change?: Change;
  /** Never handed to those who are only consulted. */
  readonly restricted?: boolean;
  /** For a reply: what the reporter reads. */
  readonly reply?: Reply;
  /** For a split: the second case as it is posted. */
  readonly second?: { readonly id: string; readonly new: object };
}

/** A colleague wrote something that ours must be weighed against; what we typed is kept. */
export class Collision extends Mend {
  constructor(readonly theirs: readonly OpenedEntry[]) {
    const who = [...new Set(theirs.map(({ author }) => author))].join(" och ");
    super(who === "" ? "Ett nytt brev har just kommit i ärendet. Läs det och spara igen om ditt fortfarande gäller." : `${who} har just skrivit i ärendet. Läs det nya och spara igen om ditt fortfarande gäller.`);
  }
}

const MOST_TRIES = 4;
/** Entries that the urn learns of, where the report's ballot is still in it. */
const AMENDING: readonly EntryKind[] = ["assessment", "police", "mark", "merged", "split"];

/** Writes an entry; says with `Collision` where it must be thought over, and gives the case as it now stands. */
export async function writeEntry(session: Session, seen: OpenedCase, writing: Writing): Promise<void> {
  let opened = seen;
  let amends = AMENDING.includes(writing.entry.kind);
  for (let tries = 1; ; tries++) {
    try {
      await tryToWrite(opened, writing, amends);
      return;
    } catch (failure) {
      if (!(failure instanceof Refusal) || tries === MOST_TRIES) throw failure;
      if (failure.code === "urn_opened") amends = false;
      else if (failure.code === "seen" || failure.code === "stale_key") opened = await openCase(session, seen.data.id);
      else throw failure;
      const theirs = opened.entries.slice(seen.entries.length);
      const letterCame = opened.letters.length > seen.letters.length;
      const kinds = theirs.map(({ entry }) => entry?.kind ?? null);
      if (collides(writing.entry.kind, kinds, letterCame)) throw new Collision(theirs);
    }
  }
}

async function tryToWrite(opened: OpenedCase, { entry, change, restricted, reply, second }: Writing, amends: boolean): Promise<void> {
  const { data, head } = opened;
  const current = data.keys.find((one) => one.current);
  if (data.standing === "consulted" && current?.stale !== false) throw new Mend("Säkerhetsfunktionen behöver skriva i ärendet innan du kan det, för nyckeln har bytts. Det du har skrivit finns kvar.");
  const key = await writingKey(opened);
  const content = sealable(entry);
  const kind = entryKind(utf8(JSON.stringify(content)));
  if (kind === null) throw new Mend("Texten är för lång. Korta ner den eller dela den på två anteckningar.");
  const written = { id: "", author: "", at: new Date().toISOString(), entry };
  const letters = came(opened.letters);
  const state = stateOf(letters, [...opened.entries, written]);
  const member = data.standing === "member";
  const body = {
    version: key.version,
    key: key.id,
    entry: base64url(await seal(key.recipient, content, kind)),
    summary: member ? base64url(await seal(key.recipient, sealableSummary(summaryOfCase(state, letters)), REPLY)) : null,
    restricted: restricted ?? false,
    change: change ?? null,
    amendment: amends ? await amendment(opened, entry) : null,
  };
  if (second !== undefined) {
    await post(`/api/staff/cases/${data.id}/split`, { ...body, ...second });
    return;
  }
  if (reply === undefined) {
    await post(`/api/staff/cases/${data.id}/entries`, body);
    return;
  }
  if (head === null) throw new Mend("Ärendet kan inte öppnas med dina nycklar, så du kan inte svara.");
  await post(`/api/staff/cases/${data.id}/reply`, { ...body, frame: base64url(await seal(head.replyTo, reply, REPLY)) });
}

/** What the urn is told, or nothing where the ballot cannot be found or the urn is opened. */
async function amendment({ data, letters, entries, state: before }: OpenedCase, entry: Entry): Promise<object | null> {
  const report = came(letters).find(({ letter }) => letter.kind === "report")?.letter;
  const urn = data.urns.find(({ id }) => id === report?.urn);
  if (report === undefined || report.nonce === null || urn === undefined) return null;
  const all = [...entries, { id: "", author: "", at: "", entry }];
  const further = all.flatMap(({ entry: one }) => (one?.kind === "split" ? [one.forms] : []));
  const state = entry.kind === "split" ? before : stateOf(came(letters), all);
  // Counted by what the urn is told, not by the case's version, which would say which case it was.
  const number = all.filter(({ entry: one }) => one !== null && AMENDING.includes(one.kind)).length;
  const frame = await seal(urn.recipient, amendmentOf(state, report.nonce, number, further), BALLOT);
  return { urn: urn.id, frame: base64url(frame) };
}
