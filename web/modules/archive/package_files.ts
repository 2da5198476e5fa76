// The files of a package and what is said about each of them: where it lies, its type, size, date and checksum.

import { digest } from "./metadata";
import type { Xml } from "./xml";

/** A file in the package, by its path from the root folder. */
export interface PackageFile {
  readonly path: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Who makes the package. */
export interface PackageCreator {
  /** The municipality. */
  readonly organisation: string;
  /** Its organisation number. */
  readonly code: string;
  /** The function that hands over. */
  readonly unit: string;
  /** The version of this software. */
  readonly version: string;
  /** The archive that receives, where it is known. */
  readonly archive?: { readonly name: string; readonly code: string } | undefined;
  /** The submission agreement, where there is one. */
  readonly agreement?: string | undefined;
}

/** The moment of making, as the XML schemas write it. */
export function moment(made: Date): string {
  return made.toISOString();
}

/** How a file is described wherever METS refers to it. */
export function described({ type, bytes }: PackageFile, made: Date): Xml["attributes"] {
  return { MIMETYPE: type, SIZE: bytes.length, CREATED: moment(made), CHECKSUM: digest(bytes), CHECKSUMTYPE: "SHA-256" };
}

/** How METS points to a file beside itself or below. */
export function pointer(path: string): Xml["attributes"] {
  return { LOCTYPE: "URL", "xlink:type": "simple", "xlink:href": path };
}
