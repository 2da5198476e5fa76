// Changes XML without reading it into a tree: attributes and elements are taken out where they stand, all else stays byte for byte.

const TAG = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<(\/?)([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>/g;
const ATTRIBUTE = /(\s+)([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g;

/** An element as its opening tag says it. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** All opening tags, in their order. */
export function tagsIn(xml: string): Tag[] {
  return [...xml.matchAll(TAG)].flatMap(([, close, name, attributes]) => (name === undefined || close === "/" ? [] : [{ name, attributes: attributesOf(attributes ?? "") }]));
}

/** The XML without comments and without the elements that `drop` names, with everything inside them. */
export function withoutElements(xml: string, drop: (tag: Tag) => boolean): string {
  let [kept, from, depth] = ["", 0, 0];
  for (const match of xml.matchAll(TAG)) {
    const [text, close, name, attributes, selfClosed] = match;
    if (depth > 0) {
      if (name === undefined || selfClosed === "/") continue;
      depth += close === "/" ? -1 : 1;
      if (depth === 0) from = match.index + text.length;
    } else if (text.startsWith("<!--") || (name !== undefined && close !== "/" && drop({ name, attributes: attributesOf(attributes ?? "") }))) {
      kept += xml.slice(from, match.index);
      from = match.index + text.length;
      if (name !== undefined && selfClosed !== "/") depth = 1;
    }
  }
  return kept + (depth > 0 ? "" : xml.slice(from));
}

/** The XML with every attribute passed through `change`; `null` takes it out. */
export function mapAttributes(xml: string, change: (tag: string, attribute: string, value: string) => string | null): string {
  return xml.replace(TAG, (text: string, close: string | undefined, name: string | undefined, attributes: string | undefined) => {
    if (name === undefined || close === "/" || !attributes?.includes("=")) return text;
    const changed = attributes.replace(ATTRIBUTE, (whole: string, space: string, attribute: string, quoted: string) => {
      const value = change(name, attribute, quoted.slice(1, -1));
      return value === null ? "" : value === quoted.slice(1, -1) ? whole : `${space}${attribute}="${value}"`;
    });
    return `<${name}${changed}${text.endsWith("/>") ? "/>" : ">"}`;
  });
}

/** The XML with the text of these elements, which hold nothing but text, replaced. */
export function withTexts(xml: string, names: readonly string[], text: string): string {
  return xml.replace(new RegExp(`(<(${names.join("|")})(?:\\s[^>]*)?>)[^<]*(</\\2>)`, "g"), (_, open: string, __, close: string) => open + text + close);
}

/** The texts of elements that hold nothing but text. */
export function textsOf(xml: string, names: readonly string[]): string[] {
  return [...xml.matchAll(new RegExp(`<(${names.join("|")})(?:\\s[^>]*)?>([^<]*)</\\1>`, "g"))].map(([, , text]) => plain(text ?? "")).filter((text) => text !== "");
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, , name, quoted]) => [name, plain(quoted!.slice(1, -1))]));
}

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (_, entity: string) => ENTITIES[entity]!).trim();
}

/** Every value that stands in an attribute, but for the addresses of the formats themselves. */
export function valuesIn(xml: string): string[] {
  return tagsIn(xml).flatMap(({ attributes }) => Object.entries(attributes).filter(([name]) => !/^xmlns(:|$)/.test(name)).map(([, value]) => value));
}

/** The text between the tags of elements that `wanted` names. */
export function textsWithin(xml: string, wanted: (name: string) => boolean): string {
  const open: string[] = [];
  let [texts, from] = ["", 0];
  for (const match of xml.matchAll(TAG)) {
    const [text, close, name, , selfClosed] = match;
    if (wanted(open.at(-1) ?? "")) texts += `${plain(xml.slice(from, match.index))}\n`;
    from = match.index + text.length;
    if (text.startsWith("<![CDATA[") && wanted(open.at(-1) ?? "")) texts += `${text.slice(9, -3)}\n`;
    if (name === undefined || selfClosed === "/") continue;
    if (close === "/") open.pop();
    else open.push(name);
  }
  return texts;
}
