// What the cleaning speaks in: a sentence in both languages, a thing that was found, and a reason to refuse a file.

/** A sentence in both languages. */
export interface Wording {
  readonly sv: string;
  readonly en: string;
}

/** Something a file tells besides what it shows. */
export interface Finding {
  readonly what: Wording;
  readonly value: string;
  /** Part of what the file says, such as deleted text: it is shown but stays. */
  readonly stays?: true;
}

/** Why a file is not taken as it is; `whole` says whether it may still be sent untouched as evidence. */
export class Refused extends Error {
  constructor(
    readonly why: Wording,
    readonly whole = false,
  ) {
    super("the file is refused");
  }
}

const LONGEST_VALUE = 120;

/** A finding with its value cut to what can be shown. */
export function finding(what: Wording, value: string): Finding {
  const tidy = value.replace(/[\p{C}\s]+/gu, " ").trim();
  return { what, value: tidy.length > LONGEST_VALUE ? `${tidy.slice(0, LONGEST_VALUE)}…` : tidy };
}

/** The words for what is found. */
export const WHAT = {
  place: { sv: "Plats där bilden togs", en: "Place where the picture was taken" },
  camera: { sv: "Kamera eller telefon", en: "Camera or phone" },
  serial: { sv: "Serienummer", en: "Serial number" },
  date: { sv: "Datum", en: "Date" },
  author: { sv: "Upphovsperson", en: "Author" },
  editor: { sv: "Senast ändrad av", en: "Last changed by" },
  company: { sv: "Organisation", en: "Organisation" },
  title: { sv: "Titel eller beskrivning", en: "Title or description" },
  program: { sv: "Program", en: "Program" },
  comment: { sv: "Inbäddad kommentar", en: "Embedded comment" },
  thumbnail: { sv: "Miniatyrbild", en: "Thumbnail" },
  other: { sv: "Andra uppgifter om filen", en: "Other particulars of the file" },
  after: { sv: "Uppgifter efter filens slut", en: "Data after the end of the file" },
  moving: { sv: "Rörelse (blir en stillbild)", en: "Motion (becomes a still picture)" },
  commenters: { sv: "Vem som skrivit eller ändrat i dokumentet", en: "Who wrote or changed the document" },
  commented: { sv: "När någon skrev eller ändrade", en: "When somebody wrote or changed" },
  editing: { sv: "Spår av redigeringen", en: "Traces of editing" },
  path: { sv: "Sökväg eller adress till en annan fil", en: "Path or address of another file" },
  printer: { sv: "Skrivare", en: "Printer" },
  versions: { sv: "Tidigare versioner i filen", en: "Earlier versions inside the file" },
  enclosed: { sv: "Filer inuti filen", en: "Files inside the file" },
  script: { sv: "Programkod", en: "Program code" },
  deleted: { sv: "Struken text och andra spårade ändringar", en: "Deleted text and other tracked changes" },
  hidden: { sv: "Dolda delar", en: "Hidden parts" },
  notes: { sv: "Anteckningar till bilder", en: "Notes to slides" },
  comments: { sv: "Kommentarer", en: "Comments" },
  pictures: { sv: "Uppgifter i inbäddade bilder", en: "Particulars in embedded pictures" },
  layer: { sv: "Lager, märkning och anmärkningar i sidorna", en: "Layers, marks and remarks in the pages" },
  named: { sv: "Namn och sökvägar som också står i texten", en: "Names and paths that also stand in the text" },
  covered: {
    sv: "Text som inte syns, till exempel under svarta rutor eller i dolda rader, kan finnas kvar och gå att läsa",
    en: "Text that does not show, such as under black boxes or in hidden rows, can remain and be read",
  },
} as const satisfies Record<string, Wording>;

/** The reasons for refusing. */
export const WHY = {
  unknown: {
    sv: "Det går inte att se vad det här är för sorts fil. Du kan bifoga bilder, PDF, dokument från Office eller LibreOffice, ren text och ljud.",
    en: "It is not possible to tell what kind of file this is. You can attach pictures, PDF, documents from Office or LibreOffice, plain text and sound.",
  },
  empty: { sv: "Filen är tom.", en: "The file is empty." },
  broken: { sv: "Filen är skadad eller gjord på ett sätt som inte går att rensa.", en: "The file is damaged or made in a way that cannot be cleaned." },
  picture: {
    sv: "Webbläsaren kan inte läsa den här bilden, så den går inte att rensa. Öppna den på telefonen eller datorn, ta en skärmbild och bifoga skärmbilden.",
    en: "The browser cannot read this picture, so it cannot be cleaned. Open it on the phone or computer, take a screenshot and attach the screenshot.",
  },
  encrypted: { sv: "Filen är låst med lösenord. Spara en kopia utan lösenord och bifoga den.", en: "The file is locked with a password. Save a copy without a password and attach it." },
  signed: {
    sv: "Filen är digitalt signerad. Signaturen säger vem som skrev under, och den går sönder om filen rensas. Ta en skärmbild eller skriv ut till en ny PDF.",
    en: "The file is digitally signed. The signature says who signed, and breaks if the file is cleaned. Take a screenshot or print to a new PDF.",
  },
  layers: { sv: "PDF-filen har dolda lager. Skriv ut den till en ny PDF och bifoga den.", en: "The PDF has hidden layers. Print it to a new PDF and attach that." },
  pdfPicture: {
    sv: "PDF-filen har bilder i ett format som inte går att rensa. Skriv ut den till en ny PDF eller ta skärmbilder.",
    en: "The PDF has pictures in a format that cannot be cleaned. Print it to a new PDF or take screenshots.",
  },
  form: {
    sv: "PDF-filen är ett formulär vars svar ritas först när den öppnas. Skriv ut den till en ny PDF och bifoga den.",
    en: "The PDF is a form whose answers are drawn only when it is opened. Print it to a new PDF and attach that.",
  },
  macros: { sv: "Filen innehåller makron eller annan programkod. Spara den som PDF och bifoga PDF-filen.", en: "The file holds macros or other program code. Save it as PDF and attach the PDF." },
  embedded: { sv: "Filen innehåller andra filer. Spara den som PDF och bifoga PDF-filen.", en: "The file holds other files. Save it as PDF and attach the PDF." },
  old: {
    sv: "Filen är i ett äldre Office-format eller låst med lösenord. Spara den som PDF eller i dagens format, utan lösenord.",
    en: "The file is in an older Office format or locked with a password. Save it as PDF or in today’s format, without a password.",
  },
  film: { sv: "Film går inte att rensa här. Bifoga skärmbilder eller bara ljudet.", en: "Film cannot be cleaned here. Attach screenshots or the sound alone." },
  formatted: {
    sv: "Det här är formaterad text (till exempel ett brev med sändningsuppgifter). Spara den som PDF eller ta en skärmbild.",
    en: "This is formatted text (such as an e-mail with its routing data). Save it as PDF or take a screenshot.",
  },
  remains: {
    sv: "Filen gick inte att rensa helt. Ta en skärmbild eller skriv ut till en ny PDF och bifoga den.",
    en: "The file could not be cleaned entirely. Take a screenshot or print to a new PDF and attach that.",
  },
} as const satisfies Record<string, Wording>;

/** The refusal of a file that is too large, with its size said. */
export function tooLarge(size: number): Refused {
  const mega = (size / 1_000_000).toFixed(1);
  return new Refused({
    sv: `Filen är för stor: ${mega.replace(".", ",")} MB. Den får vara högst 16,7 MB.`,
    en: `The file is too large: ${mega} MB. It may be at most 16.7 MB.`,
  });
}
