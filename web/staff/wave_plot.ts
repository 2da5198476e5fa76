// The plot of answers over days: drawn here, told in words, and written out in a table beside it.

import { h } from "./dom";
import type { Wave } from "./wave_data";
import { type Point, pathOf, series } from "./wave_series";
import { dayWords, grouped } from "./words";

const WIDTH = 640;
const HEIGHT = 200;
/** Room for the signs of the scale, which are larger on a narrow screen. */
const LEFT = 76;
const BELOW = 28;
const TOP = 10;
const RIGHT = 12;
const LINES = [0, 25, 50, 75, 100];

/** Accumulated answers in per cent of the frame. */
export function plotBox({ days, opens, closes, units }: Wave): HTMLElement {
  const points = series(days, opens, closes, units.reduce((sum, { population }) => sum + population, 0));
  return h("figure", { class: "plot" }, h("figcaption", {}, "Svar över tid, i procent av alla i ramen"), drawing(points, opens, closes), table(points));
}

function drawing(points: readonly Point[], opens: string, closes: string): SVGElement {
  const last = points.at(-1)!;
  const words = `Linje över andelen som har svarat. ${percent(last)} den ${dayWords(last.day)}, av dagarna från ${dayWords(opens)} till ${dayWords(closes)}.`;
  const grid = LINES.flatMap((line) => {
    const y = TOP + HEIGHT - (line / 100) * HEIGHT;
    return [draw("path", { class: "plot-grid", d: `M${LEFT},${y} H${LEFT + WIDTH}` }), label(`${line} %`, LEFT - 6, y + 5, "end")];
  });
  const end = { x: LEFT + last.along * WIDTH, y: TOP + HEIGHT - (Math.min(last.percent, 100) / 100) * HEIGHT };
  const below = TOP + HEIGHT + 21;
  return draw(
    "svg",
    { viewBox: `0 0 ${LEFT + WIDTH + RIGHT} ${TOP + HEIGHT + BELOW}`, role: "img", "aria-label": words },
    ...grid,
    draw("path", { class: "plot-line", d: pathOf(points, WIDTH, HEIGHT), transform: `translate(${LEFT} ${TOP})` }),
    draw("circle", { class: "plot-end", cx: end.x, cy: end.y, r: 4 }),
    label(shortDay(opens), LEFT, below, "start"),
    label(shortDay(closes), LEFT + WIDTH, below, "end"),
  );
}

function table(points: readonly Point[]): HTMLElement {
  const row = (point: Point): HTMLElement =>
    h("tr", {}, h("th", { scope: "row" }, dayWords(point.day)), h("td", { class: "number" }, grouped(point.answered)), h("td", { class: "number" }, percent(point)));
  return h(
    "details",
    {},
    h("summary", {}, "Som tabell"),
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Natten till"), h("th", { scope: "col", class: "number" }, "Svar"), h("th", { scope: "col", class: "number" }, "Andel"))),
      h("tbody", {}, ...points.map(row)),
    ),
  );
}

function draw(tag: string, attributes: Readonly<Record<string, string | number>>, ...children: readonly (Node | string)[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

function label(text: string, x: number, y: number, anchor: string): SVGElement {
  return draw("text", { class: "plot-label", x, y, "text-anchor": anchor }, text);
}

function percent({ percent }: Point): string {
  return `${percent.toLocaleString("sv-SE", { maximumFractionDigits: 1 })} %`;
}

function shortDay(day: string): string {
  return new Date(`${day}T12:00:00`).toLocaleDateString("sv-SE", { day: "numeric", month: "short" });
}
