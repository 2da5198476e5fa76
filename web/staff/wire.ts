// The shapes the staff API speaks; binary values are base64url.

import type { BriefingChoice, Published } from "../modules/briefing";
import type { Status } from "../modules/case/status";
import type { ActionPlan, Area, Indicator, Measure, Outcome, When } from "../modules/plan";

export type { Status } from "../modules/case/status";

export interface Manifest {
  readonly salt: string;
}

export type Missing = "epoch" | "second_member" | "recovery_key" | "urn";

export interface ChannelOfMe {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly deputy: boolean;
  readonly open: boolean;
  readonly missing: readonly Missing[];
}

export interface Me {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly recipient: string;
  readonly wrapped_identity: string;
  readonly administrator: boolean;
  readonly custodian: boolean;
  readonly auditor: boolean;
  readonly idle_minutes: number;
  readonly channels: readonly ChannelOfMe[];
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly deputy: boolean;
  readonly recipient: string;
  readonly has_key: boolean;
}

export interface Keyring {
  readonly epochs: readonly { readonly id: string; readonly recipient: string; readonly current: boolean; readonly sealed: string | null; readonly challenge: string | null }[];
  readonly members: readonly Member[];
  readonly recovery_recipient: string | null;
  readonly recovery: readonly { readonly epoch: string; readonly sealed: string }[];
}

export interface LetterFrame {
  readonly id: string;
  /** The channel key it is sealed to, until it is sorted; then `key`. */
  readonly epoch: string | null;
  readonly key: string | null;
  readonly day: string;
  readonly at_once: boolean;
  readonly frame: string;
}

/** A generation of a case's key; `share` is what we can open it with. */
export interface KeyData {
  readonly id: string;
  readonly recipient: string;
  readonly current: boolean;
  /** Nothing more may be sealed to it: a new one is made first. */
  readonly stale: boolean;
  readonly share: { readonly epoch: string | null; readonly sealed: string } | null;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Holder {
  readonly id: string;
  readonly recipient: string;
}

/** What the server knows of a case in the clear. */
export interface CaseFacts {
  readonly id: string;
  readonly channel: string;
  readonly status: Status;
  readonly opened: string;
  readonly closed: string | null;
  readonly officer: Named | null;
  readonly looked: string | null;
  readonly look_by: string;
  readonly acknowledged: string | null;
  readonly feedback: string | null;
  readonly merged_into: string | null;
  readonly held: boolean;
  readonly version: number;
  /** A letter has come that no member has opened. */
  readonly fresh: boolean;
  readonly summary: string | null;
}

export interface CaseRow extends CaseFacts {
  readonly letters: number;
  readonly latest: string;
  readonly kept_out: readonly string[];
  readonly consulted: readonly Holder[];
  readonly key: KeyData | null;
}

export interface DeskData {
  readonly new: readonly LetterFrame[];
  readonly cases: readonly CaseRow[];
}

export interface HeadFrame {
  readonly case: string;
  readonly epoch: string;
  readonly frame: string;
}

export interface EntryFrame {
  readonly id: string;
  readonly epoch: string | null;
  readonly key: string | null;
  readonly frame: string;
  readonly author: string;
  readonly at: string;
  readonly restricted: boolean;
}

/** What is written in one case. */
export interface CaseTexts {
  readonly id: string;
  readonly keys: readonly KeyData[];
  readonly letters: readonly LetterFrame[];
  readonly entries: readonly EntryFrame[];
}

export interface CaseData extends CaseFacts, CaseTexts {
  readonly standing: "member" | "consulted";
  readonly head: { readonly epoch: string; readonly frame: string } | null;
  readonly attachments: readonly { readonly id: string; readonly bytes: number }[];
  readonly members: readonly Member[];
  readonly disqualified: readonly Named[];
  readonly consulted: readonly (Holder & Named & { readonly until: string })[];
  /** Cases that tell of the same event and are worked on here. */
  readonly merged: readonly string[];
  readonly recovery_recipient: string | null;
  readonly draft: string | null;
  /** Urns of incidents that can still be told something. */
  readonly urns: readonly Holder[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly recipient: string;
}

export interface UrnRow {
  readonly id: string;
  readonly period: string;
  readonly starts: string;
  readonly ends: string;
  readonly state: "prepared" | "current" | "ripe" | "opened";
  readonly recipient: string;
  readonly sealed: string | null;
  readonly without_key: readonly Person[];
  readonly recovery_sealed: boolean;
  readonly opened: string | null;
  /** Whether it is a survey's, which has pages of its own. */
  readonly survey: boolean;
}

export interface UrnsData {
  readonly urns: readonly UrnRow[];
  readonly to_prepare: readonly { readonly period: string; readonly starts: string; readonly ends: string }[];
  readonly custodians: readonly Person[];
  readonly recovery_recipient: string | null;
}

/** A key sealed for one holder; `null` is the paper key. */
export interface HeldKey {
  readonly holder: string | null;
  readonly sealed: string;
}

/** A plan in the list. */
export interface PlanRow {
  readonly id: string;
  readonly name: string;
  readonly decided_by: string;
  readonly versions: number;
  /** The next report occasion: its date in words, and what it is. */
  readonly next: readonly [date: string, title: string] | null;
  readonly late: number;
}

export type MeasureStatus = "not_started" | "ongoing" | "late" | "done" | "dropped";

/** One indicator on the day of a follow-up. */
export interface Reached {
  readonly indicator: Indicator;
  readonly outcome: Outcome | null;
  readonly reached: boolean | null;
}

/** One measure on the day of a follow-up. */
export interface Followed {
  readonly measure: Measure;
  readonly original_due: When | null;
  /** Every change of the deadline: the version that made it, and what it became. */
  readonly history: readonly (readonly [version: number, due: When | null])[];
  readonly status: MeasureStatus;
  readonly indicators: readonly Reached[];
  readonly said: Outcome | null;
}

export interface PlanData {
  readonly plan: ActionPlan;
  readonly follow_up: { readonly on: string; readonly version: number; readonly measures: readonly Followed[] } | null;
  readonly warnings: readonly string[];
  readonly units: readonly (readonly [code: string, name: string])[];
  readonly coming: readonly (readonly [code: string, date: string, near: boolean])[];
}

/** A spreadsheet's table, read. */
export interface PlanTable {
  readonly areas: readonly Area[];
  readonly measures: readonly Measure[];
}

export interface SealedDraft {
  readonly id: string;
  readonly epoch: string;
  readonly version: number;
  readonly frame: string;
  readonly changed: string;
}

export interface FixedBriefing {
  readonly id: string;
  readonly number: number;
  readonly fixed: string;
  readonly by: string;
  readonly title: string;
  /** SHA-256, in hex. */
  readonly digest: string;
  readonly files: readonly string[];
}

export interface BriefingsData {
  readonly today: string;
  readonly drafts: readonly SealedDraft[];
  readonly fixed: readonly FixedBriefing[];
  readonly releases: readonly (Published & { readonly published: string })[];
  readonly plans: readonly { readonly id: string; readonly name: string; readonly decided_by: string }[];
}

/** What is written into a fixed briefing. */
export interface FixRequest {
  readonly draft: string;
  readonly choice: BriefingChoice;
}
