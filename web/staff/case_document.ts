// The opened case as plain data, ready to be printed, masked and handed over.

import type { EntryKind } from "../modules/case/entry";
import type { CaseDocument, CasePart, PartKind } from "../modules/document/case_document";
import type { Reference } from "../modules/attachment";
import triage from "../form/triage.json";
import { get } from "./api";
import type { OpenedCase, OpenedEntry, OpenedLetter } from "./case_data";
import { entryWords } from "./case_entry_words";
import { today } from "./case_fields";
import { answersOf, letterTitle } from "./case_letter";
import type { CasePage } from "./case_page";
import { dayOf } from "./case_timeline";
import { caseName, statusWord } from "./words";

/** An attachment with the case it is fetched from. */
export interface Attached {
  readonly id: string;
  readonly reference: Reference;
}

const NOTES: readonly EntryKind[] = ["note", "attachments", "consultation", "consulted", "feedback", "title"];
const PROTECTION = "OSL 18 kap.";

/** The whole case, with what is merged into it; the diarienummer as the officer typed it. */
export async function caseDocument(page: CasePage, registration: string): Promise<CaseDocument> {
  const { data, state } = page.opened;
  const head = await get<CaseDocument["head"]>("/api/staff/audit/head");
  const rows = [page.opened, ...page.merged].flatMap((one) => partsOf(one, one === page.opened ? "" : ` (${caseName(one.data.id)})`));
  const parts = rows.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ part }) => part);
  const protectedParts = parts.some(({ kind }) => kind === "protective");
  return {
    municipality: document.querySelector(".instance")?.textContent ?? "Kommunen",
    channel: page.mine?.name ?? "",
    name: caseName(data.id),
    id: data.id,
    registration: registration === "" ? null : registration,
    opened: data.opened,
    closed: data.closed,
    status: statusWord(data.status),
    title: state.title === "" ? caseName(data.id) : state.title,
    secrecy: triage.disclosure_grounds.filter((ground) => protectedParts || !ground.startsWith(PROTECTION)).map((ground) => ({ ground, note: "" })),
    parts,
    attachments: attachedTo(page).map(({ reference: { name, type, size } }) => ({ name, type, size })),
    printed: today(),
    head,
  };
}

/** Every attachment of the case, each once. */
export function attachedTo(page: CasePage): Attached[] {
  return [page.opened, ...page.merged].flatMap(({ data: { id }, letters, entries }) => [
    ...letters.flatMap(({ opened }) => (opened.is === "letter" ? opened.letter.attachments : [])),
    ...entries.flatMap(({ entry }) => (entry?.kind === "attachments" ? entry.attachments : [])),
  ].map((reference) => ({ id, reference })));
}

interface Row {
  readonly key: string;
  readonly part: CasePart;
}

function partsOf({ letters, entries }: OpenedCase, beside: string): Row[] {
  return [...letters.map((letter, i) => letterRow(letter, i, beside)), ...entries.map((entry) => entryRow(entry, beside))];
}

function letterRow({ day, opened }: OpenedLetter, i: number, beside: string): Row {
  const common = { kind: "letter", day, author: null } as const;
  const rank = opened.is === "letter" && opened.letter.kind === "follow_up" ? 1 : 0;
  const key = `${day} ${rank} ${String(i).padStart(4, "0")}`;
  if (opened.is !== "letter") return { key, part: { ...common, heading: `Brev${beside}`, paragraphs: ["Brevet kan inte läsas."], facts: [] } };
  const answers = opened.letter.kind === "report" ? (answersOf(opened.letter) ?? []) : [];
  const facts = answers.map(({ question, answers: given }) => ({ term: question, value: given.join(", ") }));
  return { key, part: { ...common, heading: `${letterTitle(opened.letter)}${beside}`, paragraphs: paragraphs(opened.letter.text), facts } };
}

function entryRow({ author, at, entry }: OpenedEntry, beside: string): Row {
  const [day, key] = [dayOf(at), `${dayOf(at)} 2 ${at}`];
  if (entry === null) return { key, part: { kind: "note", heading: `Anteckning${beside}`, day, author, paragraphs: ["Anteckningen kan inte öppnas."], facts: [] } };
  const { heading, facts, text } = entryWords(entry);
  return { key, part: { kind: partKind(entry.kind), heading: `${heading}${beside}`, day, author, paragraphs: paragraphs(text), facts: facts.map(([term, value]) => ({ term, value })) } };
}

function partKind(kind: EntryKind): PartKind {
  if (kind === "reply" || kind === "protective") return kind;
  return NOTES.includes(kind) ? "note" : "decision";
}

function paragraphs(text: string): string[] {
  return text.split(/\n{2,}/).filter((part) => part.trim() !== "");
}
