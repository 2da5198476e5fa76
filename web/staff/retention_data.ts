// What the server tells of gallring, and the words for each kind of object.

import { counted } from "./words";

export type Kind = "case" | "attachment" | "notice";

/** How long a kind is kept, by which decision. */
export interface Rule {
  readonly kind: Kind;
  readonly months: number;
  /** Registration number of the gallringsbeslut. */
  readonly reference: string;
  readonly decided: string;
}

export interface RuleNow extends Rule {
  readonly until: string;
  /** What a proposal of today would hold. */
  readonly due: readonly string[];
}

/** A disposal, waiting or done. */
export interface Disposal extends Rule {
  readonly id: string;
  readonly until: string;
  readonly objects: readonly string[];
  readonly proposed_by: string;
  readonly proposed_by_name: string;
  readonly proposed: string;
  readonly approved_by_name: string | null;
  readonly done: string | null;
  readonly letters: number | null;
  readonly entries: number | null;
  readonly attachments: number | null;
  readonly keys: number | null;
}

export interface Retention {
  readonly rules: readonly RuleNow[];
  readonly disposals: readonly Disposal[];
}

interface KindWords {
  readonly kind: Kind;
  readonly title: string;
  readonly about: string;
  /** From when the months are counted. */
  readonly since: string;
  readonly past: string;
  readonly one: string;
  readonly many: string;
}

export const KINDS: readonly KindWords[] = [
  {
    kind: "case",
    title: "Avslutade ärenden",
    about: "Brev, svar, anteckningar, bilagor och ärendets nycklar. Siffrorna i redovisningen är kvar.",
    since: "efter att ärendet avslutades",
    past: "avslutades",
    one: "ärende",
    many: "ärenden",
  },
  {
    kind: "attachment",
    title: "Bilagor utan brev",
    about: "Bilagor som laddades upp men som inget brev hör till, till exempel när någon avbröt.",
    since: "efter att bilagan kom",
    past: "kom",
    one: "bilaga",
    many: "bilagor",
  },
  {
    kind: "notice",
    title: "Skickade aviseringar",
    about: "Uppgifter om mejl som tjänsten har skickat till er. De säger inget om något ärende.",
    since: "efter att mejlet skickades",
    past: "skickades",
    one: "avisering",
    many: "aviseringar",
  },
];

/** A number of objects of a kind, in words. */
export function objectsOf(kind: Kind, number: number): string {
  const words = KINDS.find((one) => one.kind === kind)!;
  return counted(number, words.one, words.many);
}
