// The staff worker: turns a passphrase into keys and draws words. What unwraps leaves it only as a key that cannot be taken out.

import { base64url, fromBase64url } from "../modules/bytes";
import { deriveStaff } from "../modules/derive";
import { unlockKey } from "../modules/keyring";
import { makePhrase, wordsOf } from "../modules/phrase";
import type { Task } from "../staff/worker";
import file from "../words/sv.txt";

async function run(task: Task): Promise<unknown> {
  if (task.task === "words") return makePhrase(wordsOf(file));
  const { login, unlock } = deriveStaff(task.passphrase, task.account, fromBase64url(task.salt));
  return { login: base64url(login), unlock: await unlockKey(unlock) };
}

self.addEventListener("message", async ({ data }: MessageEvent<Task>) => {
  try {
    self.postMessage({ ok: true, output: await run(data) });
  } catch {
    self.postMessage({ ok: false });
  }
});
