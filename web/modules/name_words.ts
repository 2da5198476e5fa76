// Small word lists behind the question "namn på en person?"; a miss only means that the question is not put.

/** Words after which a capital letter is probably a name. */
export const NAME_CUES = "heter hette kallas kallad namn herr fru fröken kollegan chefen klienten brukaren eleven mannen kvinnan handläggaren rektorn named called mr mrs ms"
  .split(" ")
  .map((word) => `[${word[0]!.toUpperCase()}${word[0]}]${word.slice(1)}`)
  .join("|");

/** Words that often begin a sentence and are no part of a name. */
export const OPENERS: ReadonlySet<string> = new Set(
  "jag vi du ni han hon hen de den det dem en ett i på när efter sedan då där min mitt mina vår vårt våra om men och att enligt under igår idag sen därför ingen någon alla både också inte var vem vad the i we he she they it a an in on at my our when after then".split(" "),
);

/** Endings and words of places, organisations and services. */
export const PLACE_WORDS =
  /(?:gatan|vägen|torget|kommun|stad|region|län|nämnd(?:en)?|förvaltning(?:en)?|skola(?:n)?|enhet(?:en)?|polis(?:en)?|domstol(?:en)?|verket|bolaget|Facebook|Instagram|Teams|Sverige|Sweden|Stockholm|Göteborg|Malmö)$/iu;

/** Common first names of many origins. */
export const FIRST_NAMES: ReadonlySet<string> = new Set(
  ("maria anna margareta elisabeth eva kristina birgitta karin elisabet marie ingrid christina linnéa kerstin sofia marianne lena " +
    "emma johanna sara elin malin jenny susanne ulla inger camilla hanna sandra åsa amanda ida monica helena julia alice elsa maja " +
    "erik lars karl anders johan per nils jan carl mikael lennart hans olof peter gunnar sven fredrik bengt bo daniel gustav åke " +
    "göran alexander magnus martin stefan andreas mats thomas henrik leif björn jonas axel christian emil kjell oscar oskar mattias " +
    "robert viktor david simon patrik tommy kent joakim marcus markus niklas " +
    "ali mohamed mohammed muhammad ahmed ahmad hassan hussein omar ibrahim mustafa abdi yusuf fatima amina zahra leila layla mariam " +
    "aisha noor nour zeinab elena olga natalia ivan milan goran zoran jasmina amir reza maryam aleksander katarzyna piotr anton")
    .split(" "),
);
