// The document worker: case documents, masked copies and archive packages are made here, from data that the page has opened.
// It fetches the two typefaces and nothing else, and says nothing of what it failed on.

import { metadataCsv, metadataXml } from "../modules/archive/metadata";
import { makePackage } from "../modules/archive/package";
import { makeCasePdf } from "../modules/document/case_pdf";
import type { DocumentAnswer, DocumentTask } from "../modules/document/document_task";
import type { Fonts } from "../modules/document/pdf_sheet";
import { maskDocument } from "../modules/mask";

let fonts: Promise<Fonts> | undefined;

async function fetchFonts({ regular, bold }: { regular: string; bold: string }): Promise<Fonts> {
  const load = async (address: string): Promise<Uint8Array> => {
    const response = await fetch(address);
    if (!response.ok) throw new Error("no typeface");
    return new Uint8Array(await response.arrayBuffer());
  };
  const [first, second] = await Promise.all([load(regular), load(bold)]);
  return { regular: first, bold: second };
}

async function run(task: DocumentTask): Promise<DocumentAnswer> {
  switch (task.task) {
    case "pdf": {
      const document = task.masking === undefined ? task.document : maskDocument(task.document, new Map(task.masking));
      fonts ??= fetchFonts(task.fonts);
      return { done: "pdf", pdf: await makeCasePdf(document, await fonts) };
    }
    case "metadata":
      return { done: "metadata", xml: metadataXml(task.document, task.pdf), csv: metadataCsv(task.document, task.pdf) };
    case "package":
      return { done: "package", zip: await makePackage(task.input) };
  }
}

self.addEventListener("message", ({ data }: MessageEvent<DocumentTask>) => {
  run(data).then(
    (answer) => self.postMessage(answer),
    () => {
      fonts = undefined;
      self.postMessage({ done: "failed" } satisfies DocumentAnswer);
    },
  );
});
