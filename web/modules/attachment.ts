// What is said about an attachment inside a letter: where its frame lies, what opens it, and what it is.
// A reference is read with suspicion, because anybody can seal anything to a channel.

import { utf8 } from "./bytes";

/** The sizes a frame may have; which of them it has is all that its length says. */
export const CLASSES = [65_536, 262_144, 1_048_576, 4_194_304, 16_777_216] as const;
/** The most bytes that go into one attachment. */
export const LARGEST = 16_769_000;
/** The most attachments in one letter. */
export const MOST_ATTACHMENTS = 5;
/** The longest name that is kept. */
export const LONGEST_NAME = 80;

// What a letter has room for besides its answers and keys, and the most that one reference takes of it.
const LETTER_ROOM = 15_700;
const REFERENCE_ROOM = 520;

/** The types a file may have, each with the ending of its name and its neutral name. */
export const TYPES = {
  "image/jpeg": ["jpg", "bild"],
  "image/png": ["png", "bild"],
  "image/gif": ["gif", "bild"],
  "image/webp": ["webp", "bild"],
  "image/heic": ["heic", "bild"],
  "image/avif": ["avif", "bild"],
  "application/pdf": ["pdf", "dokument"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ["docx", "dokument"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx", "kalkyl"],
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": ["pptx", "presentation"],
  "application/vnd.oasis.opendocument.text": ["odt", "dokument"],
  "application/vnd.oasis.opendocument.spreadsheet": ["ods", "kalkyl"],
  "application/vnd.oasis.opendocument.presentation": ["odp", "presentation"],
  "text/plain": ["txt", "text"],
  "audio/mpeg": ["mp3", "ljud"],
  "audio/wav": ["wav", "ljud"],
  "audio/mp4": ["m4a", "ljud"],
  "audio/ogg": ["ogg", "ljud"],
} as const satisfies Record<string, readonly [ending: string, stem: string]>;

export type FileType = keyof typeof TYPES;
export type SizeClass = (typeof CLASSES)[number];

/** What a letter says of one attachment; whoever holds it can open the frame. */
export interface Reference {
  readonly id: string;
  readonly identity: string;
  readonly class: SizeClass;
  readonly name: string;
  readonly type: FileType;
  readonly size: number;
  /** Whether the file was kept as it was, as evidence. */
  readonly original: boolean;
}

/** The smallest frame that takes this many bytes, or `null` where none does. */
export function classFor(size: number): SizeClass | null {
  if (size > LARGEST) return null;
  return CLASSES.find((whole) => size <= plainOf(whole) - 4) ?? null;
}

/** How much of a frame lies inside the seal. */
export function plainOf(whole: SizeClass): number {
  return whole - 8_192;
}

/** Whether a text and this many references fit in one letter. */
export function fitsBeside(text: string, attachments: number): boolean {
  return attachments === 0 || utf8(JSON.stringify(text)).length + attachments * REFERENCE_ROOM <= LETTER_ROOM;
}

/** A name that says nothing but the kind: `bild-1.jpg`. */
export function neutralName(type: FileType, number: number): string {
  const [ending, stem] = TYPES[type];
  return `${stem}-${number}.${ending}`;
}

/** A name as it may be kept: no control or direction characters, no folders, not too long, with the ending of its type; `.bin` where no type is known. */
export function keptName(name: string, type: FileType | null): string {
  const [ending, stem] = type === null ? ["bin", "bilaga"] : TYPES[type];
  const tidy = name.normalize("NFC").replace(/[\p{C}\p{Zl}\p{Zp}"\\/:*?<>|]/gu, "").replace(/\.[^.]{1,5}$/, "").trim();
  const room = LONGEST_NAME - ending.length - 1;
  return `${[...tidy].slice(0, room / 2).join("") || stem}.${ending}`;
}

/** The whole references of a letter, each under a name with the ending of its type; what is not one is left out. */
export function readReferences(content: unknown): readonly Reference[] {
  if (!Array.isArray(content)) return [];
  const seen = new Set<string>();
  return content
    .slice(0, MOST_ATTACHMENTS)
    .flatMap((one) => referenceOf(one) ?? [])
    .filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Whether a list holds whole references and nothing else, as an officer's page writes them. */
export function areReferences(content: unknown): boolean {
  if (!Array.isArray(content)) return false;
  const read = readReferences(content);
  return read.length === content.length && read.every(({ name }, i) => name === (content[i] as Reference).name);
}

/** Whether a text is a UUID in lower case. */
export function isUuid(text: unknown): text is string {
  return typeof text === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

function referenceOf(content: unknown): Reference | null {
  if (typeof content !== "object" || content === null) return null;
  const { id, identity, class: whole, name, type, size, original } = content as Record<string, unknown>;
  if (!isUuid(id) || typeof identity !== "string" || !/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/.test(identity)) return null;
  if (!CLASSES.includes(whole as SizeClass) || typeof type !== "string" || !Object.hasOwn(TYPES, type)) return null;
  if (typeof name !== "string" || name === "" || name.length > LONGEST_NAME || /[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return null;
  if (!Number.isInteger(size) || (size as number) < 0 || classFor(size as number) !== whole || typeof original !== "boolean") return null;
  const isEnded = name.endsWith(`.${TYPES[type as FileType][0]}`);
  return { id, identity, class: whole as SizeClass, name: isEnded ? name : keptName(name, type as FileType), type: type as FileType, size: size as number, original };
}
