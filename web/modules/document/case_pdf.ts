// The case as one PDF/A: first the facts and the secrecy mark, then the parts in order, attachments and the audit log's place.

import { APPEAL, DISCLOSED, SECRECY } from "./case_words";
import type { CaseDocument, CasePart, MaskedDocument } from "./case_document";
import { type Fonts, Sheet } from "./pdf_sheet";

const RED = "#a3001b";
const BLUE = "#1c3f6e";

/** The document as a PDF/A-2a file; a masked one ends with its grounds and how to appeal. */
export function makeCasePdf(document: CaseDocument | MaskedDocument, fonts: Fonts): Promise<Uint8Array> {
  const made = new Date(document.printed);
  const sheet = new Sheet(
    {
      title: `${document.name}, ${document.municipality}`,
      made: Number.isNaN(made.getTime()) ? new Date(0) : made,
      header: `${document.municipality} · ${document.name}`,
    },
    fonts,
  );
  first(sheet, document);
  for (const part of document.parts) writePart(sheet, part);
  attachments(sheet, document);
  sheet.heading("Loggens läge", 2);
  sheet.paragraph(`Loggens läge: rad ${document.head.number}, hash ${document.head.hash}`);
  if ("grounds" in document) disclosure(sheet, document);
  return sheet.finish();
}

function first(sheet: Sheet, document: CaseDocument): void {
  sheet.heading(document.title, 1);
  if ("grounds" in document) sheet.box(DISCLOSED.heading, [DISCLOSED.text], BLUE);
  else if (document.secrecy.length > 0) sheet.box(SECRECY.heading, [SECRECY.text, ...document.secrecy.map(ground)], RED);
  sheet.facts([
    ["Ärende", document.name],
    ["Diarienummer", document.registration ?? "Inte diariefört"],
    ["Status", document.status],
    ["Öppnat", document.opened],
    ["Avslutat", document.closed ?? "Inte avslutat"],
    ["Kommun", document.municipality],
    ["Mottagare", document.channel],
    ["Antal handlingar", String(document.parts.length)],
    ["Antal bilagor", String(document.attachments.length)],
    ["Identitet", document.id],
    ["Utskriven", document.printed],
  ]);
}

function ground({ ground, note }: CaseDocument["secrecy"][number]): string {
  return note === "" ? ground : `${ground}: ${note}`;
}

function writePart(sheet: Sheet, { heading, day, author, paragraphs, facts }: CasePart): void {
  sheet.heading(heading, 2);
  sheet.paragraph(author === null ? day : `${day} · ${author}`, true);
  sheet.facts(facts.map(({ term, value }) => [term, value === "" ? "–" : value]));
  for (const text of paragraphs) sheet.paragraph(text);
}

function attachments(sheet: Sheet, { attachments }: CaseDocument): void {
  sheet.heading("Bilagor", 2);
  if (attachments.length === 0) sheet.paragraph("Ärendet har inga bilagor.");
  else sheet.list(attachments.map(({ name, type, size }) => `${name} (${type}, ${sizeText(size)})`));
}

function disclosure(sheet: Sheet, { grounds, municipality }: MaskedDocument): void {
  sheet.heading("Uppgifter som har utelämnats", 2);
  if (grounds.length === 0) sheet.paragraph("Inga uppgifter har utelämnats.");
  else {
    sheet.paragraph("Uppgifter har utelämnats med stöd av:");
    sheet.list(grounds);
  }
  sheet.heading("Beslut och överklagande", 2);
  for (const text of APPEAL(municipality)) sheet.paragraph(text);
}

/** A file's size as people say it. */
export function sizeText(bytes: number): string {
  const [amount, unit] = bytes < 1000 ? [bytes, "byte"] : bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${amount.toLocaleString("sv-SE", { maximumFractionDigits: 1 })}\u00a0${unit}`;
}
