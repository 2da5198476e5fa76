// The gallring protocol of a counted wave: on paper, as a file for the archive, or as text.

import { type Child, h, section } from "./dom";
import { act } from "./forms";
import type { Context } from "./view";
import type { Protocol, Wave } from "./wave_data";
import { download } from "./wave_files";
import { unitTable } from "./wave_progress";
import { dayWords, grouped } from "./words";

const DESTROYED = "Valsedlarna, koderna, enheternas signeringsnycklar och urnans nyckel.";

type Line = readonly [string, string];

/** The protocol as lines of name and value. */
export function protocolLines(protocol: Protocol): Line[] {
  const sum = (of: (unit: Protocol["units"][number]) => number): number => protocol.units.reduce((total, unit) => total + of(unit), 0);
  return [
    ["Mätning", `${protocol.wave}, ${protocol.title}`],
    ["Räknad och gallrad", dayWords(protocol.day)],
    ["Gallringsbeslut", protocol.disposal],
    ["Förstört", DESTROYED],
    ["Valsedlar", `${grouped(protocol.ballots)}, varav ${grouped(protocol.invalid)} ogiltiga`],
    ["Koder", `${grouped(sum(({ codes }) => codes))} giltiga, varav ${grouped(sum(({ traded }) => traded))} inlösta, och ${grouped(sum((unit) => unit.void))} spärrade`],
    ["Frågorna (SHA-256)", protocol.questionnaire_hash],
    ["Grupperna (SHA-256)", protocol.plan_hash],
  ];
}

/** The protocol as plain text. */
export function protocolText(protocol: Protocol, municipality: string): string {
  const units = protocol.units.map(
    ({ department, name, population, codes, traded, void: spoiled, answered }) =>
      `${department === "" ? "" : `${department}, `}${name}: ${population} personer, ${codes} koder, ${traded} inlösta, ${spoiled} spärrade, ${answered} svar`,
  );
  return ["Gallringsprotokoll", municipality, "", ...protocolLines(protocol).map(([name, value]) => `${name}: ${value}`), "", ...units, ""].join("\r\n");
}

/** The protocol, with ways to take it away, and the way to the tally. */
export function protocolBox(context: Context, { id, code }: Wave, protocol: Protocol): HTMLElement {
  const municipality = document.querySelector(".instance")?.textContent ?? "";
  const paper: Child[] = [
    h("h3", {}, "Gallringsprotokoll"),
    h("p", {}, municipality),
    h("dl", { class: "protocol" }, ...protocolLines(protocol).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    unitTable(protocol.units, "Protokollet per enhet"),
  ];
  const save = (text: string, type: string, ending: string): void => download(new Blob([text], { type }), `gallringsprotokoll-${code}.${ending}`);
  return section(
    "protocol",
    "Mätningen är räknad",
    h("p", {}, "Valsedlarna är förstörda. Räkningen är hemligt arbetsmaterial tills den har gått genom Redovisning."),
    act("Visa räkningen", () => context.go({ at: "wave_tally", id })),
    h("div", { class: "paper" }, ...paper),
    h(
      "div",
      { class: "row" },
      act("Skriv ut protokollet", () => window.print(), { class: "secondary" }),
      act("Hämta som text", () => save(protocolText(protocol, municipality), "text/plain;charset=utf-8", "txt"), { class: "quiet" }),
      act("Hämta som JSON", () => save(JSON.stringify(protocol, null, 2), "application/json", "json"), { class: "quiet" }),
    ),
  );
}
