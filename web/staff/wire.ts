// The shapes the staff API speaks; binary values are base64url.

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
  readonly epochs: readonly { readonly id: string; readonly recipient: string; readonly current: boolean; readonly sealed: string | null }[];
  readonly members: readonly Member[];
  readonly recovery_recipient: string | null;
  readonly recovery: readonly { readonly epoch: string; readonly sealed: string }[];
}

export type Status = "new" | "assessed" | "consulted" | "action" | "closed";

export interface LetterFrame {
  readonly id: string;
  readonly epoch: string;
  readonly day: string;
  readonly at_once: boolean;
  readonly frame: string;
}

export interface CaseRow {
  readonly id: string;
  readonly epoch: string;
  readonly head: string;
  readonly status: Status;
  readonly opened: string;
  readonly closed: string | null;
  readonly officer: string | null;
  readonly letters: number;
  readonly latest: string;
}

export interface DeskData {
  readonly new: readonly LetterFrame[];
  readonly cases: readonly CaseRow[];
}

export interface CaseData {
  readonly id: string;
  readonly channel: string;
  readonly epoch: string;
  readonly head: string;
  readonly status: Status;
  readonly opened: string;
  readonly closed: string | null;
  readonly officer: string | null;
  readonly letters: readonly LetterFrame[];
  readonly entries: readonly { readonly id: string; readonly epoch: string; readonly frame: string; readonly author: string; readonly at: string }[];
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
