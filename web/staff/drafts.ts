// Keeps what is typed but not sent: across views, and sealed to its writer while the page is locked.

import { openText, sealText } from "../modules/keyring";

type Kept = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

let drafts = new Map<string, string>();
let sealed: Promise<Uint8Array> | null = null;
let watcher: DraftWatcher | null = null;

/** Somebody who keeps drafts in another place too. */
export interface DraftWatcher {
  changed(name: string): void;
  /** The drafts are about to be sealed. */
  leaving(): void;
  /** The drafts are to be forgotten, here and now. */
  forgotten(): void;
}

/** Lets a field begin with its draft and keep it up to date; what the field holds from the start is no draft. */
export function keepDraft<T extends Kept>(field: T, name: string): T {
  const start = valueOf(field);
  const kept = drafts.get(name);
  if (kept !== undefined) setValue(field, kept);
  field.addEventListener("input", () => setDraft(name, valueOf(field) === start ? null : valueOf(field)));
  return field;
}

/** Lets one of a group of radio buttons begin as chosen and keeps the choice. */
export function keepChoice(radios: readonly HTMLInputElement[], name: string): void {
  const start = radios.find(({ checked }) => checked)?.value ?? null;
  const kept = drafts.get(name);
  if (kept !== undefined) for (const radio of radios) radio.checked = radio.value === kept;
  for (const radio of radios) radio.addEventListener("input", () => setDraft(name, radio.value === start ? null : radio.value));
}

/** What is kept under a name. */
export function draftOf(name: string): string | null {
  return drafts.get(name) ?? null;
}

/** Keeps a value, or forgets it. */
export function setDraft(name: string, value: string | null): void {
  if (value === null) drafts.delete(name);
  else drafts.set(name, value);
  watcher?.changed(name);
}

/** Forgets a draft that has been sent. */
export function dropDraft(name: string): void {
  if (drafts.delete(name)) watcher?.changed(name);
}

/** Forgets every draft whose name begins so. */
export function dropDrafts(beginning: string): void {
  for (const name of [...drafts.keys()]) if (name.startsWith(beginning)) dropDraft(name);
}

/** Every draft whose name begins so. */
export function draftsUnder(beginning: string): [string, string][] {
  return [...drafts].filter(([name]) => name.startsWith(beginning));
}

/** Tells one watcher at a time what becomes of the drafts. */
export function watchDrafts(by: DraftWatcher): void {
  watcher = by;
}

/** Whether something typed would be lost if the page went away. */
export function hasDrafts(): boolean {
  return drafts.size > 0 || sealed !== null;
}

/** Takes all drafts out of reach until the same person unlocks. */
export function sealDrafts(recipient: string): void {
  watcher?.leaving();
  if (drafts.size === 0) return;
  const text = JSON.stringify([...drafts]);
  drafts = new Map();
  sealed = sealText(text, recipient);
}

/** Brings the drafts back; those of somebody else are gone. */
export async function openDrafts(own: CryptoKey): Promise<void> {
  if (sealed === null) return;
  try {
    drafts = new Map(JSON.parse(await openText(await sealed, own)) as [string, string][]);
  } catch {
    drafts = new Map();
  }
  sealed = null;
}

/** Forgets everything typed. */
export function forgetDrafts(): void {
  watcher?.forgotten();
  drafts = new Map();
  sealed = null;
}

function valueOf(field: Kept): string {
  return isTick(field) ? (field.checked ? "yes" : "no") : field.value;
}

function setValue(field: Kept, value: string): void {
  if (isTick(field)) field.checked = value === "yes";
  else field.value = value;
}

function isTick(field: Kept): field is HTMLInputElement {
  return field instanceof HTMLInputElement && field.type === "checkbox";
}
