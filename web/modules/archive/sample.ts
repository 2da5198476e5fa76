// A package for tests.

import { SAMPLE } from "../document/sample";
import type { PackageInput } from "./package";

/** What the sample package is made of; the PDF is any bytes here. */
export const INPUT: PackageInput = {
  document: SAMPLE,
  pdf: new TextEncoder().encode("%PDF-1.7 any"),
  attachments: [
    { name: "../../skärmbild & \"hot\" <1>.PDF", type: "application/pdf", bytes: new Uint8Array([1, 2, 3]) },
    { name: "Ljud & bild", type: "image/png", bytes: new Uint8Array([4]) },
  ],
  creator: {
    organisation: "Norrby kommun",
    code: "212000-0000",
    unit: "Säkerhetsfunktionen",
    version: "0.1.0",
    archive: { name: "Kommunarkivet", code: "212000-0000" },
    agreement: "Leveransöverenskommelse 1",
  },
  made: new Date("2026-11-22T10:00:00Z"),
};
