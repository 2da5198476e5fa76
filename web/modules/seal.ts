// Seals content to one recipient so that nobody else can read it and its length says nothing.

import { Encrypter } from "age-encryption";
import { type Bytes, utf8 } from "./bytes";
import { type Kind, fill, pad } from "./frame";

/** A frame that only the recipient can open; `null` seals an empty letter or a dummy ballot. */
export async function seal(recipient: string, content: object | null, kind: Kind): Promise<Bytes> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const plain = pad(content === null ? new Uint8Array(0) : utf8(JSON.stringify(content)), kind);
  return fill(await encrypter.encrypt(plain), kind);
}
