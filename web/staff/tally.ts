// An opened tally, unsealed here; it is working material and says so.

import { fromBase64url } from "../modules/bytes";
import { openText } from "../modules/keyring";
import { type Tally, readTally } from "../modules/tally";
import { get } from "./api";
import { type Child, h, heading, notice, section } from "./dom";
import { countsBox } from "./tally_counts";
import { periodName } from "./urns";
import type { Context, Place } from "./view";

/** The tally of one urn. */
export async function tallyView(context: Context, { urn, period }: Place & { at: "tally" }): Promise<HTMLElement> {
  const { sealed } = await get<{ sealed: string }>(`/api/staff/urns/${urn}/tally`);
  const text = await openText(fromBase64url(sealed), context.session.own).catch(() => null);
  return h(
    "div",
    {},
    h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "urns" }) }, "Alla urnor"),
    heading(`Räkning för ${periodName(period)}`),
    ...(text === null
      ? [notice("warn", h("p", {}, "Räkningen kan inte öppnas med dina nycklar. Den förslöts till dem som förvarade urnor den dag urnan öppnades."))]
      : contents(readTally(text))),
  );
}

function contents(tally: Tally): Child[] {
  return [
    notice(
      "warn",
      h("h2", {}, "Hemligt arbetsmaterial"),
      h("p", {}, "Det här är oskyddade tal. Ett litet tal kan peka ut en person. Publicera dem inte, mejla dem inte och skriv inte av dem i en rapport. Under Redovisning skyddas små tal innan något visas för andra."),
    ),
    h("dl", { class: "facts" }, fact("Valsedlar", tally.ballots), fact("Tomma, från uppföljningar", tally.dummies), fact("Ogiltiga", tally.invalid)),
    units(tally),
    tally.units.length > 0 && countsBox(tally),
  ];
}

function fact(name: string, number: number): HTMLElement {
  return h("div", {}, h("dt", {}, name), h("dd", {}, number.toLocaleString("sv-SE")));
}

function units({ units: rows }: Tally): HTMLElement {
  if (rows.length === 0) return section("units", "Per enhet", h("p", { class: "empty" }, "Urnan var tom: inga valsedlar under perioden."));
  // By name: units are never ranked.
  const sorted = [...rows].sort((a, b) => a.department.localeCompare(b.department, "sv") || a.name.localeCompare(b.name, "sv"));
  return section(
    "units",
    "Per enhet",
    h(
      "div",
      { class: "table-scroll", role: "group", "aria-label": "Tabell per enhet", tabindex: "0" },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Enhet"), h("th", { scope: "col", class: "roomy" }, "Förvaltning"), ...["Valsedlar", "Otillåten påverkan"].map((text) => h("th", { scope: "col", class: "number" }, text)))),
        h(
          "tbody",
          {},
          ...sorted.map(({ unit, name, department, ballots, undue }) =>
            h("tr", {}, h("th", { scope: "row" }, unit === null ? "Inte angiven" : name), h("td", { class: "roomy" }, department), h("td", { class: "number" }, String(ballots)), h("td", { class: "number" }, String(undue))),
          ),
        ),
      ),
    ),
    h("p", { class: "hint" }, "Otillåten påverkan: syftet uppfattades säkert eller troligen vara att påverka arbetet eller ett beslut."),
  );
}
