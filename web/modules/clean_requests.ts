// What a page asks of the clean worker: files are looked through, cleaned and sealed there, off the page.

import type { FileType, Reference } from "./attachment";
import type { Finding, Wording } from "./clean/found";

/** What became of a file that was handed in. */
export interface Looked {
  /** What the file is called between page and worker. */
  readonly number: number;
  readonly type: FileType;
  readonly size: number;
  readonly found: readonly Finding[];
  /** The file without what it told, or `null` where that cannot be had. */
  readonly cleaned: { readonly type: FileType; readonly size: number } | null;
  /** Why there is none. */
  readonly why: Wording | null;
  /** Whether it may be sent untouched as evidence. */
  readonly whole: boolean;
  /** A small picture as a `data:` address. */
  readonly preview: string | null;
}

/** The questions the worker answers, and with what. */
export interface CleanTasks {
  look(file: ArrayBuffer): Looked | Wording;
  enclose(number: number, name: string, original: boolean): Reference;
  prove(id: string, challenge: string, difficulty: number): ArrayBuffer;
  /** The sealed frame alone, for an officer, who is signed in and proves nothing. */
  frame(id: string): ArrayBuffer;
  forget(number: number): null;
}

export type CleanTaskName = keyof CleanTasks;

export interface CleanRequest {
  readonly id: number;
  readonly task: CleanTaskName;
  readonly input: readonly unknown[];
}

export type CleanAnswer = { readonly id: number; readonly ok: true; readonly output: unknown } | { readonly id: number; readonly ok: false };
