// Keeps a text to what a typeface can show: an archived page may hold no glyph that nobody can read back as a letter.

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const UNSEEN = /[\p{Cc}\p{Cf}\ufe00-\ufe0f]/u;
const NOT_LETTERS = /[\p{Co}\p{Cs}\p{Cn}]/u;

/** What stands where the typeface has no glyph. */
export const MISSING = "\ufffd";

/** The text in composed letters, with plain line ends, and without marks that no typeface draws. */
export function printable(text: string, has: (codePoint: number) => boolean): string {
  const letter = (symbol: string): string => {
    if (symbol === "\n") return symbol;
    if (symbol === "\t") return " ";
    if (UNSEEN.test(symbol)) return "";
    return !NOT_LETTERS.test(symbol) && has(symbol.codePointAt(0)!) ? symbol : MISSING;
  };
  return [...text.normalize("NFC").replace(LINE_ENDS, "\n")].map(letter).join("");
}
