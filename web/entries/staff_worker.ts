// The staff worker: turns a passphrase into keys, draws words and unseals tallies. What unwraps leaves it only as a key that cannot be taken out.

import { base64url, fromBase64url } from "../modules/bytes";
import { deriveStaff } from "../modules/derive";
import { openBytes, unlockKey } from "../modules/keyring";
import { makePhrase, wordsOf } from "../modules/phrase";
import type { Task } from "../staff/worker";
import file from "../words/sv.txt";

async function run(task: Task): Promise<unknown> {
  if (task.task === "words") return makePhrase(wordsOf(file));
  if (task.task === "unseal") return unsealed(task.sealed, task.own);
  const { login, unlock } = deriveStaff(task.passphrase, task.account, fromBase64url(task.salt));
  return { login: base64url(login), unlock: await unlockKey(unlock) };
}

/** A tally as the server wants it back: the very bytes that were sealed. */
async function unsealed(sealed: string, own: CryptoKey): Promise<string> {
  const bytes = await openBytes(fromBase64url(sealed), own);
  const text = base64url(bytes);
  bytes.fill(0);
  return text;
}

self.addEventListener("message", async ({ data }: MessageEvent<Task>) => {
  try {
    self.postMessage({ ok: true, output: await run(data) });
  } catch {
    self.postMessage({ ok: false });
  }
});
