// What every view is given and what it gives back.

import type { Questionnaire } from "../modules/questionnaire";
import type { Session } from "./session";

export type Place =
  | { readonly at: "desk"; readonly channel?: string }
  | { readonly at: "case"; readonly id: string }
  | { readonly at: "case_disclosure"; readonly id: string }
  | { readonly at: "consultations" }
  | { readonly at: "retention"; readonly channel?: string }
  | { readonly at: "audit" }
  | { readonly at: "keys"; readonly channel?: string; readonly part?: string }
  | { readonly at: "urns" }
  | { readonly at: "tally"; readonly urn: string; readonly period: string }
  | { readonly at: "waves" }
  | { readonly at: "wave_plan" }
  | { readonly at: "wave"; readonly id: string }
  | { readonly at: "wave_questions"; readonly asked: Shown; readonly back: Place }
  | { readonly at: "wave_tally"; readonly id: string }
  | { readonly at: "releases" }
  | { readonly at: "plans" }
  | { readonly at: "plan_new" }
  | { readonly at: "plan"; readonly id: string; readonly on?: string; readonly part?: string }
  | { readonly at: "plan_version"; readonly id: string; readonly number: number }
  | { readonly at: "plan_head"; readonly id: string }
  | { readonly at: "briefings"; readonly channel?: string; readonly part?: string }
  | { readonly at: "briefing"; readonly channel: string; readonly id: string; readonly fresh?: boolean }
  | { readonly at: "briefing_fixed"; readonly channel: string; readonly id: string }
  | { readonly at: "erratum"; readonly of: number };

/** A questionnaire to look at, in a wave of its population. */
export interface Shown {
  readonly questionnaire: Questionnaire;
  readonly number: number;
  readonly days: { readonly opens: string; readonly reference_from: string; readonly reference_to: string };
}

export interface Context {
  readonly session: Session;
  /** Shows another view. */
  readonly go: (place: Place) => void;
  /** Shows this view anew with fresh data and says what happened. */
  readonly refresh: (said?: string) => Promise<void>;
}

/** Fetches, opens and lays out a view; nothing is on the page until it is whole. */
export type View<P extends Place = Place> = (context: Context, place: P) => Promise<HTMLElement>;
