// EMF and WMF inside a document: the description in the head and notes that no player draws are overwritten where they stand.

import type { Bytes } from "../bytes";
import { Refused, WHY } from "./found";

const EMF_PLUS = 0x2b46_4d45;
const EMF_NOTE = 70;
const WMF_ESCAPE = 0x0626;
const PLACEABLE = 0x9ac6_cdd7;

/** The metafile without what it tells; refuses what is none. */
export function cleanMetafile(bytes: Uint8Array): Bytes {
  const clean = new Uint8Array(bytes);
  const view = new DataView(clean.buffer);
  if (clean.length >= 88 && view.getUint32(0, true) === 1 && view.getUint32(40, true) === 0x464d_4520) cleanEmf(clean, view);
  else cleanWmf(clean, view);
  return clean;
}

function cleanEmf(clean: Uint8Array, view: DataView): void {
  const [letters, from] = [view.getUint32(60, true), view.getUint32(64, true)];
  if (letters > 0) clean.fill(0, from, from + 2 * letters);
  for (let at = 0; at + 8 <= clean.length; ) {
    const [type, size] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    if (size < 8 || at + size > clean.length) throw new Refused(WHY.broken);
    if (type === EMF_NOTE && size >= 16 && view.getUint32(at + 12, true) !== EMF_PLUS) clean.fill(0, at + 12, at + size);
    at += size;
  }
}

function cleanWmf(clean: Uint8Array, view: DataView): void {
  const head = clean.length >= 40 && view.getUint32(0, true) === PLACEABLE ? 22 : 0;
  if (clean.length < head + 18 || ![1, 2].includes(view.getUint16(head, true)) || view.getUint16(head + 2, true) !== 9) throw new Refused(WHY.embedded);
  for (let at = head + 18; at + 6 <= clean.length; ) {
    const size = 2 * view.getUint32(at, true);
    if (size < 6 || at + size > clean.length) throw new Refused(WHY.broken);
    if (view.getUint16(at + 4, true) === WMF_ESCAPE) clean.fill(0, at + 6, at + size);
    if (view.getUint16(at + 4, true) === 0) break;
    at += size;
  }
}
