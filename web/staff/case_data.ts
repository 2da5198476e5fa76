// Opens cases with the keys we hold and remembers them until the page is locked.

import { fromBase64url } from "../modules/bytes";
import { LETTER, REPLY } from "../modules/frame";
import { type Head, type Opened, readHead, readLetter } from "../modules/letter";
import { open } from "../modules/open";
import { type Reply, readReply } from "../modules/reply";
import { get } from "./api";
import type { OpenChannel } from "./channel";
import type { Session } from "./session";
import type { CaseData, CaseRow, LetterFrame } from "./wire";

export interface OpenedLetter {
  readonly id: string;
  readonly day: string;
  readonly atOnce: boolean;
  readonly opened: Opened;
}

export interface SentReply {
  readonly author: string;
  readonly at: string;
  /** `null` where our keys do not open it. */
  readonly reply: Reply | null;
}

export interface OpenedCase {
  readonly data: CaseData;
  readonly head: Head | null;
  readonly letters: readonly OpenedLetter[];
  readonly replies: readonly SentReply[];
}

let remembered = new Map<string, { readonly stamp: string; readonly opened: OpenedCase }>();

/** Opens one letter; without its epoch's key it is locked. */
export async function openLetter(channel: OpenChannel, { id, epoch, day, at_once: atOnce, frame }: LetterFrame): Promise<OpenedLetter> {
  const key = channel.keys.get(epoch);
  const content = key === undefined ? null : await open(key, fromBase64url(frame), LETTER);
  return { id, day, atOnce, opened: readLetter(content) };
}

/** Opens the head of a case, or `null` where our keys do not. */
export async function openHead(channel: OpenChannel, { epoch, head }: Pick<CaseRow, "epoch" | "head">): Promise<Head | null> {
  const key = channel.keys.get(epoch);
  return key === undefined ? null : readHead(await open(key, fromBase64url(head), REPLY));
}

/** Fetches and opens a case with everything in it. */
export async function openCase(session: Session, id: string): Promise<OpenedCase> {
  const data = await get<CaseData>(`/api/staff/cases/${id}`);
  const channel = session.channels.get(data.channel);
  if (channel === undefined) throw new Error("a case of a channel that is not ours");
  const letters = await Promise.all(data.letters.map((letter) => openLetter(channel, letter)));
  const replies = await Promise.all(
    data.entries.map(async ({ epoch, frame, author, at }) => {
      const key = channel.keys.get(epoch);
      return { author, at, reply: key === undefined ? null : readReply(await open(key, fromBase64url(frame), REPLY)) };
    }),
  );
  return { data, head: await openHead(channel, data), letters, replies };
}

/** The same, fetched only where the list says that something has changed. */
export async function glance(session: Session, row: CaseRow): Promise<OpenedCase> {
  const stamp = `${row.letters} ${row.latest} ${row.status}`;
  const memory = remembered;
  const known = memory.get(row.id);
  if (known?.stamp === stamp) return known.opened;
  const opened = await openCase(session, row.id);
  memory.set(row.id, { stamp, opened });
  return opened;
}

/** Forgets all opened cases, also those that are being opened right now. */
export function forgetCases(): void {
  remembered = new Map();
}
