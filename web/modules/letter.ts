// Reads an opened letter or case head with suspicion: anybody can seal anything to a channel.

import { type Reference, isUuid, readReferences } from "./attachment";
import { isRecipient } from "./keyring";

export type { Reference as AttachmentReference } from "./attachment";

const LONGEST_TEXT = 12_000;

export interface Letter {
  readonly kind: "report" | "follow_up";
  readonly form: number;
  readonly unit: string | null;
  readonly answers: readonly number[];
  readonly text: string;
  readonly replyTo: string;
  readonly tag: string;
  /** What the ballot of the same report repeats; `null` where the letter says none. */
  readonly nonce: string | null;
  /** The urn the ballot went to. */
  readonly urn: string | null;
  readonly attachments: readonly Reference[];
}

/** What every letter of a case shares, sealed as the head of the case. */
export interface Head {
  readonly tag: string;
  readonly replyTo: string;
}

/** What became of a frame: a letter, one that says nothing, one without our key, one that follows no format. */
export type Opened = { readonly is: "letter"; readonly letter: Letter } | { readonly is: "empty" | "locked" | "malformed" };

/** What an opened frame is; `content` is what `open` gave. */
export function readLetter(content: unknown): Opened {
  if (content === "empty") return { is: "empty" };
  if (content === null) return { is: "locked" };
  const letter = letterOf(content);
  return letter === null ? { is: "malformed" } : { is: "letter", letter };
}

/** The head of a case, or `null` where it is not one. */
export function readHead(content: unknown): Head | null {
  if (!isObject(content) || content["v"] !== 1) return null;
  const { tag, reply_to: replyTo } = content;
  return isTag(tag) && isRecipient(replyTo) ? { tag, replyTo } : null;
}

/** A head as it is sealed. */
export function headOf(letter: Letter): object {
  return { v: 1, tag: letter.tag, reply_to: letter.replyTo };
}

function letterOf(content: unknown): Letter | null {
  if (!isObject(content) || content["v"] !== 1) return null;
  const { kind, form, unit, answers, text, reply_to: replyTo, tag } = content;
  if (kind !== "report" && kind !== "follow_up") return null;
  if (!Number.isInteger(form) || !(unit === null || typeof unit === "string")) return null;
  if (!Array.isArray(answers) || answers.length > 64 || !answers.every((mask) => Number.isInteger(mask) && mask >= 0 && mask < 65_536)) return null;
  if (typeof text !== "string" || text.length > LONGEST_TEXT || !isTag(tag) || !isRecipient(replyTo)) return null;
  const { nonce, urn, attachments } = content;
  return {
    ...{ kind, form: form as number, unit, answers, text, replyTo, tag },
    nonce: isTag(nonce) ? nonce : null,
    urn: isUuid(urn) ? urn : null,
    attachments: readReferences(attachments),
  };
}

function isTag(tag: unknown): tag is string {
  return typeof tag === "string" && /^[A-Za-z0-9_-]{22}$/.test(tag);
}

function isObject(content: unknown): content is Record<string, unknown> {
  return typeof content === "object" && content !== null && !Array.isArray(content);
}
