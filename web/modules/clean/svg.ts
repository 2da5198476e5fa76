// An SVG inside a document: what draws stays, what the program that drew it noted down goes.

import { Refused, WHY } from "./found";
import { type Tag, mapAttributes, tagsIn, withoutElements } from "./xml";

const DROPPED = ["metadata", "title", "desc", "script", "foreignObject"];
const MARKS = /<!--[\s\S]*?-->|<\?(?!xml\s)[\s\S]*?\?>|<!DOCTYPE[^>]*>/g;
const CSS_NOTE = /\/\*[\s\S]*?\*\//g;

/** What the SVG says that does not draw. */
export function tellingInSvg(svg: string): string[] {
  const elements = tagsIn(svg).filter(isTelling).map(({ name }) => name);
  const attributes = tagsIn(svg).flatMap(({ name, attributes: all }) => Object.entries(all).filter(([attribute, value]) => !attribute.startsWith("xmlns") && keptValue(name, attribute, value) !== value).map(([, value]) => value));
  return [...elements, ...attributes, ...(svg.match(MARKS) ?? []), ...(svg.match(CSS_NOTE) ?? [])];
}

/** The SVG with what draws alone; refuses one that holds other pictures or names of its own. */
export function cleanSvg(svg: string): string {
  if (/<!DOCTYPE[^>]*\[|<!ENTITY/i.test(svg)) throw new Refused(WHY.broken);
  if (tagsIn(svg).some(({ attributes }) => Object.entries(attributes).some(([name, value]) => /(^|:)href$/.test(name) && /^data:/i.test(value)))) throw new Refused(WHY.embedded);
  const drawn = withoutElements(svg.replace(MARKS, "").replace(CSS_NOTE, ""), isTelling);
  return mapAttributes(drawn, keptValue);
}

const localOf = (name: string): string => name.replace(/^svg:/, "");

function isTelling({ name }: Tag): boolean {
  const local = localOf(name);
  return local.includes(":") || DROPPED.includes(local);
}

function keptValue(tag: string, attribute: string, value: string): string | null {
  if (attribute === "xmlns" || /^xmlns:(svg|xlink)$/.test(attribute)) return value;
  if (/(^|:)href$/.test(attribute)) return value.startsWith("#") ? value : "#";
  if (/^data-|^aria-|^on/i.test(attribute)) return null;
  if (attribute.includes(":")) return /^xml:space$/.test(attribute) ? value : null;
  // Text of its own in the picture's root, such as a name of the file.
  return localOf(tag) === "svg" && /^(id|class)$/.test(attribute) ? null : value;
}
