// Keeps what is typed but not sent: across views, and sealed to its writer while the page is locked.

import { openText, sealText } from "../modules/keyring";

let drafts = new Map<string, string>();
let sealed: Promise<Uint8Array> | null = null;

/** Lets a field begin with its draft and keep it up to date. */
export function keepDraft<T extends HTMLInputElement | HTMLTextAreaElement>(field: T, name: string): T {
  field.value = drafts.get(name) ?? field.value;
  field.addEventListener("input", () => {
    if (field.value === "") drafts.delete(name);
    else drafts.set(name, field.value);
  });
  return field;
}

/** Forgets a draft that has been sent. */
export function dropDraft(name: string): void {
  drafts.delete(name);
}

/** Whether something typed would be lost if the page went away. */
export function hasDrafts(): boolean {
  return drafts.size > 0 || sealed !== null;
}

/** Takes all drafts out of reach until the same person unlocks. */
export function sealDrafts(recipient: string): void {
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
  drafts = new Map();
  sealed = null;
}
