// The page's end of the staff worker, where passphrases are turned into keys and tallies unsealed without stopping the page.

import { byId } from "./dom";

/** What a passphrase gives: the secret that signs in, and the key that unwraps. */
export interface Derived {
  readonly login: string;
  readonly unlock: CryptoKey;
}

export type Task =
  | { readonly task: "derive"; readonly passphrase: string; readonly account: string; readonly salt: string }
  | { readonly task: "words" }
  | { readonly task: "unseal"; readonly sealed: string; readonly own: CryptoKey };

/** Keys of an account from its passphrase; takes a second or a few. */
export function derive(passphrase: string, account: string, salt: string): Promise<Derived> {
  return run<Derived>({ task: "derive", passphrase, account, salt });
}

/** Seven words for somebody who would rather not make up a passphrase. */
export function suggestWords(): Promise<string[]> {
  return run<string[]>({ task: "words" });
}

/** What is sealed to us, byte for byte as base64url; throws where it was sealed to somebody else. */
export function unseal(sealed: string, own: CryptoKey): Promise<string> {
  return run<string>({ task: "unseal", sealed, own });
}

/** Runs one task in a worker of its own, which is ended with its memory when it is done. */
function run<T>(task: Task): Promise<T> {
  const address = byId("view").dataset["worker"] ?? "";
  return new Promise((resolve, reject) => {
    const worker = new Worker(address, { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<{ ok: boolean; output: T }>) => {
      worker.terminate();
      if (data.ok) resolve(data.output);
      else reject(new Error("the worker failed"));
    };
    worker.onerror = () => {
      worker.terminate();
      reject(new Error("the worker did not start"));
    };
    worker.postMessage(task);
  });
}
