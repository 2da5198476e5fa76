// The archive package: one ZIP with a folder named by the package, ready for an e-archive. Made in the browser from plain
// data; the same case, files and moment give the same bytes.

import { zipSync } from "fflate";
import type { CaseDocument } from "../document/case_document";
import { type NamedFile, ermsXml } from "./erms";
import { type Mets, metsXml } from "./mets";
import { metadataXml } from "./metadata";
import type { PackageCreator, PackageFile } from "./package_files";
import { type Format, PDF_A_2A, premisXml } from "./premis";
import { SCHEMAS } from "./schemas";

/** What goes into a package. */
export interface PackageInput {
  readonly document: CaseDocument;
  /** The case as PDF/A-2a. */
  readonly pdf: Uint8Array;
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[];
  readonly creator: PackageCreator;
  readonly made: Date;
}

const REPRESENTATION = "rep1";
const INSIDE = `representations/${REPRESENTATION}/`;

/** The package as a ZIP. */
export async function makePackage({ document, pdf, attachments, creator, made }: PackageInput): Promise<Uint8Array> {
  const id = `uuid-${document.id}`;
  const label = document.registration === null ? document.name : `${document.name}, ${document.registration}`;
  const content: (NamedFile & { readonly format?: Format })[] = [
    { path: `${INSIDE}data/arende.pdf`, type: "application/pdf", bytes: pdf, name: "Ärendet", format: PDF_A_2A },
    ...attachments.map(({ name, type, bytes }, i) => ({ path: `${INSIDE}data/${plainName(name, i + 1)}`, type, bytes, name })),
  ];
  const erms: PackageFile = { path: "metadata/descriptive/erms.xml", type: "text/xml", bytes: ermsXml(document, content, creator, made) };
  const premis: PackageFile = { path: "metadata/preservation/premis.xml", type: "text/xml", bytes: premisXml(content, creator, made) };
  const about: PackageFile[] = [
    { path: "documentation/paketet.txt", type: "text/plain", bytes: new TextEncoder().encode(ABOUT) },
    { path: "documentation/arende.xml", type: "text/xml", bytes: metadataXml(document, pdf) },
  ];
  const schemas = SCHEMAS.map(({ name, text }) => ({ path: `schemas/${name}`, type: "text/xml", bytes: new TextEncoder().encode(text) }));
  const common: Pick<Mets, "creator" | "made" | "label"> = { creator, made, label };
  const inner = content.map((file) => ({ ...file, path: file.path.slice(INSIDE.length) }));
  const representation: PackageFile = {
    path: `${INSIDE}METS.xml`,
    type: "text/xml",
    bytes: metsXml({ ...common, id: REPRESENTATION, groups: [{ use: "Data", files: inner }] }),
  };
  const mets: PackageFile = {
    path: "METS.xml",
    type: "text/xml",
    bytes: metsXml({
      ...common,
      id,
      erms,
      premis,
      groups: [
        { use: "Documentation", files: about },
        { use: "Schemas", files: schemas },
        { use: `Representations/${REPRESENTATION}`, files: [representation], isRepresentation: true },
      ],
    }),
  };
  const files = [mets, erms, premis, ...about, ...schemas, representation, ...content];
  return zipSync(Object.fromEntries(files.map(({ path, bytes }) => [`${id}/${path}`, bytes])), { level: 6, mtime: made });
}

/** A path of our own for an attachment: what it was called stands in the ERMS file. */
function plainName(name: string, number: number): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase();
  return `bilaga-${number}${ending === undefined ? "" : `.${ending}`}`;
}

const ABOUT = `Paketet följer FGS Paketstruktur 2.0 (E-ARK CSIP 2.1.0 och E-ARK SIP 2.1.0).
Metadata om ärendet följer FGS Ärendehantering 2.0 (CITS ERMS 2.1) och ligger i metadata/descriptive/erms.xml.
Uppgifter för bevarande följer PREMIS 3.0 och ligger i metadata/preservation/premis.xml.
Ärendet ligger som PDF/A-2a i representations/rep1/data/arende.pdf, med ärendets bilagor i samma mapp.
Kontrollsummorna är SHA-256.
`;
