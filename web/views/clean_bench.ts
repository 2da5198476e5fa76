// The page's side of the clean worker, which is fetched when the first file is chosen and not before.

import type { CleanAnswer, CleanTaskName, CleanTasks } from "../modules/clean_requests";

type Waiting = { readonly resolve: (output: never) => void; readonly reject: (reason: Error) => void };

export interface Bench {
  ask<Name extends CleanTaskName>(task: Name, ...input: Parameters<CleanTasks[Name]>): Promise<ReturnType<CleanTasks[Name]>>;
  /** Ends the worker and all it holds; another is started when it is asked again. */
  close(): void;
}

/** A bench whose worker, at this address, starts when it is first asked. */
export function openBench(address: string): Bench {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let next = 0;
  const fail = (): void => {
    for (const { reject } of waiting.values()) reject(new Error("the worker failed"));
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(address, { type: "module" });
    started.addEventListener("error", () => {
      if (worker === started) worker = null;
      fail();
    });
    started.addEventListener("message", ({ data }: MessageEvent<CleanAnswer>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.ok) asked?.resolve(data.output as never);
      else asked?.reject(new Error("the worker could not do it"));
    });
    return started;
  };
  return {
    ask(task, ...input) {
      const id = next++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker ??= start();
        worker.postMessage({ id, task, input }, { transfer: input.filter((part) => part instanceof ArrayBuffer) });
      });
    },
    close() {
      worker?.terminate();
      worker = null;
      fail();
    },
  };
}
