// Taking a case out of the service: as a document, with facts for the register, and as a package for the archive.

import type { CaseDocument } from "../modules/document/case_document";
import { version } from "../package.json";
import { post } from "./api";
import { type Attached, attachedTo, caseDocument } from "./case_document";
import { makeDocument, typefaces } from "./case_document_worker";
import { Fields } from "./case_fields";
import { fetchFile } from "./case_files";
import type { CasePage } from "./case_page";
import { type Child, h } from "./dom";
import { act } from "./forms";
import { download } from "./wave_files";

const FORM = "export";
const PDF = "application/pdf";

/** The diarienummer, typed once for document, register and archive. */
export function registrationField(page: CasePage): ReturnType<Fields["line"]> {
  return new Fields(page.opened.data.id, FORM).line("registration", "Diarienummer", { hint: "Det som ärendet har i kommunens diarium. Kan lämnas tomt.", longest: 60 });
}

/** The case as a document that leaves the service: a line in the log first, whose end the document prints. */
export async function exported(page: CasePage, registration: string): Promise<CaseDocument> {
  await post(`/api/staff/cases/${page.opened.data.id}/export`, {});
  return caseDocument(page, registration);
}

/** The part of the page. */
export function exportPart(page: CasePage): Child {
  const registration = registrationField(page);
  const code = new Fields(page.opened.data.id, FORM).line("code", "Kommunens organisationsnummer", { hint: "Behövs bara för paketet till e-arkivet.", longest: 20 });
  const name = page.opened.data.id.slice(0, 6).toUpperCase();
  const make = async (): Promise<{ document: CaseDocument; pdf: Uint8Array<ArrayBuffer> }> => {
    const document = await exported(page, registration.value());
    const { pdf } = await makeDocument<"pdf">({ task: "pdf", document, fonts: typefaces() });
    return { document, pdf: pdf as Uint8Array<ArrayBuffer> };
  };
  const print = async (): Promise<void> => download(new Blob([(await make()).pdf], { type: PDF }), `arende-${name}.pdf`);
  const register = async (): Promise<void> => {
    const { xml, csv } = await makeDocument<"metadata">({ task: "metadata", ...(await make()) });
    download(new Blob([xml as Uint8Array<ArrayBuffer>], { type: "text/xml" }), `arende-${name}.xml`);
    download(new Blob([csv as Uint8Array<ArrayBuffer>], { type: "text/csv" }), `arende-${name}.csv`);
  };
  const archive = async (): Promise<void> => {
    const made = await make();
    const { municipality, channel } = made.document;
    const input = {
      ...made,
      attachments: await Promise.all(attachedTo(page).map(opened)),
      creator: { organisation: municipality, code: code.value(), unit: channel, version },
      made: new Date(),
    };
    const { zip } = await makeDocument<"package">({ task: "package", input });
    download(new Blob([zip as Uint8Array<ArrayBuffer>], { type: "application/zip" }), `arende-${name}.zip`);
  };
  return h(
    "details",
    { class: "case-more" },
    h("summary", {}, "Exportera"),
    h("p", { class: "hint" }, "Filerna innehåller allt i ärendet i klartext, också sådant som omfattas av sekretess. Spara dem bara där det får ligga."),
    registration.element,
    act("Hämta som PDF", print, { class: "secondary", working: "Skriver …" }),
    act("Hämta uppgifter till diariet", register, { class: "secondary", working: "Skriver …" }),
    code.element,
    act("Hämta paket till e-arkivet", archive, { class: "secondary", working: "Packar …" }),
  );
}

async function opened({ id, reference }: Attached): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  return { name: reference.name, type: reference.type, bytes: await fetchFile(id, reference) };
}
