// The tally of a counted wave, unsealed here: how many answered, and no more. The figures come through Redovisning.

import { fromBase64url } from "../modules/bytes";
import { get } from "./api";
import { type Child, h, heading, notice, section } from "./dom";
import type { Context, Place } from "./view";
import { type Wave, loadWave } from "./wave_data";
import { grouped, percentWords } from "./words";
import { unseal } from "./worker";

interface WaveTally {
  readonly ballots: number;
  readonly invalid: number;
  readonly units: readonly { readonly name: string; readonly department: string; readonly population: number; readonly counts: { readonly ballots: number } }[];
}

/** The tally of one wave. */
export async function waveTallyView(context: Context, { id }: Place & { at: "wave_tally" }): Promise<HTMLElement> {
  const [wave, { sealed }] = await Promise.all([loadWave(id), get<{ sealed: string }>(`/api/staff/urns/${id}/tally`)]);
  const text = await unseal(sealed, context.session.own).then(
    (bytes) => new TextDecoder().decode(fromBase64url(bytes)),
    () => null,
  );
  return h(
    "div",
    {},
    h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "wave", id }) }, "Tillbaka till mätningen"),
    heading(`Räkning av ${wave.code}`),
    ...(text === null
      ? [notice("warn", h("p", {}, "Räkningen kan inte öppnas med dina nycklar. Den förslöts till dem som förvarade urnor den dag mätningen räknades."))]
      : contents(wave, JSON.parse(text) as WaveTally)),
  );
}

function contents({ title }: Wave, { ballots, invalid, units }: WaveTally): Child[] {
  return [
    notice("warn", h("h2", {}, "Hemligt arbetsmaterial"), h("p", {}, "Det här är oskyddade tal. Publicera dem inte, mejla dem inte och skriv inte av dem i en rapport. Svaren visas först under Redovisning, där små tal skyddas.")),
    h("dl", { class: "facts" }, fact("Mätning", title), fact("Valsedlar", grouped(ballots)), fact("Ogiltiga", grouped(invalid))),
    section(
      "units",
      "Per enhet",
      h(
        "div",
        { class: "table-scroll", role: "group", "aria-label": "Tabell per enhet", tabindex: "0" },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Enhet"), h("th", { scope: "col", class: "roomy" }, "Förvaltning"), ...["Personer", "Svar", "Svarsandel"].map((name) => h("th", { scope: "col", class: "number" }, name)))),
          h("tbody", {}, ...units.map(row)),
        ),
      ),
    ),
  ];
}

function row({ name, department, population, counts }: WaveTally["units"][number]): HTMLElement {
  const numbers = [grouped(population), grouped(counts.ballots), percentWords(counts.ballots, population)];
  return h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "roomy" }, department), ...numbers.map((text) => h("td", { class: "number" }, text)));
}

function fact(name: string, value: string): HTMLElement {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}
