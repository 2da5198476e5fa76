// A reminder to everybody. It goes to all, because nobody can see who has answered.

import { announce, h, section } from "./dom";
import { act, field } from "./forms";
import type { Wave } from "./wave_data";
import { added } from "./wave_progress";
import { dayWords } from "./words";

const FEWEST = 20;

/** The text of a reminder; how many have answered is said only where they are not few. */
export function reminderText(wave: Pick<Wave, "title" | "closes" | "units">, origin: string): string {
  const { population, answered } = added(wave.units);
  const share = answered >= FEWEST ? ` Hittills har ${Math.round((100 * answered) / population)} procent svarat.` : "";
  return [
    `Påminnelse: ${wave.title}`,
    `Enkäten är öppen till och med ${dayWords(wave.closes)}.${share}`,
    `Du svarar med koden på din lapp, på ${origin}/enkat. Det tar 4–7 minuter. Svara på mobilen eller datorn, gärna inte på jobbets nät.`,
    "Koden visar att du får svara. Den kan inte kopplas till ditt svar.",
    "Alla får den här påminnelsen, för ingen kan se vem som har svarat. Har du redan svarat: tack! Då behöver du inte göra något.",
  ].join("\n\n");
}

/** The reminder to copy. */
export function reminderBox(wave: Wave): HTMLElement {
  const text = h("textarea", { rows: "12", readonly: true });
  text.value = reminderText(wave, wave.public_url);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text.value).catch(() => {
      text.select();
      document.execCommand("copy");
    });
    announce("Texten är kopierad.");
  };
  return section("reminder", "Påminnelse", field("Text att skicka till alla i ramen", text), act("Kopiera texten", copy, { class: "secondary" }));
}
