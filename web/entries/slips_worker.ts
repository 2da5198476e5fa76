// The slips worker: codes are made here, digested for the server, drawn on slips, and gone when the worker is ended.
// The page sees digests and finished files, never a code by itself.

import { type CodedUnit, digestsOf, makeCodes, mergeFile } from "../modules/slips";
import { slipsPdf } from "../modules/slips_pdf";
import type { SlipsAnswer, SlipsTask } from "../staff/wave_slips";

let made: readonly CodedUnit[] = [];

function run(task: SlipsTask): SlipsAnswer {
  if (task.task === "make") {
    made = makeCodes(task.units);
    return { done: "make", digests: made.map((unit) => digestsOf(unit, task.wave)) };
  }
  const pdf = slipsPdf(task.sheet, made, (drawn) => answer({ done: "part", drawn }));
  const list = new Blob([mergeFile(made, task.sheet.origin)], { type: "text/csv;charset=utf-8" });
  made = [];
  return { done: "print", pdf, list };
}

const answer = (message: SlipsAnswer): void => self.postMessage(message);

self.addEventListener("message", ({ data }: MessageEvent<SlipsTask>) => {
  try {
    answer(run(data));
  } catch {
    answer({ done: "failed" });
  }
});
