// What is seldom done with a case: marking, merging, splitting, legal hold, disclosure and export.

import triage from "../form/triage.json";
import type { Mark } from "../modules/case/entry";
import { exportPart } from "./case_export";
import { catalogueWord } from "./case_entry_words";
import { Fields } from "./case_fields";
import { mergePart, splitPart } from "./case_merge";
import { type CasePage, isChief, writeAndShow } from "./case_page";
import { type Child, h, section } from "./dom";
import { confirm } from "./forms";

/** The box. */
export function moreBox(page: CasePage): HTMLElement {
  const { context, opened } = page;
  return section(
    "more",
    "Mer",
    h("button", { type: "button", class: "secondary", onclick: () => context.go({ at: "case_disclosure", id: opened.data.id }) }, "Utlämnande och maskning"),
    exportPart(page),
    mergePart(page),
    splitPart(page),
    markPart(page),
    holdPart(page),
  );
}

function markPart(page: CasePage): Child {
  const { state, data } = page.opened;
  const fields = new Fields(data.id, "mark");
  const text = fields.text("text", "Varför", { must: "Skriv varför.", rows: 2 });
  if (state.mark !== null) {
    const word = catalogueWord(triage.marks, state.mark).toLowerCase();
    const away = async (): Promise<void> => writeAndShow(page, "mark", { entry: { kind: "mark", mark: null, text: text.value() } }, "Märket är borttaget.");
    return confirm(`Inte ${word} längre`, [text.element], "Ta bort märket", "Sparar …", away, "primary");
  }
  const mark = fields.choice("mark", "Märk som", triage.marks, { must: "Välj ett märke." });
  const save = async (): Promise<void> => writeAndShow(page, "mark", { entry: { kind: "mark", mark: mark.value() as Mark, text: text.value() } }, "Ärendet är märkt.");
  return confirm(
    "Märk som prov, skräp eller dubblett",
    [h("p", {}, "Ett märkt ärende behöver inga beslut. Hur många som har märkts redovisas öppet i lägesbilden."), mark.element, text.element],
    "Märk ärendet",
    "Sparar …",
    save,
    "primary",
  );
}

function holdPart(page: CasePage): Child {
  const { held, id } = page.opened.data;
  const fields = new Fields(id, "hold");
  const text = fields.text("text", "Varför", { must: "Skriv varför.", rows: 2 });
  if (held && !isChief(page)) return h("p", { class: "hint" }, "Gallringsstoppet hävs av säkerhetschefen.");
  const save = async (): Promise<void> =>
    writeAndShow(page, "hold", { entry: { kind: "hold", held: !held, text: text.value() }, change: { held: !held } }, held ? "Gallringsstoppet är hävt." : "Ärendet gallras inte förrän stoppet hävs.");
  if (held) return confirm("Häv gallringsstoppet", [text.element], "Häv", "Sparar …", save, "primary");
  return confirm("Stoppa gallring", [h("p", {}, "Till exempel när polis, åklagare eller domstol behöver ärendet. Inget i det gallras förrän säkerhetschefen häver stoppet."), text.element], "Stoppa gallring", "Sparar …", save, "primary");
}
