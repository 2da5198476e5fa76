// Opens cases with the keys we hold.

import { fromBase64url } from "../modules/bytes";
import { type Entry, type Written, readEntry } from "../modules/case/entry";
import { makeCaseKey, openCaseKeys, readersOf } from "../modules/case/keys";
import { type Came, type CaseState, stateOf } from "../modules/case/state";
import { LETTER, REPLY, kindOf } from "../modules/frame";
import { type Head, type Opened, readHead, readLetter } from "../modules/letter";
import { open } from "../modules/open";
import { get, post } from "./api";
import { type OpenChannel, currentEpoch } from "./channel";
import type { Session } from "./session";
import type { CaseData, CaseTexts, EntryFrame, LetterFrame } from "./wire";

export interface OpenedLetter {
  readonly id: string;
  readonly day: string;
  readonly atOnce: boolean;
  readonly opened: Opened;
  /** What was sealed, as it was; for sealing it anew. */
  readonly content: unknown;
}

export interface OpenedEntry extends Written {
  readonly restricted: boolean;
}

export interface OpenedCase {
  readonly data: CaseData;
  /** `null` for somebody who is only consulted. */
  readonly channel: OpenChannel | null;
  readonly keys: ReadonlyMap<string, CryptoKey>;
  /** `null` where our keys do not open it, and for somebody who is only consulted. */
  readonly head: Head | null;
  readonly letters: readonly OpenedLetter[];
  readonly entries: readonly OpenedEntry[];
  readonly state: CaseState;
}

/** The letters that could be read, for the folding of a case. */
export function came(letters: readonly OpenedLetter[]): Came[] {
  return letters.flatMap(({ day, atOnce, opened }) => (opened.is === "letter" ? [{ day, atOnce, letter: opened.letter }] : []));
}

/** Opens one letter with a channel's epochs or a case's keys; without its key it is locked. */
export async function openLetter(keys: ReadonlyMap<string, CryptoKey>, { id, epoch, key: sealedTo, day, at_once: atOnce, frame }: LetterFrame): Promise<OpenedLetter> {
  const key = keys.get(sealedTo ?? epoch ?? "");
  const content = key === undefined ? null : await open(key, fromBase64url(frame), LETTER);
  return { id, day, atOnce, opened: readLetter(content), content };
}

/** Opens the letters and entries of a case. */
export async function openTexts(
  { keys: sealedKeys, letters, entries }: Pick<CaseTexts, "keys" | "letters" | "entries">,
  epochs: ReadonlyMap<string, CryptoKey>,
  own: CryptoKey,
): Promise<{ keys: Map<string, CryptoKey>; letters: OpenedLetter[]; entries: OpenedEntry[] }> {
  const keys = await openCaseKeys(sealedKeys, { keys: epochs, own });
  const all = new Map([...epochs, ...keys]);
  return {
    keys,
    letters: await Promise.all(letters.map((letter) => openLetter(all, letter))),
    entries: await Promise.all(entries.map((entry) => openEntry(all, entry))),
  };
}

/** Fetches and opens a case with everything in it. */
export async function openCase(session: Session, id: string): Promise<OpenedCase> {
  return opened(session, await get<CaseData>(`/api/staff/cases/${id}`));
}

/** What is sealed to, and the version it is written after. */
export interface WritingKey {
  readonly id: string;
  readonly recipient: string;
  readonly version: number;
}

/** The current key of a case, made anew first where it is stale or there is none. */
export async function writingKey({ data, channel }: OpenedCase): Promise<WritingKey> {
  const current = data.keys.find((key) => key.current);
  if (current !== undefined && !current.stale) return { ...current, version: data.version };
  const readers = readersOf(data.members, data.disqualified.map((person) => person.id), data.consulted, channel === null ? null : currentEpoch(channel), data.recovery_recipient);
  const made = await makeCaseKey(readers);
  const { key, version } = await post<{ key: string; version: number }>(`/api/staff/cases/${data.id}/key`, { version: data.version, key: made.post });
  return { id: key, recipient: made.post.recipient, version };
}

async function opened(session: Session, data: CaseData): Promise<OpenedCase> {
  const channel = session.channels.get(data.channel) ?? null;
  const epochs = channel?.keys ?? new Map<string, CryptoKey>();
  const { keys, letters, entries } = await openTexts(data, epochs, session.own);
  const headKey = data.head === null ? undefined : epochs.get(data.head.epoch);
  const head = data.head === null || headKey === undefined ? null : readHead(await open(headKey, fromBase64url(data.head.frame), REPLY));
  return { data, channel, keys, head, letters, entries, state: stateOf(came(letters), entries) };
}

async function openEntry(keys: ReadonlyMap<string, CryptoKey>, { id, epoch, key: sealedTo, frame, author, at, restricted }: EntryFrame): Promise<OpenedEntry> {
  const key = keys.get(sealedTo ?? epoch ?? "");
  const bytes = fromBase64url(frame);
  const kind = kindOf(bytes.length);
  const entry: Entry | null = key === undefined || kind === null ? null : readEntry(await open(key, bytes, kind));
  return { id, author, at, restricted, entry };
}

