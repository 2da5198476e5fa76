// Writes XML from values: every text and attribute is escaped here, and what XML cannot hold is taken out.

/** An element and what is in it. */
export interface Xml {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  readonly children: readonly (Xml | string)[];
}

type Child = Xml | string | false | null | undefined;

/** An element; children that are absent are left out. */
export function xml(name: string, attributes: Xml["attributes"], ...children: readonly (Child | readonly Child[])[]): Xml {
  return { name, attributes, children: children.flat().filter((child): child is Xml | string => typeof child === "string" || Boolean(child)) };
}

/** An element that holds a text and nothing else. */
export const text = (name: string, content: string | number): Xml => xml(name, {}, String(content));

/** The file, in UTF-8. */
export function render(root: Xml): Uint8Array {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, "")}`);
}

function lines({ name, attributes, children }: Xml, indent: string): string {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escape(String(value))}"`)
    .join("");
  if (children.length === 0) return `${indent}<${name}${given}/>\n`;
  if (children.every((child) => typeof child === "string")) {
    return `${indent}<${name}${given}>${children.map(escape).join("")}</${name}>\n`;
  }
  const inner = children.map((child) => (typeof child === "string" ? `${escape(child)}\n` : lines(child, `${indent}  `)));
  return `${indent}<${name}${given}>\n${inner.join("")}${indent}</${name}>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escape(value: string): string {
  return value.replace(FORBIDDEN, "").replace(/[&<>"\t\n\r]/g, (letter) => ENTITIES[letter]!);
}
