// What each file of a fixed report is called and what it is for, the most used first.

export interface FileWords {
  readonly label: string;
  readonly use: string;
}

const FILES: readonly (readonly [name: string, label: string, use: string])[] = [
  ["namndrapport.pdf", "Rapporten (PDF)", "Till kallelsen, arkivet och utskrift"],
  ["namndrapport.docx", "Rapporten (Word)", "Att klistra in i nämndens egen mall"],
  ["styrgrupp.pdf", "En sida till styrgruppen (PDF)", "Det viktigaste på en sida"],
  ["namndrapport.html", "Rapporten (webbsida)", "Att läsa i telefon eller dator"],
  ["namndrapport.xlsx", "Tabellerna (Excel)", "För den som vill räkna vidare"],
  ["namndrapport.csv", "Tabellerna (CSV)", "Samma tabeller i en enkel textfil"],
  ["namndrapport.json", "Rapporten (JSON)", "För andra system"],
  ["utbyte.json", "Utbytesfil (JSON)", "För jämförelse mellan kommuner"],
  ["data-dictionary.json", "Variabelförteckning (JSON)", "Förklarar varje variabel i filerna"],
];

/** A file in words, or `null` for a table of a statistics database, of which there are many. */
export function fileWords(name: string): FileWords | null {
  if (name.endsWith(".px")) return null;
  const known = FILES.find(([one]) => one === name);
  return known === undefined ? { label: name, use: "" } : { label: known[1], use: known[2] };
}

/** Files in the order they are shown: those that are known first, tables by their numbers. */
export function inOrder(names: readonly string[]): string[] {
  const rank = (name: string): number => FILES.findIndex(([one]) => one === name) + (FILES.some(([one]) => one === name) ? 0 : FILES.length + 1);
  return [...names].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, "sv", { numeric: true }));
}
