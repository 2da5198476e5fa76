// The frame of a plan: who is asked, unit by unit, and how many they are.

import { type Child, h } from "./dom";
import { Mend, field, tick } from "./forms";
import type { FrameRow, Plan } from "./wave_data";
import type { DraftRow, PlanDraft } from "./wave_plan_draft";
import { counted, grouped } from "./words";

type Units = Plan["units"];

interface Line {
  readonly node: FrameRow;
  readonly row: DraftRow;
  readonly box: HTMLInputElement | null;
  readonly count: HTMLInputElement;
  readonly tenure: Tenure | null;
}

interface Tenure {
  readonly frame: HTMLDetailsElement;
  readonly first: () => HTMLElement;
}

/** The choice of units with their head counts; `read` gives what was chosen or says what to mend. */
export function frameBox(all: readonly FrameRow[], draft: PlanDraft, bands: readonly string[], keep: () => void): { readonly element: HTMLElement; readonly read: () => Units } {
  return draft.population === "elected" ? oneRow(all, draft, keep) : manyRows(all, draft, bands, keep);
}

function manyRows(all: readonly FrameRow[], draft: PlanDraft, bands: readonly string[], keep: () => void): ReturnType<typeof frameBox> {
  const nodes = all.filter(({ kind }) => kind === "enhet");
  const sum = h("p", { class: "frame-sum" });
  const changed = (): void => {
    sum.textContent = sumWords(lines);
    keep();
  };
  const lines = nodes.map((node) => line(node, rowOf(draft, node), bands, changed));
  sum.textContent = sumWords(lines);
  const set = (some: readonly Line[], asked: boolean): void => {
    for (const { row, box } of some) row.asked = box!.checked = asked;
    changed();
  };
  const both = (some: readonly Line[], of: string): HTMLElement => {
    const all = (label: string, asked: boolean): HTMLElement =>
      h("button", { type: "button", class: "quiet", onclick: () => set(some, asked) }, label, h("span", { class: "unseen" }, ` i ${of}`));
    return h("div", { class: "frame-all" }, all("Markera alla", true), all("Avmarkera alla", false));
  };
  const departments = [...new Set(nodes.map(({ department }) => department))];
  const group = (department: string): HTMLElement => {
    const own = lines.filter(({ node }) => node.department === department);
    const name = department === "" ? "Utan förvaltning" : department;
    return h("fieldset", { class: "frame-group" }, h("legend", {}, name), departments.length > 1 && both(own, name), ...own.map(show));
  };
  const element = h(
    "div",
    { class: "frame" },
    draft.population === "manager" && h("p", { class: "hint" }, "Kryssa i enheterna som har chefer och skriv hur många cheferna är."),
    nodes.length === 0 ? h("p", { class: "empty" }, "Det finns inga enheter. Lägg in organisationen först.") : both(lines, "hela organisationen"),
    ...departments.map(group),
    sum,
  );
  return { element, read: () => chosen(lines) };
}

function line(node: FrameRow, row: DraftRow, bands: readonly string[], changed: () => void): Line {
  const box = h("input", { type: "checkbox" });
  box.checked = row.asked;
  box.addEventListener("change", () => {
    row.asked = box.checked;
    changed();
  });
  const count = numberField(row, changed);
  count.setAttribute("aria-label", `Antal personer, ${node.name}`);
  return { node, row, box, count, tenure: bands.length === 0 ? null : tenureBox(node, row, bands, changed) };
}

function numberField(row: DraftRow, changed: () => void): HTMLInputElement {
  const count = h("input", { type: "text", inputmode: "numeric", autocomplete: "off", class: "frame-count", maxlength: "6" });
  count.value = row.count;
  count.addEventListener("input", () => {
    row.count = count.value;
    changed();
  });
  return count;
}

function show({ node, box, count, tenure }: Line): HTMLElement {
  return h("div", { class: "frame-row" }, tick(node.name, box!), count, tenure?.frame ?? null);
}

/** Numbers per band of experience; the fields are made when somebody opens the box. */
function tenureBox(node: FrameRow, row: DraftRow, bands: readonly string[], changed: () => void): Tenure {
  const frame = h("details", {}, h("summary", {}, "Antal per yrkeserfarenhet", h("span", { class: "unseen" }, `, ${node.name}`)));
  const fill = (): void => {
    if (frame.childElementCount > 1) return;
    const fields = bands.map((band, i): Child => {
      const input = h("input", { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: "6" });
      input.value = row.tenure[i] ?? "";
      input.addEventListener("input", () => {
        row.tenure = bands.map((_, j) => (j === i ? input.value : (row.tenure[j] ?? "")));
        changed();
      });
      return field(band, input);
    });
    frame.append(h("div", { class: "frame-tenure" }, ...fields));
  };
  frame.addEventListener("toggle", fill);
  const first = (): HTMLElement => {
    frame.open = true;
    fill();
    return frame.querySelector("input")!;
  };
  return { frame, first };
}

function oneRow(all: readonly FrameRow[], draft: PlanDraft, keep: () => void): ReturnType<typeof frameBox> {
  const nodes = all.filter(({ kind }) => kind !== "enhet").sort((a, b) => Number(b.kind === "kommun") - Number(a.kind === "kommun"));
  const box = h("div", { class: "frame" });
  let place = Math.max(0, nodes.findIndex((node) => draft.frames.elected?.[node.node]?.asked));
  let count = numberField({ asked: true, count: "", tenure: [] }, keep);
  const lay = (): void => {
    const node = nodes[place];
    if (node === undefined) return box.replaceChildren(h("p", { class: "empty" }, "Det finns ingen kommun i organisationen. Lägg in den först."));
    for (const other of nodes) rowOf(draft, other).asked = other === node;
    count = numberField(rowOf(draft, node), keep);
    const select = h("select", {}, ...nodes.map(({ name }, i) => h("option", { value: i, selected: i === place }, name)));
    select.addEventListener("change", () => {
      place = Number(select.value);
      lay();
      keep();
    });
    box.replaceChildren(
      nodes.length > 1 ? field("Förtroendevalda i", select) : h("p", {}, `Förtroendevalda i ${node.name} redovisas bara tillsammans.`),
      field("Antal förtroendevalda", count),
    );
  };
  lay();
  const read = (): Units => {
    const node = nodes[place];
    if (node === undefined) throw new Mend("Det finns ingen kommun i organisationen. Lägg in den först.");
    return chosen([{ node, row: { ...rowOf(draft, node), asked: true }, box: null, count, tenure: null }]);
  };
  return { element: box, read };
}

function rowOf({ population, frames }: PlanDraft, { node, head_count: heads }: FrameRow): DraftRow {
  const rows = (frames[population] ??= {});
  const known = population === "staff" ? heads : null;
  return (rows[node] ??= { asked: known !== null && known > 0, count: known === null ? "" : String(known), tenure: [] });
}

function chosen(lines: readonly Line[]): Units {
  const asked = lines.filter(({ row }) => row.asked);
  if (asked.length === 0) throw new Mend("Välj minst en enhet att fråga.", lines[0]?.box ?? undefined);
  return asked.map(({ node, row, count, tenure }) => {
    const population = number(row.count);
    if (population === null || population === 0) throw new Mend(`Skriv hur många personer som ska tillfrågas i ${node.name}.`, count);
    return { node: node.node, population, tenure: tenure === null ? null : tenureOf(node, row, population, tenure) };
  });
}

function tenureOf(node: FrameRow, row: DraftRow, population: number, box: Tenure): number[] | null {
  if (row.tenure.every((typed) => typed.trim() === "")) return null;
  const numbers = row.tenure.map((typed) => (typed.trim() === "" ? 0 : number(typed)));
  const sum = numbers.reduce<number>((total, each) => total + (each ?? Number.NaN), 0);
  if (sum !== population) throw new Mend(`Antalen per yrkeserfarenhet i ${node.name} ska tillsammans bli ${population}.`, box.first());
  return numbers as number[];
}

function number(typed: string): number | null {
  const digits = typed.replace(/\s/g, "");
  return /^\d{1,6}$/.test(digits) ? Number(digits) : null;
}

function sumWords(lines: readonly Line[]): string {
  const asked = lines.filter(({ row }) => row.asked);
  const persons = asked.reduce((sum, { row }) => sum + (number(row.count) ?? 0), 0);
  return `Med i mätningen: ${counted(asked.length, "enhet", "enheter")}, ${grouped(persons)} ${persons === 1 ? "person" : "personer"}.`;
}
