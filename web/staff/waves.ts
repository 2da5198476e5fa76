// Mätningar: every survey wave, and the way to a new one.

import { h, heading } from "./dom";
import { act } from "./forms";
import { prepareUrns } from "./urn_prepare";
import type { Context, View } from "./view";
import { PHASES, POPULATIONS, type WaveRow, loadWaves } from "./wave_data";
import { hasPlanDraft } from "./wave_plan_draft";
import { dayWords } from "./words";

/** All waves, the latest first. */
export const wavesView: View = async (context) => {
  await prepareUrns(context.session).catch(() => false);
  const { waves } = await loadWaves();
  return h(
    "div",
    {},
    h("div", { class: "title-row" }, heading("Mätningar"), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    h("p", { class: "lead" }, "En mätning är en enkät till alla i en ram. Var och en får en kod och kan svara en gång. Ingen kan se vem som har svarat vad."),
    act(hasPlanDraft() ? "Fortsätt planera" : "Planera en mätning", () => context.go({ at: "wave_plan" })),
    waves.length === 0 ? h("p", { class: "empty" }, "Inga mätningar än.") : h("ul", { class: "plain-list waves" }, ...waves.map((wave) => row(context, wave))),
  );
};

function row(context: Context, { id, code, title, population, opens, closes, phase }: WaveRow): HTMLElement {
  return h(
    "li",
    { class: "urn wave" },
    h(
      "div",
      { class: "case-row-head" },
      h("h2", {}, h("button", { type: "button", class: "case-link", onclick: () => context.go({ at: "wave", id }) }, title, h("span", { class: "unseen" }, `, ${code}`))),
      h("span", { class: `status wave-${phase}` }, PHASES[phase]),
    ),
    h("p", { class: "hint" }, `${code} · ${POPULATIONS[population]} · ${dayWords(opens)} till ${dayWords(closes)}`),
    phase === "closed" && h("p", {}, "Kan räknas efter nattens blandning."),
  );
}
