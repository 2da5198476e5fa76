// Keeps a report in the making: sealed on the server a moment after each change, and here until it lies there. Nothing is overwritten
// that a colleague has written meanwhile.

import { type BriefingChoice, readChoice, roomLeft } from "../modules/briefing";
import { Refusal, wordsOf } from "./api";
import { draftOf, draftsUnder, dropDraft, setDraft } from "./drafts";

const AFTER_MS = 2_000;
const AGAIN_MS = 15_000;

export type KeepState = "saved" | "waiting" | "saving" | "too_long" | "offline" | "conflict" | "refused";

/** Keeps one draft; there is never more than one at work. */
export interface Keeper {
  /** Something was changed. */
  changed(choice: BriefingChoice): void;
  /** Saves now; whether everything lies on the server. `anew` is written even if nothing has changed here, to see that nobody else has. */
  flush(anew?: BriefingChoice): Promise<boolean>;
  /** Forgets what is not saved. */
  forget(): void;
}

/** Where a draft is kept. */
export interface Shelf {
  /** Keeps it over the version that was seen. */
  readonly put: (seen: number, choice: BriefingChoice) => Promise<void>;
  /** What lies there now, or `null` where there is nothing to read. */
  readonly look: () => Promise<{ readonly version: number; readonly choice: BriefingChoice } | null>;
}

let watched: Keeper | null = null;

/** What waits here of a draft that is not yet on the server, with the version it was written over. */
export function unsaved(channel: string, id: string): { readonly seen: number; readonly choice: BriefingChoice } | null {
  const kept = draftOf(nameOf(channel, id));
  if (kept === null) return null;
  const { seen, content } = JSON.parse(kept) as { seen: number; content: unknown };
  const choice = readChoice(content);
  return choice === null ? null : { seen, choice };
}

/** The ids of drafts that wait here. */
export function unsavedOf(channel: string): string[] {
  return draftsUnder(nameOf(channel, "")).map(([name]) => name.slice(nameOf(channel, "").length));
}

/** Forgets what waits here of a draft. */
export function forgetUnsaved(channel: string, id: string): void {
  dropDraft(nameOf(channel, id));
}

/** Waits until what was being saved is saved. */
export async function settled(): Promise<void> {
  await watched?.flush();
}

/** Begins to keep a draft; `told` hears how it goes, with words where something is wrong. */
export function keeperOf(channel: string, id: string, version: number, shelf: Shelf, told: (state: KeepState, words: string) => void): Keeper {
  const name = nameOf(channel, id);
  let seen = version;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<boolean> | null = null;
  let stuck = false;

  const wait = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void keeper.flush(), milliseconds);
  };
  // What is typed is read from the drafts and held nowhere else: they are sealed when the page is locked.
  const write = async (text: string | null, anew?: BriefingChoice): Promise<boolean> => {
    const choice = text === null ? anew : readChoice((JSON.parse(text) as { content: unknown }).content);
    if (choice === undefined || choice === null) return true;
    if (roomLeft(choice) < 0) {
      told("too_long", "");
      return false;
    }
    told("saving", "");
    try {
      await shelf.put(seen, choice);
    } catch (failure) {
      if (!(await isOurs(failure, choice))) return fail(failure);
    }
    seen += 1;
    if (draftOf(name) === text) {
      dropDraft(name);
      told("saved", "");
      return true;
    }
    const next = draftOf(name);
    if (next === null) return true;
    setDraft(name, JSON.stringify({ ...(JSON.parse(next) as object), seen }));
    return write(draftOf(name));
  };
  /** An answer that never came may have been a yes. */
  const isOurs = async (failure: unknown, choice: BriefingChoice): Promise<boolean> => {
    if (!(failure instanceof Refusal) || failure.code !== "conflict") return false;
    const there = await shelf.look().catch(() => null);
    return there !== null && there.version === seen + 1 && JSON.stringify(there.choice) === JSON.stringify(choice);
  };
  const fail = (failure: unknown): boolean => {
    const code = failure instanceof Refusal ? failure.code : "";
    stuck = code === "conflict";
    told(stuck ? "conflict" : code === "unreachable" ? "offline" : "refused", wordsOf(failure));
    if (!stuck) wait(AGAIN_MS);
    return false;
  };
  const keeper: Keeper = {
    changed(choice) {
      setDraft(name, JSON.stringify({ seen, content: { v: 1, ...choice } }));
      if (stuck) return;
      told("waiting", "");
      wait(AFTER_MS);
    },
    async flush(anew) {
      clearTimeout(timer);
      if (saving !== null) await saving;
      if (stuck) return false;
      const text = draftOf(name);
      if (text === null && anew === undefined) return true;
      saving = write(text, anew);
      try {
        return await saving;
      } finally {
        saving = null;
      }
    },
    forget() {
      clearTimeout(timer);
      stuck = true;
      dropDraft(name);
    },
  };
  watched = keeper;
  return keeper;
}

function nameOf(channel: string, id: string): string {
  return `briefing ${channel} ${id}`;
}
