// What officers write in a case, as it lies sealed. Reads with suspicion: a key opens, but proves nothing about who wrote.

import { areReferences } from "../attachment";
import type { AttachmentReference } from "../letter";
import type { Status } from "./status";

export type YesNo = "yes" | "no" | "unclear";
export type PoliceDecision = "report" | "no_report" | "not_yet";
export type WorkDecision = "notified" | "not_required";
export type Mark = "test" | "spam" | "duplicate";

/** The first assessment, or a later one that replaces it (D6, D8; forms.md 6.3). */
export interface Assessment {
  readonly kind: "assessment";
  readonly severity: 1 | 2 | 3;
  readonly crime: YesNo;
  readonly insider: YesNo;
  /** Serious danger to life or health, which calls for a decision by AML 3:3 a. */
  readonly danger: YesNo;
  /** The forms of the event where they were reclassified; never the purpose, which only the reporter knows. */
  readonly forms: number | null;
  readonly text: string;
}

/** The decision on the police (D4–D6). */
export interface Police {
  readonly kind: "police";
  readonly decision: PoliceDecision;
  /** Where nothing is reported: a ground of the catalogue. */
  readonly ground: string | null;
  readonly crime: string | null;
  readonly against: "operations" | "person" | null;
  /** The role that decided, and the day. */
  readonly role: string;
  readonly day: string;
  readonly number: string;
  readonly text: string;
}

/** The notification to the Work Environment Authority (AML 3:3 a). */
export interface WorkEnvironment {
  readonly kind: "work_environment";
  readonly decision: WorkDecision;
  readonly role: string;
  readonly day: string;
  readonly text: string;
}

/** What was done, or is to be done. */
export interface Measure {
  readonly kind: "measure";
  readonly measure: string;
  readonly due: string | null;
  readonly done: string | null;
  readonly text: string;
}

export type Entry =
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "reply"; readonly text: string; readonly day: string; readonly asks: boolean }
  | { readonly kind: "protective"; readonly ground: string; readonly text: string }
  | Assessment
  | Police
  | WorkEnvironment
  | Measure
  | { readonly kind: "consultation"; readonly with: readonly string[]; readonly day: string; readonly text: string }
  | { readonly kind: "whistleblowing"; readonly text: string }
  | { readonly kind: "authority"; readonly authority: string; readonly text: string }
  | { readonly kind: "feedback"; readonly text: string }
  | { readonly kind: "status"; readonly to: Status; readonly text: string }
  | { readonly kind: "assigned"; readonly to: string | null; readonly text: string }
  | { readonly kind: "disqualified"; readonly person: string; readonly text: string }
  | { readonly kind: "consulted"; readonly person: string; readonly until: string | null; readonly text: string }
  | { readonly kind: "mark"; readonly mark: Mark | null; readonly text: string }
  | { readonly kind: "merged"; readonly into: string | null; readonly text: string }
  | { readonly kind: "split"; readonly into: string; readonly forms: number; readonly text: string }
  | { readonly kind: "attachments"; readonly attachments: readonly AttachmentReference[]; readonly text: string }
  | { readonly kind: "disclosure"; readonly decision: "whole" | "masked" | "refused"; readonly grounds: readonly string[]; readonly text: string }
  | { readonly kind: "hold"; readonly held: boolean; readonly text: string }
  | { readonly kind: "title"; readonly title: string };

export type EntryKind = Entry["kind"];

/** An entry with what the server knows of it. */
export interface Written {
  readonly id: string;
  readonly author: string;
  readonly at: string;
  /** `null` where our keys do not open it or it follows no format. */
  readonly entry: Entry | null;
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string" && value.length <= 16_000;
const short: Check = (value) => typeof value === "string" && value.length <= 300;
const day: Check = (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const mask: Check = (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 65_536;
const flag: Check = (value) => typeof value === "boolean";
const one = (...words: readonly (string | number)[]): Check => (value) => words.includes(value as string);
const or = (check: Check): Check => (value) => value === null || check(value);
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.length <= 20 && value.every(check);

const yesNo = one("yes", "no", "unclear");
const status = one("new", "assessed", "consulted", "action", "closed");

const SHAPES: Readonly<Record<EntryKind, Readonly<Record<string, Check>>>> = {
  note: { text },
  reply: { text, day, asks: flag },
  protective: { ground: short, text },
  assessment: { severity: one(1, 2, 3), crime: yesNo, insider: yesNo, danger: yesNo, forms: or(mask), text },
  police: { decision: one("report", "no_report", "not_yet"), ground: or(short), crime: or(short), against: or(one("operations", "person")), role: short, day, number: short, text },
  work_environment: { decision: one("notified", "not_required"), role: short, day, text },
  measure: { measure: short, due: or(day), done: or(day), text },
  consultation: { with: listOf(short), day, text },
  whistleblowing: { text },
  authority: { authority: short, text },
  feedback: { text },
  status: { to: status, text },
  assigned: { to: or(short), text },
  disqualified: { person: short, text },
  consulted: { person: short, until: or(day), text },
  mark: { mark: or(one("test", "spam", "duplicate")), text },
  merged: { into: or(short), text },
  split: { into: short, forms: mask, text },
  attachments: { attachments: areReferences, text },
  disclosure: { decision: one("whole", "masked", "refused"), grounds: listOf(short), text },
  hold: { held: flag, text },
  title: { title: short },
};

/** An entry as it is sealed. */
export function sealable(entry: Entry): object {
  return { v: 1, ...entry };
}

/** An opened entry, or `null` where it is none; answers from before there were kinds are replies. */
export function readEntry(content: unknown): Entry | null {
  if (typeof content !== "object" || content === null) return null;
  const raw = content as Record<string, unknown>;
  if (raw["v"] !== 1) return null;
  const kind = (raw["kind"] ?? "reply") as EntryKind;
  const shape = Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : undefined;
  if (shape === undefined) return null;
  const given: Record<string, unknown> = kind === "reply" ? { asks: false, ...raw } : raw;
  if (!Object.entries(shape).every(([field, check]) => check(given[field]))) return null;
  return Object.fromEntries([["kind", kind], ...Object.keys(shape).map((field) => [field, given[field]])]) as unknown as Entry;
}
