// The fixed sentences of a case document, in one place for those who check the law.

/** The mark on a case that may hold secret information. */
export const SECRECY = {
  heading: "Sekretess – kontrollera före utlämnande",
  text: "Uppgifter i ärendet kan omfattas av sekretess. Kontrollera mot:",
};

/** The mark on a copy for disclosure. */
export const DISCLOSED = {
  heading: "Kopia för utlämnande",
  text: "Där det står ██████ har uppgifter utelämnats. Grunderna står sist i handlingen.",
};

/** How whoever asked for a document gets a decision and appeals it; information, not a decision. */
export const APPEAL = (municipality: string): readonly string[] => [
  "Den här texten är information, inte ett beslut.",
  "Du kan begära ett skriftligt beslut av myndigheten om att uppgifter inte lämnas ut (6 kap. 3 § offentlighets- och sekretesslagen, OSL). Ett sådant beslut behövs för att du ska kunna överklaga.",
  `Beslutet kan överklagas till kammarrätten (6 kap. 7 och 8 §§ OSL). Skriv till kammarrätten men skicka överklagandet till den nämnd i ${municipality} som har fattat beslutet. Det ska ha kommit in inom tre veckor från den dag då du fick del av beslutet.`,
  "Skriv vilket beslut du överklagar, vilken ändring du vill ha och varför. Skriv också namn och hur du kan nås.",
];
