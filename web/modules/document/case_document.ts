// A case as plain data, ready to be printed, masked or handed over. Every text in it is already open; nothing here fetches.

/** What a part of a case is. */
export type PartKind = "letter" | "reply" | "note" | "decision" | "protective";

/** One line of facts, such as "Diarienummer" and its value. */
export interface Fact {
  readonly term: string;
  readonly value: string;
}

/** One thing in the case, in its place in time. */
export interface CasePart {
  readonly kind: PartKind;
  readonly heading: string;
  /** ISO date. */
  readonly day: string;
  readonly author: string | null;
  readonly paragraphs: readonly string[];
  readonly facts: readonly Fact[];
}

/** A ground of secrecy, such as "OSL 39 kap. 3 §", and what it is about. */
export interface Secrecy {
  readonly ground: string;
  readonly note: string;
}

/** An attachment as it is listed; its bytes travel beside the document. */
export interface CaseAttachment {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** The whole case as a document. */
export interface CaseDocument {
  readonly municipality: string;
  readonly channel: string;
  /** What the case is called among those who work on it, such as "Ärende 3FA2C1". */
  readonly name: string;
  readonly id: string;
  /** The diarienummer that an officer has typed. */
  readonly registration: string | null;
  /** ISO date. */
  readonly opened: string;
  readonly closed: string | null;
  /** The status in Swedish. */
  readonly status: string;
  /** A title that names nobody. */
  readonly title: string;
  readonly secrecy: readonly Secrecy[];
  readonly parts: readonly CasePart[];
  readonly attachments: readonly CaseAttachment[];
  /** ISO date of printing. */
  readonly printed: string;
  /** Where the audit chain stood when the document was made. */
  readonly head: { readonly number: number; readonly hash: string };
}

/** A copy for disclosure: what was masked is gone from it, and only the grounds are told. */
export interface MaskedDocument extends CaseDocument {
  readonly grounds: readonly string[];
}
