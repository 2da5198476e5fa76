// Reads XML back for tests: elements, attributes and text, and nothing that our writer never writes.

/** An element as read. */
export interface Read {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Read[];
  text: string;
}

const PIECES = /<\?[^]*?\?>|<\/([\w:]+)>|<([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/g;

/** The root element; throws where the text is not well formed. */
export function read(file: Uint8Array): Read {
  const source = new TextDecoder("utf-8", { fatal: true }).decode(file);
  const top: Read = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  let end = 0;
  for (const [all, closed, name, attributes, empty, text] of source.matchAll(PIECES)) {
    end += all.length;
    const inside = open.at(-1)!;
    if (closed !== undefined && open.pop()!.name !== closed) throw new Error(`unexpected end of ${closed}`);
    if (text !== undefined) inside.text += plain(text);
    if (name === undefined) continue;
    const given = [...attributes!.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [key!, plain(value!)] as const);
    const element: Read = { name, attributes: Object.fromEntries(given), children: [], text: "" };
    inside.children.push(element);
    if (empty === "") open.push(element);
  }
  if (end !== source.length || open.length !== 1 || top.children.length !== 1) throw new Error("not well formed");
  return top.children[0]!;
}

/** The elements at a path such as "metsHdr/agent". */
export function at(root: Read, path: string): Read[] {
  return path.split("/").reduce<Read[]>((found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)), [root]);
}

/** An element and all that is in it. */
export function all(root: Read): Read[] {
  return [root, ...root.children.flatMap(all)];
}

function plain(text: string): string {
  if (/&(?!amp;|lt;|gt;|quot;|#\d+;)/.test(text)) throw new Error("a bare &");
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
