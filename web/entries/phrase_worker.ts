// The phrase worker: makes phrases, derives keys, seals, proves and opens, so that keys never exist on the page itself.
// A failure is answered without its reason, because a reason could carry what was being worked on.

import { repliesOn } from "../modules/board";
import { fromBase64url } from "../modules/bytes";
import { type ReporterKeys, deriveReporter } from "../modules/derive";
import { type Message, type Sealed, proveDrop, sealDrop } from "../modules/drop";
import { makePhrase, parsePhrase, phraseText, wordsOf } from "../modules/phrase";
import type { Answer, Draft, Request, Tasks } from "../modules/requests";
import file from "../words/sv.txt";

const list = wordsOf(file);
let derived: { from: string; keys: ReporterKeys } | null = null;
let sealed: Sealed | null = null;

async function keysOf(words: readonly string[], salt: string): Promise<ReporterKeys> {
  const from = `${salt} ${phraseText(words)}`;
  if (derived?.from !== from) derived = { from, keys: await deriveReporter(phraseText(words), fromBase64url(salt)) };
  return derived.keys;
}

async function messageOf(draft: Draft, salt: string): Promise<Message> {
  if (draft.kind === "count") return draft;
  const keys = await keysOf(draft.words, salt);
  return draft.kind === "report"
    ? { kind: "report", answered: draft.answered, text: draft.text, attachments: draft.attachments, keys }
    : { kind: "follow_up", form: draft.form, text: draft.text, attachments: draft.attachments, keys };
}

type Async<T extends (...input: never[]) => unknown> = (...input: Parameters<T>) => ReturnType<T> | Promise<ReturnType<T>>;

const tasks: { [Name in keyof Tasks]: Async<Tasks[Name]> } = {
  makePhrase: () => makePhrase(list),
  parse: (typed) => parsePhrase(typed, list),
  async seal(draft, channel, urn, salt, atOnce) {
    sealed = await sealDrop(await messageOf(draft, salt), channel, urn, atOnce);
    return null;
  },
  prove(challenge, difficulty) {
    if (sealed === null) throw new Error("nothing is sealed");
    return proveDrop(sealed, challenge, difficulty).buffer;
  },
  async openBoard(words, salt, board) {
    return repliesOn(new Uint8Array(board), (await keysOf(words, salt)).identity);
  },
  forget() {
    derived = sealed = null;
    return null;
  },
};

const answer = (message: Answer): void => self.postMessage(message);

self.addEventListener("message", async ({ data }: MessageEvent<Request>) => {
  try {
    const task = tasks[data.task] as (...input: readonly unknown[]) => unknown;
    answer({ id: data.id, ok: true, output: await task(...data.input) });
  } catch {
    answer({ id: data.id, ok: false });
  }
});

answer({ ready: true });
