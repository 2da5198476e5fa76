// Seals an attachment to a key of its own and opens it again; the frame says nothing but its size class.

import { Decrypter, Encrypter } from "age-encryption";
import { type FileType, type Reference, type SizeClass, classFor, plainOf } from "./attachment";
import type { Bytes } from "./bytes";
import { type Kind, cut, fill, pad, unpad } from "./frame";
import { makeSecret } from "./keyring";

/** A file as it is to be sent. */
export interface Enclosure {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly type: FileType;
  readonly original: boolean;
}

/** A frame for the server, and what opens it for the letter. */
export interface SealedAttachment {
  readonly reference: Reference;
  readonly frame: Bytes;
}

/** A sealed file under a new id and a new key; throws where it is too large for every frame. */
export async function sealAttachment({ bytes, name, type, original }: Enclosure): Promise<SealedAttachment> {
  const whole = classFor(bytes.length);
  if (whole === null) throw new RangeError("too large for a frame");
  const { identity, recipient } = await makeSecret();
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const frame = fill(await encrypter.encrypt(pad(bytes, kindOf(whole))), kindOf(whole));
  return { reference: { id: crypto.randomUUID(), identity, class: whole, name, type, size: bytes.length, original }, frame };
}

/** The file a reference speaks of, or `null` where the frame is another or broken. */
export async function openAttachment(reference: Reference, frame: Uint8Array): Promise<Bytes | null> {
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(reference.identity);
    const kind = kindOf(reference.class);
    const bytes = unpad(await decrypter.decrypt(cut(frame, kind)), kind);
    return bytes.length === reference.size ? bytes : null;
  } catch {
    return null;
  }
}

function kindOf(whole: SizeClass): Kind {
  return { plain: plainOf(whole), frame: whole };
}
