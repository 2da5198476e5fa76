// A code that came with the address, as from a slip's QR: it is taken out of the address bar before anything else happens.

import { readCode } from "../../modules/code";

/** The code in the address, which then no longer stands there; `null` if there was none. */
export function takeCode(): string | null {
  const typed = location.hash.slice(1);
  if (typed === "" || document.getElementById(typed) !== null) return null;
  history.replaceState(null, "", location.pathname + location.search);
  const read = readCode(safely(typed));
  return read.ok ? read.code : null;
}

function safely(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return "";
  }
}
