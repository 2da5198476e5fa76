// What a diarium asks of a case, as a small XML file and as one row of CSV. No text from the case but its neutral title.

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { CaseDocument } from "../document/case_document";
import { render, text, xml } from "./xml";

/** The metadata as an XML file in UTF-8. */
export function metadataXml(document: CaseDocument, pdf: Uint8Array): Uint8Array {
  const grounds = document.secrecy.map(({ ground }) => text("lagrum", ground));
  return render(
    xml(
      "arende",
      {},
      text("titel", document.title),
      document.registration !== null && text("diarienummer", document.registration),
      text("oppnat", document.opened),
      document.closed !== null && text("avslutat", document.closed),
      text("sekretess", grounds.length > 0 ? "ja" : "nej"),
      grounds,
      text("antalHandlingar", document.parts.length),
      text("antalBilagor", document.attachments.length),
      xml("kontrollsumma", { algoritm: "SHA-256" }, digest(pdf)),
    ),
  );
}

/** The same as CSV with a row of headings: semicolons, and a mark that tells spreadsheets it is UTF-8. */
export function metadataCsv(document: CaseDocument, pdf: Uint8Array): Uint8Array {
  const row: readonly [string, string | number][] = [
    ["Titel", document.title],
    ["Diarienummer", document.registration ?? ""],
    ["Öppnat", document.opened],
    ["Avslutat", document.closed ?? ""],
    ["Sekretess", document.secrecy.length > 0 ? "ja" : "nej"],
    ["Lagrum", document.secrecy.map(({ ground }) => ground).join(", ")],
    ["Antal handlingar", document.parts.length],
    ["Antal bilagor", document.attachments.length],
    ["SHA-256", digest(pdf)],
  ];
  const line = (cells: readonly (string | number)[]): string => `${cells.map(cell).join(";")}\r\n`;
  return new TextEncoder().encode(`\ufeff${line(row.map(([heading]) => heading))}${line(row.map(([, value]) => value))}`);
}

/** SHA-256 in hexadecimal. */
export function digest(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** A spreadsheet must read a typed title as a text, never as a formula. */
function cell(value: string | number): string {
  const plain = String(value).replace(/^[=+\-@\t\r]/, "'$&");
  return /[";\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
