// Measures the optional text, so that what the counter allows always fits the letter.

import { utf8 } from "./bytes";

export const TEXT_LIMIT = 12_000;

/** How much of the limit a text uses: its UTF-8 bytes, or more where quotes and line breaks take extra room when sealed. */
export function textSize(text: string): number {
  const sealedExtra = 4_000;
  return Math.max(utf8(text).length, utf8(JSON.stringify(text)).length - 2 - sealedExtra);
}

/** The text as it is sealed: composed characters, plain line breaks, no control characters, no room at the ends. */
export function tidyText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")
    .trim();
}
