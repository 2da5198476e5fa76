// What the page and the desk workers say to each other. What a worker reads for the search never leaves it, but for a few words around a hit.

import type { Snippet } from "../modules/case/search";
import type { Units } from "../modules/case/search_texts";
import type { Summary } from "../modules/case/summary";
import type { KeyData } from "./wire";

/** A case whose few lines are to be opened. */
export interface ToOpen {
  readonly id: string;
  readonly key: KeyData | null;
  readonly summary: string | null;
  /** What the server knows of it that is searched too: its name and its officer. */
  readonly said: string;
}

export type DeskTask =
  /** The keys to open with; whatever was opened before stays. */
  | { readonly task: "begin"; readonly keys: ReadonlyMap<string, CryptoKey>; readonly own: CryptoKey; readonly units: Units }
  | { readonly task: "open"; readonly cases: readonly ToOpen[] }
  /** Reads whole cases of a channel, those that come after an id. */
  | { readonly task: "read"; readonly channel: string; readonly after: string; readonly said: ReadonlyMap<string, string> }
  | { readonly task: "forget"; readonly ids: readonly string[] }
  | { readonly task: "find"; readonly query: string }
  | { readonly task: "quote"; readonly query: string; readonly ids: readonly string[] };

/** The few lines of a case, or `null` where they cannot be opened. */
export interface OpenedSummary {
  readonly id: string;
  readonly summary: Summary | null;
}

/** A few words around what was found in a case. */
export interface Quote {
  readonly id: string;
  readonly snippet: Snippet;
  /** Whether the case was read whole, and not only its few lines. */
  readonly whole: boolean;
}

/** What each task gives. */
export interface Outcome {
  readonly begin: null;
  readonly open: readonly OpenedSummary[];
  readonly read: readonly OpenedSummary[];
  readonly forget: null;
  /** The ids of the cases with every word. */
  readonly find: readonly string[];
  readonly quote: readonly Quote[];
}

export interface Asked {
  readonly number: number;
  readonly task: DeskTask;
}

/** `null` where the task failed. */
export interface Answered {
  readonly number: number;
  readonly outcome: Outcome[keyof Outcome] | undefined;
}
