// The body an attachment is uploaded with: its id, its proof of work and its frame; a larger frame costs more work.

import { sha256 } from "@noble/hashes/sha2.js";
import { CLASSES } from "./attachment";
import type { SealedAttachment } from "./attachment_seal";
import { type Bytes, concat, fromBase64url, uuidToBytes } from "./bytes";
import { findProof } from "./proof";

const VERSION = Uint8Array.of(1);

/** How many zero bits a frame's proof must begin with. */
export function bitsFor(size: number, difficulty: number): number {
  return difficulty + Math.log2(size / CLASSES[0]);
}

/** The body to post, with its proof for this challenge in place. */
export function proveUpload({ reference, frame }: SealedAttachment, challenge: string, difficulty: number): Bytes {
  const [id, asked] = [uuidToBytes(reference.id), fromBase64url(challenge)];
  const counter = findProof(asked, sha256(concat(VERSION, id, frame)), bitsFor(frame.length, difficulty));
  return concat(VERSION, id, asked, counter, frame);
}
