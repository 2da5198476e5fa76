// The clean worker: files are looked through, cleaned and sealed here; the page sees what was found, never the bytes again.
// A failure is answered without its reason, because a reason could carry what was being worked on.

import { LARGEST } from "../modules/attachment";
import { type SealedAttachment, sealAttachment } from "../modules/attachment_seal";
import { proveUpload } from "../modules/attachment_upload";
import { Refused, tooLarge } from "../modules/clean/found";
import { previewOf, redraw } from "../modules/clean_draw";
import { type Cleaned, type Inspected, clean, inspect } from "../modules/clean_file";
import type { CleanAnswer, CleanRequest, CleanTasks, Looked } from "../modules/clean_requests";

// Four times what may be sent: a picture mostly shrinks when it is drawn anew.
const MOST_TO_READ = 4 * LARGEST;

interface Held {
  readonly bytes: Uint8Array;
  readonly inspected: Inspected;
  readonly cleaned: Cleaned | null;
}

const held = new Map<number, Held>();
const sealed = new Map<string, { number: number; attachment: SealedAttachment }>();
let next = 1;

type Async<T extends (...input: never[]) => unknown> = (...input: Parameters<T>) => ReturnType<T> | Promise<ReturnType<T>>;

const tasks: { [Name in keyof CleanTasks]: Async<CleanTasks[Name]> } = {
  async look(file) {
    try {
      return await look(new Uint8Array(file));
    } catch (error) {
      if (error instanceof Refused) return error.why;
      throw error;
    }
  },
  async enclose(number, name, original) {
    const key = JSON.stringify([number, name, original]);
    const before = sealed.get(key);
    if (before !== undefined) return before.attachment.reference;
    const { bytes, inspected, cleaned } = held.get(number)!;
    const sent = original ? { bytes, type: inspected.type } : cleaned;
    if (sent === null) throw new Error("not cleaned");
    const attachment = await sealAttachment({ ...sent, name, original });
    sealed.set(key, { number, attachment });
    return attachment.reference;
  },
  prove(id, challenge, difficulty) {
    return proveUpload(sealedUnder(id), challenge, difficulty).buffer;
  },
  frame(id) {
    return sealedUnder(id).frame.slice().buffer;
  },
  forget(number) {
    held.delete(number);
    for (const [key, one] of sealed) if (one.number === number) sealed.delete(key);
    return null;
  },
};

function sealedUnder(id: string): SealedAttachment {
  const found = [...sealed.values()].find(({ attachment }) => attachment.reference.id === id);
  if (found === undefined) throw new Error("nothing is sealed");
  return found.attachment;
}

async function look(bytes: Uint8Array): Promise<Looked> {
  if (bytes.length > MOST_TO_READ) throw tooLarge(bytes.length);
  const inspected = await inspect(bytes);
  const outcome = await clean(bytes, redraw).catch((error: unknown) => {
    if (error instanceof Refused) return error;
    throw error;
  });
  const cleaned = outcome instanceof Refused ? null : outcome;
  const mayBeWhole = bytes.length <= LARGEST;
  if (outcome instanceof Refused && !(outcome.whole && mayBeWhole)) throw outcome;
  const number = next++;
  held.set(number, { bytes, inspected, cleaned });
  return {
    number,
    type: inspected.type,
    size: bytes.length,
    found: inspected.found,
    cleaned: cleaned && { type: cleaned.type, size: cleaned.bytes.length },
    why: outcome instanceof Refused ? outcome.why : null,
    whole: mayBeWhole,
    preview: cleaned?.type.startsWith("image/") ? await previewOf(cleaned.bytes) : null,
  };
}

const answer = (message: CleanAnswer, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

self.addEventListener("message", async ({ data }: MessageEvent<CleanRequest>) => {
  try {
    const task = tasks[data.task] as (...input: readonly unknown[]) => unknown;
    const output = await task(...data.input);
    answer({ id: data.id, ok: true, output }, output instanceof ArrayBuffer ? [output] : []);
  } catch {
    answer({ id: data.id, ok: false });
  }
});
