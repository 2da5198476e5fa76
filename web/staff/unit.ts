// Names of units, as the server wrote them into the page.

import { dataOf } from "./dom";

interface Node {
  readonly name: string;
  readonly department: string;
}

/** A unit in words; an id that the organisation does not know is said to be unknown. */
export function unitName(unit: string | null): string {
  if (unit === null) return "Inte angiven";
  const nodes = dataOf<Record<string, Node>>("nodes");
  const node = Object.hasOwn(nodes, unit) ? nodes[unit] : undefined;
  if (node === undefined) return "Okänd enhet";
  return node.department === "" || node.department === node.name ? node.name : `${node.name}, ${node.department}`;
}
