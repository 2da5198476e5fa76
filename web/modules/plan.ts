// The action plan in a browser: the shapes it travels in, and what can be said of it without asking the server. It names offices and
// never persons.

/** A date as precise as the plan says it: `2024`, `2024-05` or `2024-05-01`. */
export type When = string;

export type IndicatorKind = "milestone" | "units" | "share" | "survey" | "change" | "own";

export interface Indicator {
  readonly text: string;
  readonly kind: IndicatorKind;
  /** Of a survey figure: the item in the questionnaire. */
  readonly figure?: string | null;
}

export interface Measure {
  readonly number: string;
  readonly area: string;
  readonly title: string;
  readonly description: string | null;
  readonly owners: readonly string[];
  readonly start: When | null;
  readonly due: When | null;
  readonly cost: string | null;
  readonly indicators: readonly Indicator[];
}

export interface Area {
  readonly number: string;
  readonly title: string;
}

export interface Version {
  readonly number: number;
  readonly decided: string | null;
  readonly note: string | null;
  readonly valid_from: When | null;
  readonly valid_to: When | null;
  readonly areas: readonly Area[];
  readonly measures: readonly Measure[];
}

/** Whether a unit has taken part: yes or no, on a day, or how many. */
export type Participation = { readonly yes: boolean } | { readonly on: string } | { readonly number: number };

export type Declared = "started" | "done" | "dropped";

export type Value =
  | { readonly milestone: { readonly on: string; readonly decision: string | null } }
  | { readonly units: Readonly<Record<string, Participation>> }
  | { readonly share: { readonly part: number; readonly whole: number } }
  | { readonly own: { readonly figure: string; readonly unit: string | null } }
  | { readonly status: Declared };

export interface Outcome {
  readonly on: string;
  readonly measure: string;
  /** Its place in the version that held that day; nothing when it is of the whole measure. */
  readonly indicator: number | null;
  readonly value: Value;
  readonly note: string | null;
}

export type OccasionKind = "interim" | "final" | "yearly" | "internal_control" | "every_fourth_year";

export interface Occasion {
  readonly code: string;
  readonly title: string;
  readonly date: When;
  readonly purpose: string;
  readonly kind: OccasionKind;
  readonly every_years: number | null;
}

export interface PolicyDocument {
  readonly title: string;
  readonly reference: string | null;
  readonly updated: string | null;
  readonly decided_by: string | null;
  readonly process_owner: string | null;
  readonly number: string | null;
  readonly link: string | null;
}

/** What holds for every version. */
export interface PlanHead {
  readonly name: string;
  readonly municipality: string;
  readonly decided_by: string;
  readonly coordinator: string | null;
  readonly reporter: string | null;
  readonly initiative: string | null;
  /** What its areas are called. */
  readonly dimension: string;
  readonly reference: string | null;
  readonly scope: string;
  readonly occasions: readonly Occasion[];
  readonly documents: readonly PolicyDocument[];
}

export interface ActionPlan extends PlanHead {
  readonly versions: readonly Version[];
  readonly outcomes: readonly Outcome[];
}

const PRECISE = /^20\d\d(-(0[1-9]|1[0-2])(-\d\d)?)?$/;
const MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];

/** Whether a text is a year, a month or a day that there is. */
export function isWhen(text: string): boolean {
  if (!PRECISE.test(text)) return false;
  if (text.length < 10) return true;
  const day = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** As it is printed: `2024`, `maj 2024`, `1 maj 2024`; a text that is no date is shown as it is. */
export function whenWords(when: When): string {
  if (!isWhen(when)) return when;
  const [year, month, day] = when.split("-");
  if (month === undefined) return year!;
  const name = MONTHS[Number(month) - 1]!;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** Whether a version can no longer change: it is decided, or a later one has taken its place. */
export function isHistory({ versions }: Pick<ActionPlan, "versions">, version: Version): boolean {
  return version.decided !== null || version.number < (versions.at(-1)?.number ?? 0);
}

/** The version that holds on a day, or the first one before any of them does. */
export function versionOn(plan: Pick<ActionPlan, "versions">, day: string): Version | null {
  const holds = (version: Version): boolean => (version.decided === null ? version.number === 1 || isHistory(plan, version) : version.decided <= day);
  return [...plan.versions].reverse().find(holds) ?? plan.versions[0] ?? null;
}

/** Where an indicator stands in the version that holds on a day; it is known by its words. */
export function placeOn(plan: Pick<ActionPlan, "versions">, day: string, measure: string, indicator: Indicator): number | null {
  const then = versionOn(plan, day)?.measures.find(({ number }) => number === measure);
  const place = then?.indicators.findIndex(({ text }) => text === indicator.text) ?? -1;
  return place < 0 ? null : place;
}

/** Whether a unit had taken part by a day. */
export function tookPart(part: Participation | undefined, day: string): boolean {
  if (part === undefined) return false;
  if ("yes" in part) return part.yes;
  return "on" in part ? part.on <= day : part.number > 0;
}

/** One way in which a version is another than the one before. */
export type Difference =
  | { readonly is: "new"; readonly measure: Measure }
  | { readonly is: "gone"; readonly measure: Measure }
  | { readonly is: "due"; readonly measure: Measure; readonly before: When | null };

/** Measures that come, go or get another deadline, in the order of the new version. */
export function differences(before: Pick<Version, "measures">, after: Pick<Version, "measures">): Difference[] {
  const old = new Map(before.measures.map((measure) => [measure.number, measure]));
  const kept = new Set(after.measures.map(({ number }) => number));
  const changed = after.measures.flatMap((measure): Difference[] => {
    const was = old.get(measure.number);
    if (was === undefined) return [{ is: "new", measure }];
    return was.due === measure.due ? [] : [{ is: "due", measure, before: was.due }];
  });
  const gone = before.measures.filter(({ number }) => !kept.has(number));
  return [...changed, ...gone.map((measure): Difference => ({ is: "gone", measure }))];
}

/** A measure's number after the last one of its area: 2.5 after 2.4. */
export function nextNumber(measures: readonly Pick<Measure, "number" | "area">[], area: string): string {
  const last = measures.filter((measure) => measure.area === area).map(({ number }) => Number(number.split(".").at(-1)) || 0);
  return `${area === "" ? "1" : area}.${Math.max(0, ...last) + 1}`;
}
