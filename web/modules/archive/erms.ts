// The case in the words of records management: CITS ERMS 2.1 (FGS Ärendehantering 2.0), one case file and its records.

import type { CaseDocument, CasePart, PartKind, Secrecy } from "../document/case_document";
import { type PackageCreator, type PackageFile, moment } from "./package_files";
import { type Xml, render, text, xml } from "./xml";

/** A file of the case and the name it goes by. */
export interface NamedFile extends PackageFile {
  readonly name: string;
}

const NAMESPACE = "https://DILCIS.eu/XML/ERMS";
const DIRECTIONS: Readonly<Partial<Record<PartKind, string>>> = {
  letter: "incoming",
  reply: "outgoing",
  note: "internal_memo_without_follow-up",
};
const TYPES: Readonly<Record<PartKind, string>> = {
  letter: "Brev",
  reply: "Svar",
  note: "Anteckning",
  decision: "Beslut",
  protective: "Skyddsåtgärd",
};

/** The ERMS file. */
export function ermsXml(document: CaseDocument, files: readonly NamedFile[], creator: PackageCreator, made: Date): Uint8Array {
  return render(xml("erms", { xmlns: NAMESPACE }, control(document, creator, made), xml("aggregations", {}, caseFile(document, files))));
}

function control(document: CaseDocument, { organisation, code, version }: PackageCreator, made: Date): Xml {
  return xml(
    "control",
    {},
    xml("identification", { identificationType: "UUID" }, document.id),
    xml(
      "maintenanceInformation",
      {},
      xml("maintenanceStatus", { value: "new" }),
      xml("maintenanceAgency", {}, xml("agencyCode", { type: "organisationsnummer" }, code), text("agencyName", organisation)),
      xml(
        "maintenanceHistory",
        {},
        xml(
          "maintenanceEvent",
          {},
          xml("eventType", { value: "created" }),
          text("eventDateTime", moment(made)),
          xml("agent", { agentType: "other", otherAgentType: "software" }, text("name", `Orubbad ${version}`)),
        ),
      ),
    ),
  );
}

function caseFile(document: CaseDocument, files: readonly NamedFile[]): Xml {
  return xml(
    "aggregation",
    { systemIdentifier: document.id, aggregationType: "caseFile" },
    text("objectId", document.registration ?? document.name),
    xml("extraId", { extraIdType: "arendebeteckning" }, document.name),
    text("title", document.title),
    xml("status", { value: document.closed === null ? "open" : "closed" }),
    xml("additionalInformation", {}, files.map(appendix)),
    document.secrecy.map(restriction),
    xml("agents", {}, agent("responsible_person", document.channel, document.municipality)),
    xml("dates", {}, date("opened", document.opened), document.closed !== null && date("closed", document.closed)),
    document.parts.map((part, i) => record(document, part, i + 1)),
  );
}

function record(document: CaseDocument, { kind, heading, day, author }: CasePart, number: number): Xml {
  const direction = DIRECTIONS[kind];
  return xml(
    "record",
    { systemIdentifier: `${document.id}-${number}`, recordType: TYPES[kind] },
    text("objectId", `${document.registration ?? document.name}-${number}`),
    text("title", heading),
    text("runningNumber", number),
    direction !== undefined && xml("direction", { directionDefinition: direction }),
    author !== null && xml("agents", {}, agent("creator", author, document.municipality)),
    xml("dates", {}, date(kind === "letter" ? "received" : "created", day)),
  );
}

function restriction({ ground, note }: Secrecy): Xml {
  return xml("restriction", { restrictionType: "confidential" }, note !== "" && text("explanatoryText", note), text("regulation", ground));
}

function appendix({ name, type, path }: NamedFile): Xml {
  return xml("appendix", { name, fileFormat: type, path: `file:///${path}` });
}

function agent(agentType: string, name: string, organisation: string): Xml {
  return xml("agent", { agentType }, text("name", name), text("organisation", organisation));
}

function date(dateType: string, day: string): Xml {
  return xml("date", { dateType }, `${day}T00:00:00`);
}
