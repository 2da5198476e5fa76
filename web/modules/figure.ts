// Figures in the forms in which they are published, in words.

export type Figure =
  | { readonly count: number }
  | { readonly between: { readonly from: number; readonly to: number } }
  | { readonly about: { readonly value: number; readonly from: number; readonly to: number } }
  | "withheld";

/** A figure as it is printed. */
export function figureWords(figure: Figure): string {
  if (figure === "withheld") return "visas inte";
  if ("count" in figure) return grouped(figure.count);
  if ("between" in figure) return `${grouped(figure.between.from)}–${grouped(figure.between.to)}`;
  const { value, from, to } = figure.about;
  return `ca ${grouped(value)} (${grouped(from)}–${grouped(to)})`;
}

function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, "\u00a0");
}
