// What somebody writes in a report, under the headings of the tjänsteskrivelse. What is left empty the service writes by itself.

import { type Benchmark, type BriefingTexts, LONGEST, type Signature } from "../modules/briefing";
import { type Child, h, section } from "./dom";
import { field } from "./forms";
import { type Draft, prose, rowsEditor, typed } from "./plan_fields";
import type { BriefingsData } from "./wire";

const MOST_POINTS = 20;
const MOST_SIGNATURES = 6;
const MOST_BENCHMARKS = 10;

type Part = "summary" | "matter" | "economy" | "children";

const PARTS: readonly (readonly [Part, title: string, own: string])[] = [
  ["summary", "Sammanfattning av ärendet", "hur många som tillfrågades och svarade, hur många som har varit utsatta, den vanligaste händelsen, rapporteringsgraden, om läget har ändrats, hur planen följs och vad rapporten inte kan säga"],
  ["matter", "Ärendet", "vad rapporten redovisar, vilket underlaget är och hur siffrorna är skyddade"],
  ["economy", "Ekonomiska konsekvenser", "kostnaderna som står i handlingsplanen, eller att de inte är angivna"],
  ["children", "Konsekvenser för barn", "hur många som var utsatta i ärenden om barn och unga, om det är redovisat, och varför det angår barn"],
];

/** The fields of all texts. */
export function textFields(texts: Draft<BriefingTexts>, { plans }: BriefingsData, plan: () => string | null, keep: () => void): Child[] {
  const committee = (): string => plans.find(({ id }) => id === plan())?.decided_by ?? "Nämnden";
  const short = (key: "title" | "committee" | "reference"): HTMLInputElement => typed(texts, key, keep, { maxlength: LONGEST[key] });
  return [
    section(
      "briefing-heading",
      "Rubrik",
      field("Rubrik", short("title"), "Lämnar du fältet tomt skriver tjänsten: ”Otillåten påverkan i kommunen: lägesbild och uppföljning”, med kommunens namn."),
      h("div", { class: "row" }, field("Nämnd", short("committee"), "Lämnar du fältet tomt: den nämnd som beslutar om handlingsplanen."), field("Diarienummer", short("reference"), "Till exempel SN 2026/118.")),
    ),
    section(
      "briefing-proposal",
      "Förslag till beslut",
      field("Inledning", long(texts, "proposal", 2, keep), `Lämnar du fältet tomt skriver tjänsten: ”${committee()} beslutar följande.”`),
      h("p", { class: "hint" }, "Skriver du varken inledning eller punkter blir förslaget: ”Rapporten godkänns och läggs till handlingarna.”"),
      points(texts, keep),
    ),
    ...PARTS.map(([key, title, own]) => section(`briefing-${key}`, title, ownText(title, long(texts, key, 5, keep), own))),
    signatures(texts, keep),
    benchmarks(texts, keep),
  ];
}

function long(texts: Draft<BriefingTexts>, key: Part | "proposal", rows: number, keep: () => void): HTMLTextAreaElement {
  const area = prose(texts, key, keep, rows, "");
  area.maxLength = LONGEST[key];
  return area;
}

/** The heading says whose text it is to those who see it; the label says it to those who hear. */
function ownText(title: string, area: HTMLTextAreaElement, own: string): HTMLElement {
  const whole = field("", area, `Lämnar du fältet tomt skriver tjänsten ${own}.`);
  whole.querySelector("label")?.append(h("span", { class: "unseen" }, `${title}: `), "Din text");
  return whole;
}

/** Points are mere texts; the editor of rows wants something that can be written into. */
function points(texts: Draft<BriefingTexts>, keep: () => void): HTMLElement {
  const rows = texts.points.map((text) => ({ text }));
  const kept = (): void => {
    texts.points = rows.map(({ text }) => text);
    keep();
  };
  const draw = (row: { text: string }, place: number): Child[] => {
    const area = prose(row, "text", kept, 2, "");
    area.maxLength = LONGEST.point;
    return [field(`Beslutspunkt ${place + 1}`, area)];
  };
  return rowsEditor<{ text: string }>(rows, { add: "Lägg till en beslutspunkt", name: (place) => `Beslutspunkt ${place + 1}`, make: () => ({ text: "" }), draw, most: MOST_POINTS }, kept);
}

function signatures(texts: Draft<BriefingTexts>, keep: () => void): HTMLElement {
  const most = { maxlength: 120 };
  const draw = (row: Draft<Signature>): Child[] => [h("div", { class: "row" }, field("Namn", typed(row, "name", keep, most)), field("Titel", typed(row, "title", keep, most)), field("Funktion", typed(row, "function", keep, most)))];
  return section(
    "briefing-signatures",
    "Underskrifter",
    rowsEditor<Draft<Signature>>(texts.signatures, { add: "Lägg till en underskrift", name: (place) => `Underskrift ${place + 1}`, make: () => ({ name: "", title: "", function: "" }), draw, most: MOST_SIGNATURES }, keep),
  );
}

function benchmarks(texts: Draft<BriefingTexts>, keep: () => void): HTMLElement {
  const line = (row: Draft<Benchmark>, key: keyof Benchmark): HTMLInputElement => typed(row, key, keep, { maxlength: key === "period" ? 120 : 200, "data-benchmark": key });
  const draw = (row: Draft<Benchmark>): Child[] => [
    h("div", { class: "row" }, field("Källa", line(row, "source"), "Till exempel Brå, NTU 2025."), field("Tal", line(row, "figure"), "Så som det står i källan.")),
    h("div", { class: "row" }, field("Tid", line(row, "period"), "Vilken tid talet gäller."), field("Tillfrågade", line(row, "population"), "Vilka som svarade.")),
  ];
  const make = (): Draft<Benchmark> => ({ source: "", figure: "", period: "", population: "" });
  return section(
    "briefing-benchmarks",
    "Jämförelser med andra",
    h("p", {}, "En jämförelse visas bara med sin tid och sina tillfrågade. Fyll i alla fyra fälten."),
    rowsEditor<Draft<Benchmark>>(texts.benchmarks, { add: "Lägg till en jämförelse", name: (place) => `Jämförelse ${place + 1}`, make, draw, most: MOST_BENCHMARKS }, keep),
  );
}
