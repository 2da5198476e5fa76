// The codes of fields in a Word document: a page number stays, a code that fetches a file or names somebody is emptied.
// A code can be cut over several runs, so runs are judged together up to the next mark of a field.

const PLAIN = /^\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|DATE|TIME|TOC|TC|INDEX|XE|REF|PAGEREF|NOTEREF|STYLEREF|SEQ|LISTNUM|HYPERLINK|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|SYMBOL|EQ|=)(?![A-Za-z])/i;
const PATH = /(?<![a-z])[a-z]:[\\/]|\\\\|file:|[\\/](users|home)[\\/]/i;
const RUNS = /<(?:\w+:)?fldChar\b[^>]*>|(<((?:\w+:)?(?:instrText|delInstrText))(?:\s[^>]*)?>)([^<]*)(?=<\/\2>)/g;
// What follows upon a field inside the field: a switch, a comparison.
const CONTINUED = /^\s*(\\[*@#!]|&[lg]t;|>|=|\d|$)/;

/** Whether the code of a field may stay. */
export function isPlainField(code: string): boolean {
  return (PLAIN.test(code) || CONTINUED.test(code)) && !PATH.test(code.replaceAll("&quot;", '"'));
}

/** The codes that may not stay. */
export function tellingFields(xml: string): string[] {
  return codesIn(xml).filter(({ code }) => !isPlainField(code)).map(({ code }) => code);
}

/** The XML with the codes that may not stay emptied. */
export function withPlainFields(xml: string): string {
  let [kept, from] = ["", 0];
  for (const { runs } of codesIn(xml).filter(({ code }) => !isPlainField(code))) {
    for (const { start, end } of runs) {
      kept += xml.slice(from, start);
      from = end;
    }
  }
  return kept + xml.slice(from);
}

interface Code {
  code: string;
  readonly runs: { readonly start: number; readonly end: number }[];
}

function codesIn(xml: string): Code[] {
  const codes: Code[] = [];
  let open: Code | null = null;
  for (const match of xml.matchAll(RUNS)) {
    const [whole, tag, , text] = match;
    if (tag === undefined) {
      open = null;
      continue;
    }
    if (open === null) codes.push((open = { code: "", runs: [] }));
    open.code += text ?? "";
    open.runs.push({ start: match.index + tag.length, end: match.index + whole.length });
  }
  return codes;
}
