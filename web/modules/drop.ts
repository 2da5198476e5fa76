// Assembles the drop: first report, follow-up and "only count me" come out as the same number of bytes.

import { sha256 } from "@noble/hashes/sha2.js";
import type { Reference } from "./attachment";
import { type Bytes, base64url, concat, fromBase64url, randomBytes, uuidToBytes } from "./bytes";
import type { ReporterKeys } from "./derive";
import { BALLOT, LETTER } from "./frame";
import { findProof } from "./proof";
import { seal } from "./seal";

const VERSION = 1;
const CHALLENGE = 16;
const COUNTER = 8;
const HEAD = 50;

export const DROP_SIZE = HEAD + CHALLENGE + COUNTER + LETTER.frame + BALLOT.frame;

/** A receiving function and the key it can be written to right now. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly epoch: string;
  readonly recipient: string;
}

export interface Urn {
  readonly id: string;
  readonly recipient: string;
}

/** The structured answers: one bit mask a question, and where it happened. */
export interface Answered {
  readonly form: number;
  readonly unit: string | null;
  readonly answers: readonly number[];
}

/** What the reporter wants to say; each kind becomes a drop of the same size. */
export type Message =
  | { readonly kind: "count"; readonly answered: Answered }
  | { readonly kind: "report"; readonly answered: Answered; readonly text: string; readonly attachments: readonly Reference[]; readonly keys: ReporterKeys }
  | { readonly kind: "follow_up"; readonly form: number; readonly text: string; readonly attachments: readonly Reference[]; readonly keys: ReporterKeys };

/** A sealed drop that still lacks its proof. */
export interface Sealed {
  readonly head: Bytes;
  readonly frames: Bytes;
}

/** Seals the letter to the channel and the ballot to the urn. */
export async function sealDrop(message: Message, channel: Channel, urn: Urn, atOnce: boolean): Promise<Sealed> {
  const nonce = base64url(randomBytes(16));
  const letter = await seal(channel.recipient, letterOf(message, nonce, urn.id), LETTER);
  const ballot = await seal(urn.recipient, ballotOf(message, nonce), BALLOT);
  const head = concat(
    Uint8Array.of(VERSION),
    uuidToBytes(channel.id),
    uuidToBytes(channel.epoch),
    uuidToBytes(urn.id),
    Uint8Array.of(atOnce ? 1 : 0),
  );
  return { head, frames: concat(letter, ballot) };
}

/** The body to post: the sealed drop with its proof of work in place. */
export function proveDrop({ head, frames }: Sealed, challenge: string, difficulty: number): Bytes {
  const challengeBytes = fromBase64url(challenge);
  const counter = findProof(challengeBytes, sha256(concat(head, frames)), difficulty);
  const body = concat(head, challengeBytes, counter, frames);
  if (body.length !== DROP_SIZE) throw new RangeError("a drop of the wrong size");
  return body;
}

function letterOf(message: Message, nonce: string, urn: string): object | null {
  if (message.kind === "count") return null;
  const { keys, text, attachments } = message;
  const enclosed = attachments.length === 0 ? {} : { attachments };
  const common = { nonce, text, reply_to: keys.recipient, tag: base64url(keys.tag), ...enclosed };
  return message.kind === "report"
    ? { v: 1, kind: "report", ...message.answered, urn, ...common }
    : { v: 1, kind: "follow_up", form: message.form, unit: null, answers: [], ...common };
}

function ballotOf(message: Message, nonce: string): object | null {
  return message.kind === "follow_up" ? null : { v: 1, nonce, ...message.answered };
}
