// What a page asks of the phrase worker: everything that touches a phrase or a key happens there, off the page.

import type { Reference } from "./attachment";
import type { Answered, Channel, Urn } from "./drop";
import type { Parsed } from "./phrase";

/** A message as the page knows it: with the words, before any key is derived. */
export type Draft =
  | { readonly kind: "count"; readonly answered: Answered }
  | { readonly kind: "report"; readonly answered: Answered; readonly text: string; readonly attachments: readonly Reference[]; readonly words: readonly string[] }
  | { readonly kind: "follow_up"; readonly form: number; readonly text: string; readonly attachments: readonly Reference[]; readonly words: readonly string[] };

export interface Reply {
  readonly text: string;
  readonly day: string;
}

/** The questions the worker answers, and with what. */
export interface Tasks {
  makePhrase(): string[];
  parse(typed: string): Parsed;
  seal(draft: Draft, channel: Channel, urn: Urn, salt: string, atOnce: boolean): null;
  prove(challenge: string, difficulty: number): ArrayBuffer;
  openBoard(words: readonly string[], salt: string, board: ArrayBuffer): readonly Reply[];
  forget(): null;
}

export type TaskName = keyof Tasks;

export interface Request {
  readonly id: number;
  readonly task: TaskName;
  readonly input: readonly unknown[];
}

export type Answer =
  | { readonly ready: true }
  | { readonly id: number; readonly ok: true; readonly output: unknown }
  | { readonly id: number; readonly ok: false };
