// Opens replies on the visitor's own device: the board is already here, and nobody is asked for anything.

import type { Parsed, Unknown } from "../../modules/phrase";
import type { Reply } from "../../modules/requests";
import { type Both, byId, dayInWords, inBoth, make, onTap, say } from "../page";
import { watchAttachments } from "./attach";
import type { Manifest } from "./manifest";
import { NOT_SEALED, type Sender } from "./send";
import type { Vault } from "./vault";
import { watchWriting } from "./writing";

const WORKING: Both = { sv: "Tar fram nyckeln. Det tar några sekunder.", en: "Working out the key. This takes a few seconds." };
const FAILED: Both = { sv: "Webbläsaren klarade inte att öppna. Försök igen, eller använd en annan enhet.", en: "The browser could not open it. Try again, or use another device." };
const EMPTY: Both = { sv: "Skriv något innan du skickar.", en: "Write something before you send." };
const SENT: Both = { sv: "Skickat. Titta in igen om några dagar.", en: "Sent. Look in again in a few days." };

/** Lets a visitor open replies with a phrase and write more. */
export function offerReading(
  parts: { vault: Vault; manifest: Manifest; sender: Sender; board: Promise<ArrayBuffer | null>; form: number },
  show: (screen: string) => void,
): { clear(): void } {
  const { vault, manifest, sender, board, form } = parts;
  const field = byId<HTMLTextAreaElement>("read-phrase");
  const more = watchWriting("more");
  const attaching = watchAttachments("more-attachments");
  let words: readonly string[] = [];

  const open = async (): Promise<void> => {
    say(byId("read-error"), null);
    try {
      const parsed = await vault.ask("parse", field.value);
      if (!parsed.ok) return showMistakes(parsed, field);
      say(byId("read-status"), WORKING);
      const frames = await board;
      const replies = frames === null ? null : await vault.ask("openBoard", parsed.words, manifest.salt, frames);
      words = parsed.words;
      fillReplies(replies);
      show("replies");
    } catch {
      say(byId("read-error"), FAILED);
    } finally {
      say(byId("read-status"), null);
    }
  };
  onTap(byId("read-open"), open);

  fillChannels(manifest);
  onTap(byId("more-send"), async () => {
    const [error, status] = [byId("more-error"), byId("more-status")];
    say(status, null);
    const attached = attaching.list().length;
    const obstacle = more.text() === "" && attached === 0 ? EMPTY : (more.obstacle(attached) ?? attaching.obstacle());
    say(error, obstacle);
    if (obstacle !== null) return byId("more").focus();
    const attachments = await attaching.seal().catch(() => null);
    if (attachments === null) return say(error, NOT_SEALED);
    const parcel = {
      draft: { kind: "follow_up", form, text: more.text(), attachments, words } as const,
      channel: byId<HTMLSelectElement>("more-channel").value,
      atOnce: false,
    };
    const sent = await sender.send(parcel, (step) => say(status, step), attaching.prove);
    if (sent.ok) {
      more.clear();
      attaching.clear();
    }
    say(status, sent.ok ? SENT : null);
    say(error, sent.ok ? null : sent.why);
  });

  return {
    clear() {
      words = [];
      sender.forget();
      void vault.ask("forget");
      field.value = "";
      more.clear();
      attaching.clear();
      byId("replies-list").replaceChildren();
      for (const id of ["read-error", "more-error", "more-status"]) say(byId(id), null);
    },
  };
}

function fillReplies(replies: readonly Reply[] | null): void {
  byId("replies-none").hidden = replies === null || replies.length > 0;
  byId("replies-failed").hidden = replies !== null;
  byId("replies-list").replaceChildren(
    ...(replies ?? []).map(({ text, day }) => {
      const when = make("p", inBoth(dayInWords(day)));
      when.className = "fine";
      const said = make("p", text);
      said.className = "said";
      return make("li", when, said);
    }),
  );
}

function fillChannels({ channels }: Manifest): void {
  const options = channels.map(({ id, name }) => {
    const option = make("option", name) as HTMLOptionElement;
    option.value = id;
    return option;
  });
  byId("more-channel").replaceChildren(...options);
  byId("more-channel-field").hidden = channels.length < 2;
}

function showMistakes({ count, unknown }: Parsed & { ok: false }, field: HTMLTextAreaElement): void {
  const lines = unknown.map((word) => mistake(word, field));
  if (count !== 7) {
    lines.unshift(make("p", inBoth({ sv: `Frasen har sju ord. Du har skrivit ${count}.`, en: `The phrase has seven words. You have typed ${count}.` })));
  }
  byId("read-error").replaceChildren(...lines);
}

function mistake({ position, typed, suggestion }: Unknown, field: HTMLTextAreaElement): HTMLElement {
  const line = make("p", inBoth({ sv: `Ord ${position}, ”${typed}”, finns inte i ordlistan.`, en: `Word ${position}, “${typed}”, is not on the word list.` }));
  if (suggestion === null) return line;
  const swap = make("button", inBoth({ sv: `Byt till ”${suggestion}”`, en: `Change to “${suggestion}”` }));
  swap.setAttribute("type", "button");
  swap.className = "secondary small";
  onTap(swap, () => {
    field.value = field.value.replace(new RegExp(`(^|[^\\p{L}])${typed}(?!\\p{L})`, "iu"), `$1${suggestion}`);
    line.remove();
    field.focus();
  });
  line.append(" ", swap);
  return line;
}
