// Slips and lists as they come out of the custodian's browser: the PDF is opened by a PDF library, drawn, and its QR codes read.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const HERE = "http://slips.localhost/";
const PARTS = { "pdf.mjs": "pdfjs-dist/build/pdf.min.mjs", "worker.mjs": "pdfjs-dist/build/pdf.worker.min.mjs" };
const JSQR = readFileSync(require.resolve("jsqr/dist/jsQR.js"), "utf8");
const CODE = /[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}/g;

/** Saves what a press on a button downloads, and gives its name and bytes. */
export async function downloaded(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** The rows of the list for mail merge: unit, code as printed, address. */
export function listed(bytes) {
  const text = bytes.toString("utf8");
  if (!text.startsWith("\uFEFFenhet;kod;adress\r\n")) throw new Error("not the list for mail merge");
  return text
    .trim()
    .split("\r\n")
    .slice(1)
    .map((line) => {
      const [unit, code, address] = line.split(";").map((cell) => cell.replace(/^"(.*)"$/s, "$1").replaceAll('""', '"'));
      return { unit, code, address };
    });
}

/** What a PDF of slips says, page by page: its text, the codes in it, and the addresses that its QR codes give. */
export async function readSlips(windows, bytes) {
  const { context, page } = await windows.open({});
  try {
    await context.route(`${HERE}**`, (route) => {
      const part = PARTS[new URL(route.request().url()).pathname.slice(1)];
      if (part === undefined) return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Lappar</title>" });
      return route.fulfill({ contentType: "text/javascript", body: readFileSync(require.resolve(part)) });
    });
    await page.goto(HERE);
    await page.addScriptTag({ content: JSQR });
    const pages = await page.evaluate(draw, bytes.toString("base64"));
    return pages.map(({ text, addresses }) => ({ text, addresses, codes: text.match(CODE) ?? [] }));
  } finally {
    await context.close();
  }
}

/** In the browser: reads each page's text, draws it, and looks for a QR code in each of its eight parts. */
async function draw(base64) {
  const [COLUMNS, ROWS, SCALE] = [2, 4, 2.5];
  // Where its worker is there already, the library does its work in the page.
  globalThis.pdfjsWorker = await import("/worker.mjs");
  const { getDocument } = await import("/pdf.mjs");
  const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const pdf = await getDocument({ data, verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const viewport = page.getViewport({ scale: SCALE });
    const canvas = Object.assign(document.createElement("canvas"), { width: viewport.width, height: viewport.height });
    const canvasContext = canvas.getContext("2d", { willReadFrequently: true });
    await page.render({ canvas, canvasContext, viewport }).promise;
    const [width, height] = [Math.floor(canvas.width / COLUMNS), Math.floor(canvas.height / ROWS)];
    const addresses = [];
    for (let part = 0; part < COLUMNS * ROWS; part++) {
      const image = canvasContext.getImageData((part % COLUMNS) * width, Math.floor(part / COLUMNS) * height, width, height);
      const found = globalThis.jsQR(image.data, width, height, { inversionAttempts: "dontInvert" });
      if (found !== null) addresses.push(found.data);
    }
    pages.push({ text: items.map(({ str }) => str).join("\n"), addresses });
  }
  return pages;
}
