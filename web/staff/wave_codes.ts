// Codes: making them with their slips, voiding a spoiled one, and making good a box that is lost.

import { CODE_LENGTH, readCode } from "../modules/code";
import { type SlipUnit, type UnitDigests, digestOf } from "../modules/slips";
import { checksumOf } from "../modules/vote";
import { Refusal, post } from "./api";
import { type Child, announce, h } from "./dom";
import { Mend, confirm, field, form } from "./forms";
import type { Context } from "./view";
import type { Wave, WaveUnit } from "./wave_data";
import { filesBox } from "./wave_files";
import { makeSlips } from "./wave_slips";
import { counted, dayWords, grouped } from "./words";

const ONLY_HERE = "Koderna finns bara här och nu. Tjänsten sparar dem inte; tappar du filen får du spärra dem och göra nya.";

/** Makes codes for all units that lack some, or for one of them. */
export function codesBox(context: Context, wave: Wave): HTMLElement {
  const frame = h("div", { class: "codes" });
  const lacking = wave.units.filter((unit) => roomIn(unit) > 0);
  if (lacking.length === 0) {
    frame.append(h("p", {}, "Alla i ramen har fått en kod."));
    return frame;
  }
  const room = lacking.reduce((sum, unit) => sum + roomIn(unit), 0);
  const select = h(
    "select",
    {},
    h("option", { value: "" }, `Alla ${lacking.length} enheter: ${codesWords(room)}`),
    ...lacking.map((unit) => h("option", { value: unit.id }, `${unit.name}: ${codesWords(roomIn(unit))}`)),
  );
  const explanation: Child[] = [
    h("p", {}, h("strong", {}, ONLY_HERE)),
    h("p", {}, "Du får en PDF med lappar att skriva ut och en lista för eget utskick. Var och en får precis en kod, och ordningen är slumpad. Ha skrivaren i närheten."),
  ];
  const make = (): Promise<void> => {
    const chosen = lacking.filter(({ id }) => select.value === "" || id === select.value);
    return makeFor(context, wave, chosen.map((unit) => slipUnit(unit, roomIn(unit))), frame);
  };
  frame.append(
    h("p", {}, `${codesWords(room)} återstår att göra.`),
    lacking.length > 1 ? field("Koder till", select) : h("p", {}, `${lacking[0]!.name}: ${codesWords(room)}`),
    confirm("Gör koder", explanation, "Ja, gör koderna", "Gör koder …", make, "primary"),
  );
  return frame;
}

/** Voids one code that is spoiled or gone; it is typed here and never sent. */
export function voidBox(context: Context, wave: Wave): HTMLElement {
  const typed = h("input", { type: "text", class: "slip-code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false" });
  const spoil = async (): Promise<void> => {
    const code = readCode(typed.value);
    if (!code.ok) {
      throw new Mend(code.why === "length" ? `Koden har ${CODE_LENGTH} tecken. Du har skrivit ${code.count}.` : "Något tecken i koden stämmer inte. Jämför med lappen.", typed);
    }
    const { unit } = await post<{ unit: string }>(`/api/staff/waves/${wave.id}/void`, { digest: digestOf(code.code, wave.id) });
    typed.value = "";
    const name = wave.units.find(({ id }) => id === unit)?.name ?? "enheten";
    await context.refresh(`Koden är spärrad. Det finns plats för en ny på ${name}.`);
  };
  return form("Spärra koden", "Spärrar …", spoil, field("Koden på lappen", typed, "För en lapp som är förstörd eller har hamnat fel. En kod som redan är inlöst kan inte spärras."));
}

/** Voids every unused code of a unit and makes new ones in their place. */
export function lostBox(context: Context, wave: Wave): HTMLElement {
  const frame = h("div", { class: "lost" });
  const some = wave.units.filter(({ codes }) => codes > 0);
  const select = h("select", {}, ...some.map(({ id, name }) => h("option", { value: id }, name)));
  const replace = async (): Promise<void> => {
    const unit = some.find(({ id }) => id === select.value)!;
    const { room } = await post<{ room: number }>(`/api/staff/waves/${wave.id}/units/${unit.id}/void`, {});
    if (room === 0) return context.refresh("Alla koder på enheten var redan inlösta. Inget har ändrats.");
    await makeFor(context, wave, [slipUnit(unit, room)], frame);
  };
  const explanation: Child[] = [
    h("p", {}, "Alla oanvända koder på enheten spärras, också om några redan har delats ut. Koder som är inlösta gäller. Sedan görs nya koder, och alla på enheten som inte har svarat behöver en ny lapp."),
    h("p", {}, h("strong", {}, ONLY_HERE)),
  ];
  frame.append(
    h("p", {}, "Har lapparna kommit bort, eller filen innan den skrevs ut? Spärra dem, så kan ingen använda dem, och gör nya."),
    field("Enhet", select),
    confirm("Spärra och gör nya", explanation, "Ja, spärra och gör nya", "Spärrar och gör nya …", replace),
  );
  return frame;
}

/** Makes codes and slips and shows the files in place of what `frame` held. */
async function makeFor(context: Context, wave: Wave, units: readonly SlipUnit[], frame: HTMLElement): Promise<void> {
  const total = units.reduce((sum, { count }) => sum + count, 0);
  const sheet = {
    municipality: document.querySelector(".instance")?.textContent ?? "",
    title: wave.title,
    origin: wave.public_url,
    lastDay: dayWords(wave.closes),
    checksum: checksumOf(wave.units.map(({ id, name, department, key }) => ({ id, name, department, key: key ?? "" }))),
  };
  const bar = h("progress", { max: total, value: 0, "aria-label": "Lappar görs" });
  frame.querySelector(".confirm")?.append(bar);
  try {
    const files = await makeSlips(wave.id, units, sheet, (digests) => register(wave, digests), (drawn) => (bar.value = drawn));
    frame.replaceChildren(filesBox(context, wave, files, total, units.length, sheet.checksum, ONLY_HERE));
    frame.querySelector<HTMLElement>("h3")?.focus();
    announce(`${counted(total, "lapp är klar", "lappar är klara")}.`);
  } finally {
    bar.remove();
  }
}

async function register(wave: Wave, units: readonly UnitDigests[]): Promise<void> {
  await post(`/api/staff/waves/${wave.id}/codes`, { units }).catch((failure: unknown) => {
    if (!(failure instanceof Refusal) || failure.code !== "unreachable") throw failure;
    throw new Mend("Servern svarade inte, så lapparna gjordes inte. Uppdatera sidan. Har enheten ändå fått koder går de inte att använda: spärra dem under ”Kartongen är borta”.");
  });
}

function slipUnit({ id, name, department }: WaveUnit, count: number): SlipUnit {
  return { id, name, department, count };
}

function roomIn({ population, codes }: WaveUnit): number {
  return population - codes;
}

function codesWords(count: number): string {
  return `${grouped(count)} ${count === 1 ? "kod" : "koder"}`;
}
