// The words around attachments, in both languages.

import type { FileType } from "../../modules/attachment";
import type { Both } from "../page";

export const WORDS = {
  heading: { sv: "Bilagor (frivilligt)", en: "Attachments (optional)" },
  help: {
    sv: "Du kan bifoga högst fem bilder, PDF-filer, dokument, textfiler eller ljud. Webbläsaren tar bort uppgifter om plats, tid, apparat och namn innan filen förseglas, och visar vad den hittade.",
    en: "You can attach at most five pictures, PDFs, documents, text files or sound. The browser removes data about place, time, device and names before the file is sealed, and shows what it found.",
  },
  caution: {
    sv: "Innehållet kan ändå avslöja dig: ansikten, röster, speglingar, handstil, eller vilka andra som har fått dokumentet. Bilagan syns på nätverket som mer trafik. Den blir en allmän handling, och sekretessen prövas om någon begär ut den.",
    en: "The content can still give you away: faces, voices, reflections, handwriting, or who else was sent the document. The attachment is seen on the network as more traffic. It becomes a public record, and secrecy is tested if somebody asks for it.",
  },
  choose: { sv: "Välj filer", en: "Choose files" },
  looking: { sv: "Går igenom filen.", en: "Looking through the file." },
  added: { sv: "Bilagan är tillagd.", en: "The attachment is added." },
  removed: { sv: "Bilagan är borttagen.", en: "The attachment is removed." },
  remove: { sv: "Ta bort", en: "Remove" },
  nothing: { sv: "Inga dolda uppgifter hittades.", en: "No hidden data was found." },
  goes: { sv: "Det här tas bort:", en: "This is removed:" },
  goesAlong: { sv: "Det här följer med:", en: "This goes along:" },
  stays: { sv: "Det här finns kvar i dokumentet. Ta bort det själv om det kan avslöja dig:", en: "This stays in the document. Remove it yourself if it can give you away:" },
  name: { sv: "Behåll filens eget namn", en: "Keep the file’s own name" },
  original: { sv: "Behåll originalet orört som bevis – då följer uppgifterna ovan med", en: "Keep the original untouched as evidence – then the data above goes along" },
  kept: { sv: "original, orört", en: "original, untouched" },
  tooMany: { sv: "Du kan bifoga högst fem filer.", en: "You can attach at most five files." },
  failed: { sv: "Webbläsaren klarade inte att gå igenom filen. Försök igen, eller skicka utan den.", en: "The browser could not look through the file. Try again, or send without it." },
  waiting: { sv: "Vänta tills filerna är genomgångna.", en: "Wait until the files have been looked through." },
  undecided: {
    sv: "En bilaga går inte att rensa. Ta bort den, eller välj att behålla originalet orört.",
    en: "One attachment cannot be cleaned. Remove it, or choose to keep the original untouched.",
  },
} as const satisfies Record<string, Both>;

const IMAGE: Both = { sv: "bild", en: "picture" };
const SOUND: Both = { sv: "ljud", en: "sound" };

/** What sort of file a type is, in words. */
export function typeInWords(type: FileType): Both {
  if (type.startsWith("image/")) return IMAGE;
  if (type.startsWith("audio/")) return SOUND;
  if (type === "application/pdf") return { sv: "PDF", en: "PDF" };
  return type === "text/plain" ? { sv: "text", en: "text" } : { sv: "dokument", en: "document" };
}

/** A size in words: `1,2 MB`. */
export function sizeInWords(size: number): Both {
  const [amount, unit] = size < 1_000_000 ? [String(Math.max(1, Math.round(size / 1_000))), "kB"] : [(size / 1_000_000).toFixed(1), "MB"];
  return { sv: `${amount.replace(".", ",")} ${unit}`, en: `${amount} ${unit}` };
}
