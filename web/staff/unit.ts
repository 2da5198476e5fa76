// Names of units, as the server wrote them into the page.

import { dataOf } from "./dom";

interface Node {
  readonly name: string;
  readonly department: string;
}

let nodes: Readonly<Record<string, Node>> | null = null;

/** A unit in words; an id that the organisation does not know is said to be unknown. */
export function unitName(unit: string | null): string {
  if (unit === null) return "Inte angiven";
  const known = allNodes();
  return Object.hasOwn(known, unit) ? inWords(known[unit]!) : "Okänd enhet";
}

/** Every unit in words, by id. */
export function unitNames(): Record<string, string> {
  return Object.fromEntries(Object.entries(allNodes()).map(([id, node]) => [id, inWords(node)]));
}

function allNodes(): Readonly<Record<string, Node>> {
  nodes ??= dataOf<Record<string, Node>>("nodes");
  return nodes;
}

function inWords({ name, department }: Node): string {
  return department === "" || department === name ? name : `${name}, ${department}`;
}
