// A report for the nämnd in the making: what its sealed draft holds, how much room is left, and what is sent when it is written.
// Whatever a draft holds is read with suspicion; what is missing is empty.

import { utf8 } from "./bytes";

export interface Signature {
  readonly name: string;
  readonly title: string;
  readonly function: string;
}

/** A figure from elsewhere, printed with its own time and its own respondents or not at all. */
export interface Benchmark {
  readonly source: string;
  readonly figure: string;
  readonly period: string;
  readonly population: string;
}

export interface BriefingTexts {
  readonly title: string;
  readonly committee: string;
  readonly reference: string;
  readonly proposal: string;
  readonly points: readonly string[];
  readonly summary: string;
  readonly matter: string;
  readonly economy: string;
  readonly children: string;
  readonly signatures: readonly Signature[];
  readonly benchmarks: readonly Benchmark[];
}

/** What is chosen and written, as the server takes it. */
export interface BriefingChoice {
  readonly day: string;
  readonly releases: readonly number[];
  readonly plan: string | null;
  readonly texts: BriefingTexts;
}

/** A published release to choose. */
export interface Published {
  readonly number: number;
  readonly covers: string;
  readonly survey: boolean;
}

/** So many bytes may the draft be inside its seal. */
export const MOST_BYTES = 16_000;

const DAY = /^\d{4}-\d\d-\d\d$/;
const SHORT = ["title", "committee", "reference", "proposal", "summary", "matter", "economy", "children"] as const;

/** The longest each text may be, in characters. */
export const LONGEST: Readonly<Record<(typeof SHORT)[number] | "point", number>> = { title: 200, committee: 120, reference: 60, proposal: 2_000, point: 1_000, summary: 6_000, matter: 6_000, economy: 6_000, children: 6_000 };

/** A draft that begins today with what is preselected, and with the plan where there is only one. */
export function freshChoice(today: string, releases: readonly Published[], plans: readonly { readonly id: string }[]): BriefingChoice {
  const plan = plans.length === 1 ? plans[0]!.id : null;
  return { day: today, releases: preselected(releases), plan, texts: readTexts({}) };
}

/** The newest survey with the one before, which it is compared with, and every release of periods. */
export function preselected(releases: readonly Published[]): number[] {
  const surveys = releases.filter(({ survey }) => survey).map(({ number }) => number);
  const newest = surveys.sort((a, b) => b - a).slice(0, 2);
  return releases.filter(({ number, survey }) => !survey || newest.includes(number)).map(({ number }) => number).sort((a, b) => a - b);
}

/** A draft as it was sealed, or `null` where it is none. */
export function readChoice(content: unknown): BriefingChoice | null {
  if (!isObject(content) || content["v"] !== 1) return null;
  const { day, releases, plan, texts } = content;
  if (typeof day !== "string" || !DAY.test(day) || !isObject(texts)) return null;
  const numbers = list(releases).filter((number): number is number => Number.isInteger(number));
  return { day, releases: numbers, plan: typeof plan === "string" ? plan : null, texts: readTexts(texts) };
}

/** A draft as it is sealed. */
export function contentOf(choice: BriefingChoice): object {
  return { v: 1, ...choice };
}

/** How many bytes more fit in the draft; below zero it cannot be saved. */
export function roomLeft(choice: BriefingChoice): number {
  return MOST_BYTES - utf8(JSON.stringify(contentOf(choice))).length;
}

/** The choice as it is sent: rows with nothing in them are left out. */
export function sentChoice({ texts, ...choice }: BriefingChoice): BriefingChoice {
  const isFilled = (row: object): boolean => Object.values(row).some((text: unknown) => typeof text === "string" && text.trim() !== "");
  const points = texts.points.map((point) => point.trim()).filter((point) => point !== "");
  return { ...choice, texts: { ...texts, points, signatures: texts.signatures.filter(isFilled), benchmarks: texts.benchmarks.filter(isFilled) } };
}

/** The place of the first comparison that lacks something though it has something, or `null`. */
export function halfBenchmark({ benchmarks }: Pick<BriefingTexts, "benchmarks">): number | null {
  const filled = ({ source, figure, period, population }: Benchmark): number => [source, figure, period, population].filter((text) => text.trim() !== "").length;
  const place = benchmarks.findIndex((benchmark) => filled(benchmark) > 0 && filled(benchmark) < 4);
  return place < 0 ? null : place;
}

function readTexts(texts: Readonly<Record<string, unknown>>): BriefingTexts {
  const of = (source: unknown, name: string): string => (isObject(source) && typeof source[name] === "string" ? (source[name] as string) : "");
  const short = Object.fromEntries(SHORT.map((name) => [name, of(texts, name)])) as Record<(typeof SHORT)[number], string>;
  return {
    ...short,
    points: list(texts["points"]).filter((point): point is string => typeof point === "string"),
    signatures: list(texts["signatures"]).map((row) => ({ name: of(row, "name"), title: of(row, "title"), function: of(row, "function") })),
    benchmarks: list(texts["benchmarks"]).map((row) => ({ source: of(row, "source"), figure: of(row, "figure"), period: of(row, "period"), population: of(row, "population") })),
  };
}

function list(content: unknown): readonly unknown[] {
  return Array.isArray(content) ? content : [];
}

function isObject(content: unknown): content is Record<string, unknown> {
  return typeof content === "object" && content !== null && !Array.isArray(content);
}
