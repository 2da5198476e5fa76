// The page's end of the slips worker; the codes live in the worker alone and end with it.

import type { SlipUnit, UnitDigests } from "../modules/slips";
import type { Sheet } from "../modules/slips_pdf";
import { byId } from "./dom";

export type SlipsTask =
  | { readonly task: "make"; readonly wave: string; readonly units: readonly SlipUnit[] }
  | { readonly task: "print"; readonly sheet: Sheet };

export type SlipsAnswer =
  | { readonly done: "make"; readonly digests: readonly UnitDigests[] }
  | { readonly done: "part"; readonly drawn: number }
  | { readonly done: "print"; readonly pdf: Blob; readonly list: Blob }
  | { readonly done: "failed" };

/** What a custodian takes away. */
export interface Files {
  readonly pdf: Blob;
  readonly list: Blob;
}

/**
 * Makes codes, has their digests registered, and only then draws the slips. Whatever happens, the worker and its codes are
 * ended; where registering fails no slip has been made.
 */
export async function makeSlips(
  wave: string,
  units: readonly SlipUnit[],
  sheet: Sheet,
  register: (digests: readonly UnitDigests[]) => Promise<void>,
  progress: (drawn: number) => void,
): Promise<Files> {
  const worker = new Worker(byId("view").dataset["slips"] ?? "", { type: "module" });
  const ask = <Done extends "make" | "print">(task: SlipsTask & { task: Done }): Promise<SlipsAnswer & { done: Done }> =>
    new Promise((resolve, reject) => {
      worker.onerror = () => reject(new Error("the worker did not start"));
      worker.onmessage = ({ data }: MessageEvent<SlipsAnswer>) => {
        if (data.done === "part") progress(data.drawn);
        else if (data.done === task.task) resolve(data as SlipsAnswer & { done: Done });
        else reject(new Error("the worker failed"));
      };
      worker.postMessage(task);
    });
  try {
    await register((await ask({ task: "make", wave, units })).digests);
    const { pdf, list } = await ask({ task: "print", sheet });
    return { pdf, list };
  } finally {
    worker.terminate();
  }
}
