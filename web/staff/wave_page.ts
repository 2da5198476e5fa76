// One wave: what it is, how far it has come, and what can be done with it now.

import { type Child, h, heading, notice, section } from "./dom";
import { act } from "./forms";
import { withoutKey } from "./urns";
import type { Context, Place } from "./view";
import { codesBox, lostBox, voidBox } from "./wave_codes";
import { PHASES, POPULATIONS, type Wave, loadWave } from "./wave_data";
import { closeBox, countBox, sealedKeyOf } from "./wave_end";
import { progressBox } from "./wave_progress";
import { protocolBox } from "./wave_protocol";
import { reminderBox } from "./wave_reminder";
import { counted, dayWords, grouped } from "./words";

const EVERY_MS = 1_500;

/** The page of one wave. */
export async function waveView(context: Context, { id }: Place & { at: "wave" }): Promise<HTMLElement> {
  const [wave, sealed] = await Promise.all([loadWave(id), sealedKeyOf(id)]);
  const { phase, units } = wave;
  const running = phase === "planned" || phase === "open";
  const ready = units.every(({ key }) => key !== null);
  const progress = phase !== "counted" && units.some(({ codes, answered }) => codes + answered > 0) && progressBox(wave);
  const codes = running && ready && section("codes", "Koder och lappar", codesBox(context, wave), ...handed(context, wave));
  const hasCodes = units.some(({ codes: made }) => made > 0);
  return h(
    "div",
    {},
    h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "waves" }) }, "Alla mätningar"),
    h("div", { class: "title-row" }, heading(wave.title), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    facts(wave),
    phase !== "counted" && sealed === null && withoutKey(),
    running && !ready && keysBox(context, wave),
    phase === "closed" && countBox(context, wave, sealed),
    wave.protocol !== null && protocolBox(context, wave, wave.protocol),
    ...(hasCodes ? [progress, codes] : [codes, progress]),
    phase === "open" && hasCodes && reminderBox(wave),
    phase === "open" && closeBox(context, wave),
    about(context, wave),
  );
}

function handed(context: Context, wave: Wave): Child[] {
  return wave.units.some(({ codes }) => codes > 0) ? [h("h3", { class: "part" }, "Spärra en kod"), voidBox(context, wave), h("h3", { class: "part" }, "Kartongen är borta"), lostBox(context, wave)] : [];
}

function facts({ code, population, opens, closes, phase, reference_from: from, reference_to: to, disposal, units }: Wave): HTMLElement {
  const persons = units.reduce((sum, unit) => sum + unit.population, 0);
  const rows: readonly (readonly [string, string])[] = [
    ["Mätning", code],
    ["Till", POPULATIONS[population]],
    ["Läge", phase === "closed" ? "Stängd – kan räknas efter nattens blandning" : PHASES[phase]],
    ["Öppen", `${dayWords(opens)} till ${dayWords(closes)}`],
    ["Perioden som frågorna gäller", `${dayWords(from)} till ${dayWords(to)}`],
    ["Ram", `${grouped(persons)} personer i ${counted(units.length, "enhet", "enheter")}`],
    ["Gallringsbeslut", disposal],
  ];
  return h("dl", { class: "facts" }, ...rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

/** How many units have their signing keys; the page is shown anew when all have. */
function keysBox(context: Context, wave: Wave): HTMLElement {
  const bar = h("progress", { max: wave.units.length, value: 0, "aria-label": "Nycklar görs" });
  const words = h("p");
  const say = ({ units }: Wave): boolean => {
    const made = units.filter(({ key }) => key !== null).length;
    bar.value = made;
    words.textContent = `Nycklar görs: ${made} av ${units.length}`;
    return made === units.length;
  };
  const box = notice("info", h("h2", {}, "Enheternas nycklar görs"), bar, words, h("p", { class: "hint" }, "Varje enhet får en egen nyckel. Därefter kan koderna göras. Du kan lämna sidan så länge."));
  const watch = async (): Promise<void> => {
    const latest = box.isConnected ? await loadWave(wave.id).catch(() => null) : null;
    if (!box.isConnected) return;
    if (latest !== null && say(latest)) return context.refresh("Alla nycklar är gjorda.");
    window.setTimeout(() => void watch(), EVERY_MS);
  };
  say(wave);
  window.setTimeout(() => void watch(), EVERY_MS);
  return box;
}

function about(context: Context, wave: Wave): HTMLElement {
  const { questionnaire, questionnaire_hash, plan_hash, groups, number, opens, reference_from, reference_to } = wave;
  const preview = (): void =>
    context.go({ at: "wave_questions", asked: { questionnaire, number, days: { opens, reference_from, reference_to } }, back: { at: "wave", id: wave.id } });
  const sum = (name: string, why: string, hash: string): HTMLElement => h("div", {}, h("dt", {}, name), h("dd", {}, h("code", {}, hash)), h("dd", { class: "hint" }, why));
  return section(
    "about",
    "Frågor och redovisning",
    act("Förhandsgranska frågorna", preview, { class: "secondary" }),
    h("h3", { class: "part" }, "Så här grupperas enheterna, bestämt i förväg"),
    h("p", {}, "Utsatthet och svarsandel redovisas för de här grupperna. En grupp med för få svar visas inte."),
    h("ul", { class: "wave-groups" }, ...groups.map((group) => h("li", {}, `${group.name}, ${counted(group.population, "person", "personer")}`))),
    h(
      "details",
      { class: "sums" },
      h("summary", {}, "Kontrollsummor"),
      h(
        "dl",
        {},
        sum("Frågorna", "SHA-256 av frågeformuläret. Det följer med varje svar, så att inga andra frågor kan ha ställts.", questionnaire_hash),
        sum("Grupperna", "SHA-256 av planen för redovisningen. Den kan jämföras efteråt med vad som publicerades.", plan_hash),
      ),
    ),
  );
}
