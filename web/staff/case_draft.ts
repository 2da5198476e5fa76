// What is typed in a case also waits on the server, sealed to whoever typed it, so that another computer can go on.

import { base64url, fromBase64url, utf8 } from "../modules/bytes";
import { LETTER } from "../modules/frame";
import { open } from "../modules/open";
import { seal } from "../modules/seal";
import { Refusal, post } from "./api";
import { h } from "./dom";
import { draftsUnder, setDraft, watchDrafts } from "./drafts";
import type { Session } from "./session";
import type { CaseData } from "./wire";

const AFTER_MS = 3_000;
const AGAIN_MS = 15_000;
/** What fits the frame, less its own marks. */
const MOST_BYTES = LETTER.plain - 64;

/** Cases whose draft has been fetched once; from then on what stands here is the newer. */
const fetched = new Set<string>();
let watched: { readonly id: string; flush(): Promise<void>; readonly line: HTMLElement } | null = null;

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void watched?.flush();
});

/** The beginning of the names of all drafts of a case, or of one of its forms. */
export function draftName(id: string, form = ""): string {
  return `case ${id} ${form === "" ? "" : `${form} `}`;
}

/** Brings back what was typed on another computer, where nothing newer stands here. */
export async function restoreDraft(session: Session, { id, draft }: CaseData): Promise<void> {
  const begins = draftName(id);
  const first = !fetched.has(id);
  fetched.add(id);
  if (!first || draft === null || draftsUnder(begins).length > 0) return;
  const content = await open(session.own, fromBase64url(draft), LETTER);
  const fields = typeof content === "object" && content !== null ? (content as { fields?: unknown }).fields : null;
  if (typeof fields !== "object" || fields === null) return;
  for (const [name, text] of Object.entries(fields)) if (typeof text === "string") setDraft(`${begins}${name}`, text);
}

/** Saves at once what is not yet saved. */
export async function flushDraft(): Promise<void> {
  await watched?.flush();
}

/** Watches what is typed in a case and keeps it; gives back the line that says when it cannot. */
export function watchDraft({ me }: Session, { id }: CaseData): HTMLElement {
  if (watched?.id === id) return watched.line;
  void watched?.flush();
  const line = h("p", { class: "case-offline", role: "status" });
  const begins = draftName(id);
  let waiting: readonly [string, string][] | null = null;
  let timer = 0;
  const wait = (milliseconds: number): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void flush(), milliseconds);
  };
  const flush = async (): Promise<void> => {
    window.clearTimeout(timer);
    const saving = waiting;
    if (saving === null) return;
    const content = { v: 1, fields: Object.fromEntries(saving.map(([name, value]) => [name.slice(begins.length), value])) };
    if (utf8(JSON.stringify(content)).length > MOST_BYTES) return;
    try {
      const frame = saving.length === 0 ? null : base64url(await seal(me.recipient, content, LETTER));
      if (waiting === null) return;
      await post(`/api/staff/cases/${id}/draft`, { frame });
      if (waiting === saving) waiting = null;
      line.textContent = "";
    } catch (failure) {
      if (!(failure instanceof Refusal) || failure.code !== "unreachable") return;
      line.textContent = "Ingen förbindelse. Det du skriver finns kvar här.";
      wait(AGAIN_MS);
    }
  };
  watchDrafts({
    changed(name) {
      if (!name.startsWith(begins)) return;
      waiting = draftsUnder(begins);
      wait(AFTER_MS);
    },
    leaving() {
      // Whatever comes of it, what was typed is not left in reach.
      void flush().finally(() => {
        window.clearTimeout(timer);
        waiting = null;
      });
      watched = null;
    },
    forgotten() {
      window.clearTimeout(timer);
      waiting = null;
      watched = null;
      fetched.clear();
    },
  });
  watched = { id, flush, line };
  return line;
}
