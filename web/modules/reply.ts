// Measures and makes the answer to a reporter.

import { utf8 } from "./bytes";
import { tidyText } from "./text";

export const REPLY_LIMIT = 1_900;

export interface Reply {
  readonly v: 1;
  readonly text: string;
  readonly day: string;
}

/** How much of the limit an answer uses: its UTF-8 bytes, or more where quotes and line breaks take extra room when sealed. */
export function replySize(text: string): number {
  const sealedExtra = 100;
  const tidy = tidyText(text);
  return Math.max(utf8(tidy).length, utf8(JSON.stringify(tidy)).length - 2 - sealedExtra);
}

/** The answer as it is sealed, dated with the officer's day. */
export function makeReply(text: string, today: Date): Reply {
  const part = (number: number) => String(number).padStart(2, "0");
  return { v: 1, text: tidyText(text), day: `${today.getFullYear()}-${part(today.getMonth() + 1)}-${part(today.getDate())}` };
}

/** A sent answer read back, or `null` where it is not one. */
export function readReply(content: unknown): Reply | null {
  const reply = content as Partial<Reply> | null;
  return typeof reply === "object" && reply?.v === 1 && typeof reply.text === "string" && typeof reply.day === "string" ? (reply as Reply) : null;
}

/** Whether a text seems to ask a reporter who they are. */
export function asksWho(text: string): boolean {
  return /\bvem är du\b|\bvad heter du\b|\bditt (?:namn|telefonnummer|nummer|personnummer)\b|\bdin (?:e-?post|mejl|titel|befattning|chef)|\bvar (?:jobbar|arbetar) du\b|\bvilken enhet\b.*\bdu\b|\bkontakta dig\b/iu.test(text);
}
