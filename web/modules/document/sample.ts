// A case for tests: long enough to turn pages, with letters of many kinds and no person who exists.

import { readFileSync } from "node:fs";
import type { CaseDocument } from "./case_document";
import type { Fonts } from "./pdf_sheet";

/** The typefaces as the build takes them. */
export const FONTS: Fonts = {
  regular: readFileSync("node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf"),
  bold: readFileSync("node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf"),
};

const LONG = "Det som hände tog lång tid och är svårt att beskriva, men här är det i ordning så långt det går att minnas. ".repeat(30).trim();

/** A whole case. */
export const SAMPLE: CaseDocument = {
  municipality: "Norrby kommun",
  channel: "Säkerhetsfunktionen",
  name: "Ärende 3FA2C1",
  id: "3fa2c1d0-5b1e-4f7a-9c3d-0a1b2c3d4e5f",
  registration: "KS 2026/123",
  opened: "2026-10-05",
  closed: "2026-11-20",
  status: "Avslutat",
  title: "Påtryckning mot handläggare & hot <om> tillsyn",
  secrecy: [
    { ground: "OSL 39 kap. 3 §", note: "personliga förhållanden" },
    { ground: "OSL 18 kap. 8 §", note: "" },
  ],
  parts: [
    {
      kind: "letter",
      heading: "Brev",
      day: "2026-10-05",
      author: null,
      paragraphs: [
        "Min kollega Testa Exempelsson fick ett samtal från 070-123 45 67. Mannen sa: ”Jag vet var du bor.” Mejl: hot@exempel.se.",
        "Personnummer 19811218-9876 stod i brevet. ÅÄÖ åäö éü čđł Ж 你 😀 \u0007slut.",
        LONG,
      ],
      facts: [
        { term: "Vad hände", value: "Hot" },
        { term: "Enhet", value: "Bygglov och tillsyn, som är en enhet med ett namn så långt att det måste brytas över flera rader i tabellen" },
        { term: "Är det fråga om brott enligt rapportören", value: "Vet inte" },
      ],
    },
    { kind: "reply", heading: "Svar", day: "2026-10-06", author: "Säkerhetschefen", paragraphs: ["Tack för brevet. Vi har läst det i dag.\nHör av dig igen."], facts: [] },
    { kind: "note", heading: "Anteckning", day: "2026-10-07", author: "Säkerhetschefen", paragraphs: [LONG, LONG], facts: [] },
    {
      kind: "decision",
      heading: "Beslut om polisanmälan",
      day: "2026-10-08",
      author: "Säkerhetschefen",
      paragraphs: ["Anmäls."],
      facts: [{ term: "Beslut", value: "Anmäls" }, { term: "Lagrum", value: "4 kap. 5 § brottsbalken" }],
    },
    { kind: "protective", heading: "Skyddsåtgärd", day: "2026-10-09", author: "Säkerhetschefen", paragraphs: ["Besökstider ändras."], facts: [] },
  ],
  attachments: [{ name: "skärmbild 1.pdf", type: "application/pdf", size: 48213 }, { name: "Ljud & bild.png", type: "image/png", size: 812 }],
  printed: "2026-11-22",
  head: { number: 4711, hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
};
