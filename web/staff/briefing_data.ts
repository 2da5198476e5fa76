// What the pages of the report to the nämnd speak with the server. A draft travels sealed to the channel; only what is previewed or fixed
// goes in the clear.

import { type BriefingChoice, contentOf, readChoice, sentChoice } from "../modules/briefing";
import { base64url, fromBase64url } from "../modules/bytes";
import { LETTER } from "../modules/frame";
import { open } from "../modules/open";
import { seal } from "../modules/seal";
import { get, post, postForBytes } from "./api";
import type { Shelf } from "./briefing_keep";
import { currentEpoch } from "./channel";
import { Mend } from "./forms";
import type { Session } from "./session";
import type { BriefingsData, FixRequest, SealedDraft } from "./wire";

/** Everything that the pages show of a channel. */
export function loadBriefings(channel: string): Promise<BriefingsData> {
  return get<BriefingsData>(`/api/staff/channels/${channel}/briefings`);
}

/** A draft opened, or `null` where we have no key for it or it is none. */
export async function openDraftOf({ channels }: Session, channel: string, { epoch, frame }: SealedDraft): Promise<BriefingChoice | null> {
  const keys = channels.get(channel)?.keys ?? new Map<string, CryptoKey>();
  // It may have been sealed just before the channel got another key.
  const inTurn = [keys.get(epoch), ...[...keys].filter(([id]) => id !== epoch).map(([, key]) => key)];
  for (const key of inTurn) {
    const content = key === undefined ? null : await open(key, fromBase64url(frame), LETTER);
    if (content !== null) return readChoice(content);
  }
  return null;
}

/** Keeps a draft over the version that was seen, 0 for a new one. */
export async function keepSealed({ channels }: Session, channel: string, id: string, seen: number, choice: BriefingChoice): Promise<void> {
  const opened = channels.get(channel);
  const epoch = opened === undefined ? null : currentEpoch(opened);
  if (epoch === null) throw new Mend("Mottagaren har ingen nyckel än.");
  await post(`/api/staff/channels/${channel}/briefings/drafts`, { id, version: seen, frame: base64url(await seal(epoch.recipient, contentOf(choice), LETTER)) });
}

/** Where one draft lies. */
export function shelfOf(session: Session, channel: string, id: string): Shelf {
  return {
    put: (seen, choice) => keepSealed(session, channel, id, seen, choice),
    look: async () => {
      const draft = (await loadBriefings(channel)).drafts.find((one) => one.id === id);
      const choice = draft === undefined ? null : await openDraftOf(session, channel, draft);
      return draft === undefined || choice === null ? null : { version: draft.version, choice };
    },
  };
}

/** Throws a draft away. */
export async function discardSealed(channel: string, draft: string): Promise<void> {
  await post(`/api/staff/channels/${channel}/briefings/discard`, { draft });
}

/** The report as a PDF, kept nowhere. */
export async function previewOf(channel: string, choice: BriefingChoice): Promise<Blob> {
  return new Blob([await postForBytes(`/api/staff/channels/${channel}/briefings/preview`, sentChoice(choice))], { type: "application/pdf" });
}

/** Fixes a report for good and gives its id and number. */
export function fixBriefing(channel: string, draft: string, choice: BriefingChoice): Promise<{ readonly id: string; readonly number: number }> {
  const request: FixRequest = { draft, choice: sentChoice(choice) };
  return post(`/api/staff/channels/${channel}/briefings/fix`, request);
}
