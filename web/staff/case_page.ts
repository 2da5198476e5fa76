// What the parts of a case page share: the case as it was opened, and how each of them writes and shows the page anew.

import type { OpenedCase } from "./case_data";
import { draftName, flushDraft } from "./case_draft";
import { Collision, type Writing, writeEntry } from "./case_write";
import { dropDrafts } from "./drafts";
import type { Context } from "./view";
import type { ChannelOfMe } from "./wire";

/** The case on the page, with the cases that are worked on in it. */
export interface CasePage {
  readonly context: Context;
  readonly opened: OpenedCase;
  readonly merged: readonly OpenedCase[];
  /** Ours in the channel; `null` for somebody who is only consulted. */
  readonly mine: ChannelOfMe | null;
}

/** What a form must say when the page has been shown anew because a colleague was in between. */
export interface Standing {
  form: string | null;
  said: string | null;
  /** The entries and letters that were there before; what has come since is new. */
  known: ReadonlySet<string> | null;
}

const standings = new Map<string, Standing>();

/** Which form is open in a case, and what it has to say. */
export function standingOf(id: string): Standing {
  const found = standings.get(id) ?? { form: null, said: null, known: null };
  standings.set(id, found);
  return found;
}

/** Whether we are the chief of the channel, who alone may undo some things. */
export function isChief({ mine }: CasePage): boolean {
  return mine !== null && !mine.deputy;
}

/** Writes, forgets what was typed in the form and shows the case anew; a colleague's words in between are shown first. */
export async function writeAndShow(page: CasePage, form: string, writing: Writing | readonly Writing[], said: string): Promise<void> {
  await guarded(page, form, async () => {
    for (const one of [writing].flat() as Writing[]) await writeEntry(page.context.session, page.opened, one);
  });
  await done(page, form, said);
}

/** Does something that may collide; then the case is shown anew with the same form open and what was typed in it. */
export async function guarded({ context, opened }: CasePage, form: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (failure) {
    if (failure instanceof Collision) {
      const standing = standingOf(opened.data.id);
      standing.form = form;
      standing.said = failure.message;
      standing.known = new Set([...opened.entries, ...opened.letters].map(({ id }) => id));
      await context.refresh(failure.message);
    }
    throw failure;
  }
}

/** Closes a form that has done its work. */
export async function done({ context, opened }: CasePage, form: string, said: string): Promise<void> {
  dropDrafts(draftName(opened.data.id, form));
  await flushDraft();
  Object.assign(standingOf(opened.data.id), { form: null, said: null, known: null });
  await context.refresh(said);
}
