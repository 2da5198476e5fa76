// The XML schemas that travel in every package, so that its files can be read when nothing else is left.
// That of ERMS is not among them: no licence to pass it on was found; see schemas/README.md.

import csip from "./schemas/DILCISExtensionMETS.xsd";
import mets from "./schemas/mets.xsd";
import premis from "./schemas/premis.xsd";
import xlink from "./schemas/xlink.xsd";

/** Each schema and its file name. */
export const SCHEMAS: readonly { readonly name: string; readonly text: string }[] = [
  { name: "mets.xsd", text: mets },
  { name: "xlink.xsd", text: xlink },
  { name: "DILCISExtensionMETS.xsd", text: csip },
  { name: "premis.xsd", text: premis },
];
