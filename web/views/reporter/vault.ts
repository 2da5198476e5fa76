// The page's side of the phrase worker: a question goes in, an answer or a plain failure comes out.

import type { Answer, TaskName, Tasks } from "../../modules/requests";

type Waiting = { readonly resolve: (output: never) => void; readonly reject: (reason: Error) => void };

export interface Vault {
  ask<Name extends TaskName>(task: Name, ...input: Parameters<Tasks[Name]>): Promise<ReturnType<Tasks[Name]>>;
  /** Ends the worker and all it remembers. */
  close(): void;
}

/** Starts the worker at once; the promise settles when it is ready to work. */
export function openVault(address: string): { vault: Vault; ready: Promise<void> } {
  const worker = new Worker(address, { type: "module" });
  const waiting = new Map<number, Waiting>();
  let next = 0;
  const ready = new Promise<void>((resolve, reject) => {
    worker.addEventListener("error", () => {
      reject(new Error("the worker failed"));
      for (const { reject: fail } of waiting.values()) fail(new Error("the worker failed"));
    });
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if ("ready" in data) return resolve();
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.ok) asked?.resolve(data.output as never);
      else asked?.reject(new Error("the worker could not do it"));
    });
  });
  const vault: Vault = {
    ask(task, ...input) {
      const id = next++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, task, input });
      });
    },
    close: () => worker.terminate(),
  };
  return { vault, ready };
}
