// What a preserver must know of the files: PREMIS 3.0 objects with checksum and format, and the event that made them.

import { digest } from "./metadata";
import { type PackageCreator, type PackageFile, moment } from "./package_files";
import { type Xml, render, text, xml } from "./xml";

const AGENT = "orubbad";
const EVENT = "skapande";

/** A known format, by its number in the PRONOM register. */
export interface Format {
  readonly name: string;
  readonly version?: string;
  readonly pronom?: string;
}

/** PDF/A-2a. */
export const PDF_A_2A: Format = { name: "PDF/A", version: "2a", pronom: "fmt/476" };

/** The PREMIS file. */
export function premisXml(files: readonly (PackageFile & { readonly format?: Format })[], creator: PackageCreator, made: Date): Uint8Array {
  return render(
    xml(
      "premis",
      { xmlns: "http://www.loc.gov/premis/v3", "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", version: "3.0" },
      files.map((file) => object(file)),
      event(files, made),
      xml("agent", {}, identifier("agent", AGENT), text("agentName", "Orubbad"), text("agentType", "software"), text("agentVersion", creator.version)),
    ),
  );
}

function object({ path, type, bytes, format = { name: type } }: PackageFile & { readonly format?: Format }): Xml {
  return xml(
    "object",
    { "xsi:type": "file" },
    identifier("object", path),
    xml(
      "objectCharacteristics",
      {},
      xml("fixity", {}, text("messageDigestAlgorithm", "SHA-256"), text("messageDigest", digest(bytes))),
      text("size", bytes.length),
      xml(
        "format",
        {},
        xml("formatDesignation", {}, text("formatName", format.name), format.version !== undefined && text("formatVersion", format.version)),
        format.pronom !== undefined &&
          xml("formatRegistry", {}, text("formatRegistryName", "PRONOM"), text("formatRegistryKey", format.pronom)),
      ),
    ),
  );
}

function event(files: readonly PackageFile[], made: Date): Xml {
  return xml(
    "event",
    {},
    identifier("event", EVENT),
    text("eventType", "creation"),
    text("eventDateTime", moment(made)),
    xml("linkingAgentIdentifier", {}, text("linkingAgentIdentifierType", "local"), text("linkingAgentIdentifierValue", AGENT)),
    files.map(({ path }) =>
      xml("linkingObjectIdentifier", {}, text("linkingObjectIdentifierType", "local"), text("linkingObjectIdentifierValue", path)),
    ),
  );
}

function identifier(of: "object" | "event" | "agent", value: string): Xml {
  return xml(`${of}Identifier`, {}, text(`${of}IdentifierType`, "local"), text(`${of}IdentifierValue`, value));
}
