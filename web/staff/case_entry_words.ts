// What an officer wrote, in plain words: the same on the page, in the printed case and in a copy for disclosure.

import { formWords } from "../modules/case/form_words";
import type { Entry } from "../modules/case/entry";
import triage from "../form/triage.json";
import { caseName, dayWords, statusWord } from "./words";

/** An entry in words. */
export interface EntryWords {
  readonly heading: string;
  readonly facts: readonly (readonly [term: string, value: string])[];
  readonly text: string;
}

const YES_NO = { yes: "Ja", no: "Nej", unclear: "Oklart" } as const;
const POLICE = { report: "Anmäls", no_report: "Anmäls inte", not_yet: "Kan inte anmälas ännu" } as const;
const AGAINST = { operations: "Verksamheten", person: "En person" } as const;
const DISCLOSURE = { whole: "Lämnas ut", masked: "Lämnas ut med maskade uppgifter", refused: "Lämnas inte ut" } as const;

/** The words of a code in one of the catalogues; a code that is no longer there stands as it is. */
export function catalogueWord(list: readonly { readonly code: string | number; readonly text: string }[], code: string | number | null): string {
  return list.find((one) => one.code === code)?.text ?? String(code ?? "");
}

/** An entry in words. */
export function entryWords(entry: Entry): EntryWords {
  const say = (heading: string, ...facts: readonly (readonly [string, string | false])[]): EntryWords => ({
    heading,
    facts: facts.filter((fact): fact is readonly [string, string] => fact[1] !== false && fact[1] !== ""),
    text: "text" in entry ? entry.text : "",
  });
  switch (entry.kind) {
    case "note":
      return say("Anteckning");
    case "reply":
      return say(entry.asks ? "Svar med fråga" : "Svar");
    case "protective":
      return say("Skyddsåtgärd", ["Sekretess", entry.ground]);
    case "assessment":
      return say(
        "Bedömning",
        ["Allvar", catalogueWord(triage.severities, entry.severity)],
        ["Misstänkt brott", YES_NO[entry.crime]],
        ["Någon inom kommunen delaktig", YES_NO[entry.insider]],
        ["Allvarlig fara för liv eller hälsa", YES_NO[entry.danger]],
        ["Händelsen", entry.forms !== null && formWords(entry.forms).join(", ")],
      );
    case "police":
      return say(
        "Polisanmälan",
        ["Beslut", POLICE[entry.decision]],
        ["Grund", entry.ground !== null && catalogueWord(triage.grounds, entry.ground)],
        ["Brott", entry.crime !== null && catalogueWord(triage.crimes, entry.crime)],
        ["Riktat mot", entry.against !== null && AGAINST[entry.against]],
        ["K-nummer", entry.number],
        ["Beslutat av", entry.role],
        ["Beslutsdag", dayWords(entry.day)],
      );
    case "work_environment":
      return say(
        "Arbetsmiljöverket",
        ["Beslut", entry.decision === "notified" ? "Anmält (AML 3 kap. 3 a §)" : "Anmälan behövs inte"],
        ["Beslutat av", entry.role],
        ["Beslutsdag", dayWords(entry.day)],
      );
    case "measure":
      return say(
        "Åtgärd",
        ["Vad", catalogueWord(triage.measures, entry.measure)],
        ["Klar senast", entry.due !== null && dayWords(entry.due)],
        ["Gjord", entry.done === null ? "Inte än" : dayWords(entry.done)],
      );
    case "consultation":
      return say("Samråd", ["Med", entry.with.join(", ")], ["Dag", dayWords(entry.day)]);
    case "whistleblowing":
      return say("Hänvisat till visselblåsarfunktionen");
    case "authority":
      return say("Underrättelse till annan myndighet", ["Myndighet", entry.authority]);
    case "feedback":
      return say("Återkoppling till den som rapporterade");
    case "status":
      return say(entry.to === "closed" ? "Ärendet avslutat" : "Ny status", ["Status", statusWord(entry.to)]);
    case "assigned":
      return say("Handläggare", ["Ansvarig", entry.to ?? "Ingen"]);
    case "disqualified":
      return say("Jäv", ["Får inte läsa", entry.person]);
    case "consulted":
      return say(entry.until === null ? "Rådfrågning avslutad" : "Rådfrågad", ["Vem", entry.person], ["Till och med", entry.until !== null && dayWords(entry.until)]);
    case "mark":
      return say("Märkning", ["Märkt som", entry.mark === null ? "Ingenting – märket borttaget" : catalogueWord(triage.marks, entry.mark)]);
    case "merged":
      return say(entry.into === null ? "Hopslagning upphävd" : "Hopslaget", ["Fortsätter i", entry.into !== null && caseName(entry.into)]);
    case "split":
      return say("Delat", ["Andra händelsen", caseName(entry.into)], ["Händelsen", formWords(entry.forms).join(", ")]);
    case "attachments":
      return say("Bilaga");
    case "disclosure":
      return say("Utlämnande", ["Beslut", DISCLOSURE[entry.decision]], ["Grunder", entry.grounds.join(", ")]);
    case "hold":
      return say(entry.held ? "Gallringsstopp satt" : "Gallringsstopp hävt");
    case "title":
      return say("Rubrik", ["Ny rubrik", entry.title]);
  }
}
