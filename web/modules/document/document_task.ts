// What a page asks of the document worker, and what it answers. One task at a time.

import type { PackageInput } from "../archive/package";
import type { CaseDocument } from "./case_document";

/** A task; the addresses of the typefaces come from the page. */
export type DocumentTask =
  | {
      readonly task: "pdf";
      readonly document: CaseDocument;
      /** Set for a copy for disclosure: the ground for each masked place. */
      readonly masking?: readonly (readonly [string, string])[];
      readonly fonts: { readonly regular: string; readonly bold: string };
    }
  | { readonly task: "metadata"; readonly document: CaseDocument; readonly pdf: Uint8Array }
  | { readonly task: "package"; readonly input: PackageInput };

/** An answer; a failure says nothing of its cause. */
export type DocumentAnswer =
  | { readonly done: "pdf"; readonly pdf: Uint8Array }
  | { readonly done: "metadata"; readonly xml: Uint8Array; readonly csv: Uint8Array }
  | { readonly done: "package"; readonly zip: Uint8Array }
  | { readonly done: "failed" };
