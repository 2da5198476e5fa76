// The page's end of the document worker, where documents and packages are made without stopping the page.

import type { DocumentAnswer, DocumentTask } from "../modules/document/document_task";
import { byId } from "./dom";

type Done<Name extends DocumentAnswer["done"]> = Extract<DocumentAnswer, { readonly done: Name }>;
type Task<Name extends DocumentTask["task"]> = Extract<DocumentTask, { readonly task: Name }>;

/** Runs one task in a worker of its own, which is ended with its memory when it is done. */
export function makeDocument<Name extends DocumentTask["task"]>(task: Task<Name>): Promise<Done<Name>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(byId("view").dataset["document"] ?? "", { type: "module" });
    const fail = (): void => {
      worker.terminate();
      reject(new Error("the document was not made"));
    };
    worker.onmessage = ({ data }: MessageEvent<DocumentAnswer>) => {
      if (data.done === "failed") return fail();
      worker.terminate();
      resolve(data as Done<Name>);
    };
    worker.onerror = fail;
    worker.postMessage(task);
  });
}

/** Where the typefaces of a document lie. */
export function typefaces(): { regular: string; bold: string } {
  const { regular, bold } = byId("view").dataset;
  return { regular: regular ?? "", bold: bold ?? "" };
}
