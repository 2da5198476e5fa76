// Opens frames with an identity; a frame for somebody else and a broken frame are the same thing: nothing.

import { Decrypter } from "age-encryption";
import { fromUtf8 } from "./bytes";
import { type Kind, cut, unpad } from "./frame";

/** What a frame held: its JSON, `"empty"` where nothing was said, or `null` where this identity cannot open it. */
export async function open(identity: string | CryptoKey, frame: Uint8Array, kind: Kind): Promise<unknown> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    const content = unpad(await decrypter.decrypt(cut(frame, kind)), kind);
    return content.length === 0 ? "empty" : JSON.parse(fromUtf8(content));
  } catch {
    return null;
  }
}
