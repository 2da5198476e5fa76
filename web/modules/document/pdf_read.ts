// Reads back a PDF for tests: its streams unpacked, and the text as a reader would copy it.

import { unzlibSync } from "fflate";

/** What is in a file: everything outside streams, and every stream unpacked, both byte for byte as Latin 1. */
export interface PdfInside {
  readonly objects: string;
  readonly streams: readonly string[];
}

/** Takes a file apart. */
export function inside(pdf: Uint8Array): PdfInside {
  const file = latin(pdf);
  const streams: string[] = [];
  const objects = file.replace(/(<<[^]*?>>)\s*stream\r?\n([^]*?)\r?\nendstream/g, (_, dictionary: string, raw: string) => {
    streams.push(/\/FlateDecode/.test(dictionary) ? latin(unzlibSync(bytes(raw))) : raw);
    return `${dictionary}\nstream#${streams.length - 1}\nendstream`;
  });
  return { objects, streams };
}

/** The text of all pages, letter by letter through each typeface's own table. */
export function textOf(pdf: Uint8Array): string {
  const { objects, streams } = inside(pdf);
  const object = (number: string): string => new RegExp(`(?:^|\\n)${number} 0 obj\\n([^]*?)\\nendobj`).exec(objects)![1]!;
  const streamOf = (text: string): string => streams[Number(/stream#(\d+)/.exec(text)![1])]!;
  const tables = new Map<string, Map<string, string>>();
  for (const [, name, number] of objects.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const unicode = /\/ToUnicode (\d+) 0 R/.exec(object(number!))![1]!;
    tables.set(name!, tableOf(streamOf(object(unicode))));
  }
  const pages = [...objects.matchAll(/\/Contents (\d+) 0 R/g)].map(([, number]) => streamOf(object(number!)));
  return pages.map((page) => pageText(page, tables)).join("\n");
}

function pageText(page: string, tables: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let table: ReadonlyMap<string, string> | undefined;
  let text = "";
  for (const [, font, array] of page.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|\bEMC\b/g)) {
    if (font !== undefined) table = tables.get(font);
    else if (array === undefined) text += "\n";
    else for (const [, hex] of array.matchAll(/<([0-9a-f]+)>/g)) text += hex!.match(/.{4}/g)!.map((code) => table!.get(code) ?? "").join("");
  }
  return text;
}

function tableOf(cmap: string): Map<string, string> {
  const table = new Map<string, string>();
  const letters = (hex: string): string => String.fromCharCode(...hex.replace(/\s/g, "").match(/.{4}/g)!.map((code) => parseInt(code, 16)));
  for (const [, range] of cmap.matchAll(/beginbfrange([^]*?)endbfrange/g)) {
    for (const [, from, list] of range!.matchAll(/<([0-9a-f]+)>\s*<[0-9a-f]+>\s*\[([^\]]*)\]/g)) {
      [...list!.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, hex], i) => {
        table.set((parseInt(from!, 16) + i).toString(16).padStart(4, "0"), hex === "" ? "" : letters(hex!));
      });
    }
  }
  return table;
}

function latin(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
