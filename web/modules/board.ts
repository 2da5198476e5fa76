// Reads the board: tries every frame, whoever it is for, and keeps what opens, newest day first.

import { type Kind, REPLY, split } from "./frame";
import { open } from "./open";
import type { Reply } from "./requests";

/** The replies on the board that this identity opens. */
export async function repliesOn(board: Uint8Array, identity: string, kind: Kind = REPLY): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const frame of split(board, kind)) {
    const content = await open(identity, frame, kind);
    if (isReply(content)) replies.push({ text: content.text, day: content.day });
  }
  return replies.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

function isReply(content: unknown): content is Reply {
  if (typeof content !== "object" || content === null) return false;
  const { text, day } = content as Record<string, unknown>;
  return typeof text === "string" && typeof day === "string" && /^\d{4}-\d{2}-\d{2}$/.test(day);
}
