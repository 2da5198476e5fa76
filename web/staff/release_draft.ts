// One draft: the figures as they would be published, what is hidden and why, what the audit found, and the two approvals.

import { figureWords } from "../modules/figure";
import { type Child, h, notice } from "./dom";
import { confirm } from "./forms";
import { type Cell, type Draft, type Releases, type Table, approveDraft, discardDraft } from "./release_data";
import { periodName } from "./urns";
import type { Context } from "./view";
import { counted, dayWords } from "./words";

const SHOWN_AT_ONCE = 8;
const WHOLE = "Alla tillfrågade";

export function draftCard(context: Context, draft: Draft, data: Releases): HTMLElement {
  const { content, made, maker } = draft;
  const labels = labelsOf(draft, data);
  const name = content.erratum === null ? content.periods.map(periodName).join(" och ") : `Rättelse av Nr ${content.erratum.of}`;
  return h(
    "article",
    { class: "draft", "aria-label": `Utkast: ${name}` },
    h("h3", {}, name),
    h("p", { class: "hint" }, `Gjort ${dayWords(made)} av ${maker}. Inte publicerat.`),
    draft.stale && notice("warn", h("p", {}, "En annan redovisning har publicerats sedan utkastet gjordes. Släng det och gör ett nytt.")),
    content.erratum !== null && h("p", { class: "said" }, content.erratum.text),
    content.erratum !== null && erratumCells(content.erratum.withdrawn, content.erratum.corrections, labels),
    ...(content.estimates ?? []).filter(({ group }) => group === WHOLE).map(({ measure, reading }) => h("p", {}, h("strong", {}, lead(measure)), reading)),
    (content.findings ?? []).length > 0 && folded("Jämförelser", ...(content.findings ?? []).map(({ title, text }) => h("p", {}, h("strong", {}, `${title}: `), text))),
    ...(content.set === "survey" ? [folded(counted(content.tables.length, "tabell", "tabeller"), ...content.tables.map(figures))] : content.tables.map(figures)),
    ...content.notes.map((note) => h("p", { class: "hint" }, note)),
    content.erratum === null && hidden(draft, labels),
    verdict(draft),
    approvals(draft),
    approvedByMe(context, draft) && h("p", { class: "waiting" }, "Du har godkänt. Nu väntar utkastet på en annan förvarare."),
    h("div", { class: "row" }, !draft.stale && !approvedByMe(context, draft) && approval(context, draft), discarding(context, draft)),
  );
}

/** What stands before a reading: a question or a statement has its own sign at the end. */
function lead(measure: string): string {
  return /[.?!]$/.test(measure) ? `${measure} ` : `${measure}: `;
}

function folded(summary: string, ...parts: readonly HTMLElement[]): HTMLElement {
  return h("details", {}, h("summary", {}, summary), ...parts);
}

/** Cells by their place in a table: those of the draft, and those of releases that an erratum names. */
function labelsOf({ content }: Draft, { releases }: Releases): Map<string, string> {
  const labels = new Map(releases.flatMap(({ cells }) => cells.map(({ id, label }) => [id, label] as const)));
  for (const { columns, rows, title } of content.tables) {
    for (const { label, cells } of rows) cells.forEach(({ id }, i) => labels.set(id, `${title}: ${label}, ${columns[i]}`));
  }
  return labels;
}

function figures({ id, title, period, base, columns, rows }: Table): HTMLElement {
  const name = `${title} – ${periodName(period)}`;
  return h(
    "div",
    {},
    h("h4", {}, name),
    h("p", { class: "hint" }, base),
    h(
      "div",
      { class: "table-scroll", role: "group", "aria-label": `${name}, tabell`, tabindex: "0", "data-table": id },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, h("td", {}), ...columns.map((column) => h("th", { scope: "col", class: "number" }, column)))),
        h("tbody", {}, ...rows.map(({ label, cells }) => h("tr", {}, h("th", { scope: "row" }, label), ...cells.map(({ figure }) => h("td", { class: "number" }, figureWords(figure)))))),
      ),
    ),
  );
}

function erratumCells(withdrawn: readonly string[], corrections: readonly Cell[], labels: ReadonlyMap<string, string>): HTMLElement {
  const name = (id: string): string => labels.get(id) ?? id;
  return h(
    "ul",
    {},
    ...withdrawn.map((id) => h("li", {}, `${name(id)}: används inte`)),
    ...corrections.map(({ id, figure }) => h("li", {}, `${name(id)}: rätt är `, h("strong", {}, figureWords(figure)))),
  );
}

function hidden({ hidden: cells }: Draft, labels: ReadonlyMap<string, string>): HTMLElement {
  if (cells.length === 0) return h("p", {}, h("strong", {}, "Dolt: "), "inget.");
  const list = h("ul", {}, ...cells.map(({ cell, reason }) => h("li", {}, `${labels.get(cell) ?? cell}: ${reason}`)));
  return h("details", { open: cells.length <= SHOWN_AT_ONCE }, h("summary", {}, `${counted(cells.length, "uppgift", "uppgifter")} visas inte exakt`), list);
}

function verdict({ verdict: { protected: count, releases, adversaries } }: Draft): HTMLElement {
  const against = releases === 0 ? "det finns inget tidigare publicerat att lägga ihop den med" : `prövad tillsammans med ${counted(releases, "tidigare redovisning", "tidigare redovisningar")}`;
  return h(
    "p",
    {},
    h("strong", {}, "Granskningen: "),
    `inget röjs; ${against}. `,
    count === 0 ? "Inget tal behövde skyddas" : `${counted(count, "skyddat tal", "skyddade tal")} prövades så som en angripare skulle göra`,
    adversaries.length > 0 && ` (${adversaries.join("; ")})`,
    ".",
  );
}

function approvals({ approvals: given }: Draft): HTMLElement {
  const names = given.map(({ name, day }) => `${name}, ${dayWords(day)}`).join("; ");
  return h("p", { class: "approvals" }, h("strong", {}, "Godkänt av: "), names === "" ? "ingen än" : names);
}

function approvedByMe({ session }: Context, { approvals: given }: Draft): boolean {
  return given.some(({ staff }) => staff === session.me.id);
}

function approval(context: Context, draft: Draft): HTMLElement {
  const last = draft.approvals.length > 0;
  const explanation: Child[] = [
    draft.urns.length === 0
      ? h("p", {}, "Servern prövar rättelsen på nytt mot allt som är publicerat.")
      : h("p", {}, "Din webbläsare öppnar räkningarna, och servern räknar fram utkastet på nytt och prövar det mot allt som är publicerat."),
    last
      ? h("p", {}, h("strong", {}, "Sedan publiceras det genast. Det som är publicerat kan aldrig ändras, bara rättas."))
      : h("p", {}, "Det publiceras när en annan förvarare också har godkänt det."),
  ];
  return confirm(last ? "Godkänn och publicera" : "Godkänn", explanation, last ? "Ja, publicera" : "Ja, godkänn", "Räknar och prövar …", async () => {
    const number = await approveDraft(context.session, draft);
    await context.refresh(number === null ? "Du har godkänt utkastet." : `Redovisning Nr ${number} är publicerad.`);
  }, "primary");
}

function discarding(context: Context, draft: Draft): HTMLElement {
  const explanation = [h("p", {}, "Utkastet och dess godkännanden tas bort. Urnans räkning finns kvar, så det går att göra ett nytt.")];
  return confirm("Släng utkastet", explanation, "Ja, släng det", "Slänger …", async () => {
    await discardDraft(draft);
    await context.refresh("Utkastet är slängt.");
  });
}
