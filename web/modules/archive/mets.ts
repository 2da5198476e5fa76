// The METS files of a package after E-ARK CSIP 2.1.0 and SIP 2.1.0 (FGS Paketstruktur 2.0): one for the package, one for
// its only representation. The numbers in comments are those of the requirements.

import { type PackageCreator, type PackageFile, described, moment, pointer } from "./package_files";
import { type Xml, render, text, xml } from "./xml";

const PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml";
const CONTENT = "citserms_v2_1";

/** What one METS file says. */
export interface Mets {
  /** The name of the folder that the file lies in (CSIP1). */
  readonly id: string;
  readonly label: string;
  readonly creator: PackageCreator;
  readonly made: Date;
  readonly erms?: PackageFile;
  readonly premis?: PackageFile;
  readonly groups: readonly Group[];
}

/** A group of files, and what its division in the structural map is called. */
export interface Group {
  /** "Documentation", "Schemas", "Representations/rep1" or "Data". */
  readonly use: string;
  readonly files: readonly PackageFile[];
  /** Set where the one file is the METS of a representation. */
  readonly isRepresentation?: boolean;
}

/** The METS file; paths in it are from the folder that it lies in. */
export function metsXml(mets: Mets): Uint8Array {
  const { id, label, made, erms, premis } = mets;
  const ids = prefix(id);
  return render(
    xml(
      "mets",
      {
        xmlns: "http://www.loc.gov/METS/",
        "xmlns:xlink": "http://www.w3.org/1999/xlink",
        "xmlns:csip": "https://DILCIS.eu/XML/METS/CSIPExtensionMETS",
        OBJID: id,
        LABEL: label,
        TYPE: "Mixed",
        "csip:CONTENTINFORMATIONTYPE": CONTENT,
        PROFILE,
      },
      header(mets),
      erms && section("dmdSec", `${ids}dmd`, erms, { MDTYPE: "OTHER", OTHERMDTYPE: "ERMS", MDTYPEVERSION: "2.1" }, made),
      premis &&
        xml("amdSec", { ID: `${ids}amd` }, section("digiprovMD", `${ids}premis`, premis, { MDTYPE: "PREMIS", MDTYPEVERSION: "3.0" }, made)),
      xml("fileSec", { ID: `${ids}files` }, mets.groups.map((group, i) => fileGroup(group, `${ids}group-${i + 1}`, made))),
      structure(mets, ids),
    ),
  );
}

function header({ creator, made }: Mets): Xml {
  const { organisation, code, unit, version, archive, agreement } = creator;
  const coded = (role: string, name: string, number: string): Xml =>
    xml("agent", { ROLE: role, TYPE: "ORGANIZATION" }, text("name", name), xml("note", { "csip:NOTETYPE": "IDENTIFICATIONCODE" }, `ORG:${number}`));
  return xml(
    "metsHdr",
    { CREATEDATE: moment(made), LASTMODDATE: moment(made), RECORDSTATUS: "NEW", "csip:OAISPACKAGETYPE": "SIP" },
    xml(
      "agent",
      { ROLE: "CREATOR", TYPE: "OTHER", OTHERTYPE: "SOFTWARE" },
      text("name", "Orubbad"),
      xml("note", { "csip:NOTETYPE": "SOFTWARE VERSION" }, version),
    ),
    coded("ARCHIVIST", organisation, code),
    coded("CREATOR", `${organisation}, ${unit}`, code),
    archive && coded("PRESERVATION", archive.name, archive.code),
    agreement !== undefined && xml("altRecordID", { TYPE: "SUBMISSIONAGREEMENT" }, agreement),
  );
}

function section(name: string, id: string, file: PackageFile, kind: Xml["attributes"], made: Date): Xml {
  const created = name === "dmdSec" ? { CREATED: moment(made) } : {};
  return xml(name, { ID: id, ...created, STATUS: "CURRENT" }, xml("mdRef", { ...pointer(file.path), ...kind, ...described(file, made) }));
}

function fileGroup({ use, files, isRepresentation }: Group, id: string, made: Date): Xml {
  return xml(
    "fileGrp",
    { ID: id, USE: use, "csip:CONTENTINFORMATIONTYPE": isRepresentation ? CONTENT : undefined },
    files.map((file, i) => xml("file", { ID: `${id}-file-${i + 1}`, ...described(file, made) }, xml("FLocat", pointer(file.path)))),
  );
}

function structure({ id, erms, premis, groups }: Mets, ids: string): Xml {
  return xml(
    "structMap",
    { ID: `${ids}map`, TYPE: "PHYSICAL", LABEL: "CSIP" },
    xml(
      "div",
      { ID: `${ids}div`, LABEL: id },
      xml("div", { ID: `${ids}div-metadata`, LABEL: "Metadata", ADMID: premis && `${ids}premis`, DMDID: erms && `${ids}dmd` }),
      groups.map(({ use, files, isRepresentation }, i) => {
        const group = `${ids}group-${i + 1}`;
        const inner = isRepresentation ? xml("mptr", { ...pointer(files[0]!.path), "xlink:title": group }) : xml("fptr", { FILEID: group });
        return xml("div", { ID: `${ids}div-${i + 1}`, LABEL: use }, inner);
      }),
    ),
  );
}

/** Identifiers must begin with a letter and differ across the package. */
function prefix(id: string): string {
  return `id-${id.replace(/[^A-Za-z0-9.-]/g, "_")}-`;
}
