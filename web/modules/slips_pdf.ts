// Slips for printing: A4, eight a page with lines to cut along, and before each unit a page that says how many it gets.
// Nothing on a slip orders it: no number, no time, and the slips of a unit lie in random order.

import { jsPDF } from "jspdf";
import { groupCode } from "./code";
import { type CodedUnit, addressOf } from "./slips";
import { qrOperators } from "./slips_qr";

/** What all slips of a wave say. */
export interface Sheet {
  readonly municipality: string;
  readonly title: string;
  /** Where the service is, such as https://orubbad.example.se. */
  readonly origin: string;
  readonly lastDay: string;
  readonly checksum: string;
}

const PAGE = { width: 210, height: 297 };
const COLUMNS = 2;
const ROWS = 4;
const SLIP = { width: PAGE.width / COLUMNS, height: PAGE.height / ROWS };
const MARGIN = 9;
const QR = 29;
const TEXT_WIDTH = SLIP.width - 2 * MARGIN - QR - 3;
const POINTS = 72 / 25.4;
const SAID = [
  "Svara på mobilen eller datorn, gärna inte på jobbets nät.",
  "Tar 4–7 minuter. You can answer in English.",
  "Koden visar att du får svara. Den kan inte kopplas till ditt svar.",
];

/** The slips of all units as one PDF; `progress` is told how many slips are drawn. */
export function slipsPdf(sheet: Sheet, units: readonly CodedUnit[], progress: (drawn: number) => void): Blob {
  const pdf = new jsPDF({ unit: "mm", format: "a4", compress: true, putOnlyUsedFonts: true });
  pdf.setProperties({ title: printable(sheet.title), creator: "Orubbad" });
  pdf.setLanguage("sv");
  let drawn = 0;
  units.forEach((unit, i) => {
    if (i > 0) pdf.addPage();
    cover(pdf, sheet, unit);
    const words = wordsOf(pdf, sheet, unit);
    unit.codes.forEach((code, place) => {
      const onPage = place % (COLUMNS * ROWS);
      if (onPage === 0) {
        pdf.addPage();
        cutLines(pdf);
      }
      slip(pdf, sheet, words, code, (onPage % COLUMNS) * SLIP.width, Math.floor(onPage / COLUMNS) * SLIP.height);
    });
    progress((drawn += unit.codes.length));
  });
  return pdf.output("blob");
}

function cover(pdf: jsPDF, { municipality, title, lastDay }: Sheet, { name, department, codes }: CodedUnit): void {
  const write = (text: string, y: number, size: number, style: "normal" | "bold" = "normal"): number => {
    pdf.setFont("helvetica", style).setFontSize(size).setTextColor("#000000");
    const lines = wrap(pdf, text, PAGE.width - 50);
    pdf.text(lines, 25, y);
    return y + lines.length * size * 0.45;
  };
  let y = write(municipality, 40, 12);
  y = write(title, y + 3, 14, "bold");
  y = department === "" ? y + 16 : write(department, y + 16, 14);
  y = write(`${name} ·\u00a0${codes.length}\u00a0${codes.length === 1 ? "lapp" : "lappar"}`, y + 4, 24, "bold");
  y = write(`Svara senast ${lastDay}.`, y + 4, 12);
  y = write("En lapp till var och en på enheten. Låt alla dra en lapp på måfå, och skriv inte upp vem som får vilken. Lappar som blir över förstörs.", y + 12, 12);
  write("Den här sidan ska inte delas ut.", y + 4, 12);
}

/** What stands on every slip of a unit, broken into lines once. */
interface Words {
  readonly municipality: string;
  readonly title: readonly string[];
  readonly unit: readonly string[];
  /** The address to type, as large as fits on a line. */
  readonly address: { readonly text: string; readonly size: number };
}

function wordsOf(pdf: jsPDF, { municipality, title, origin }: Sheet, { name }: CodedUnit): Words {
  const lines = (text: string, size: number, style: "normal" | "bold"): string[] => {
    pdf.setFont("helvetica", style).setFontSize(size);
    const all = wrap(pdf, text, TEXT_WIDTH);
    return all.length <= 2 ? all : [all[0]!, `${all[1]!.slice(0, -2)} …`];
  };
  const text = `${origin.replace(/^https?:\/\//, "")}/enkat`;
  pdf.setFont("helvetica", "bold").setFontSize(10);
  const size = Math.min(10, (10 * (SLIP.width - 2 * MARGIN)) / pdf.getTextWidth(text));
  return { municipality: lines(municipality, 8, "normal")[0] ?? "", title: lines(title, 11, "bold"), unit: lines(name, 9.5, "normal"), address: { text, size } };
}

function slip(pdf: jsPDF, { origin, lastDay, checksum }: Sheet, words: Words, code: string, left: number, top: number): void {
  const x = left + MARGIN;
  pdf.setTextColor("#000000");
  pdf.setFont("helvetica", "normal").setFontSize(8).text(words.municipality, x, top + 11);
  pdf.setFont("helvetica", "bold").setFontSize(11).text([...words.title], x, top + 16.5);
  const unitAt = top + 16.5 + words.title.length * 4.6 + 1;
  pdf.setFont("helvetica", "normal").setFontSize(9.5).text([...words.unit], x, unitAt);
  pdf.setFontSize(8).text(`Svara senast ${lastDay}`, x, top + 36);
  pdf.text("Din kod:", x, top + 40.5);
  pdf.setFont("courier", "bold").setFontSize(19).text(groupCode(code), x, top + 47);
  pdf.setFont("helvetica", "bold").setFontSize(words.address.size).text(words.address.text, x, top + 52.5);
  pdf.setFont("helvetica", "normal").setFontSize(7.5).text(SAID, x, top + 57);
  pdf.setFontSize(7).setTextColor("#505050").text(`Kontrollsumma ${checksum}`, x, top + 68);
  const corner = { x: left + SLIP.width - MARGIN - QR, y: top + 8.5 };
  const operators = qrOperators(addressOf(origin, code), corner.x * POINTS, (PAGE.height - corner.y) * POINTS, QR * POINTS);
  pdf.setFillColor("#000000");
  (pdf.internal as unknown as { write(text: string): void }).write(operators);
}

function cutLines(pdf: jsPDF): void {
  pdf.setDrawColor("#969696").setLineWidth(0.15).setLineDashPattern([1.5, 1.5], 0);
  for (let column = 1; column < COLUMNS; column++) pdf.line(column * SLIP.width, 0, column * SLIP.width, PAGE.height);
  for (let row = 1; row < ROWS; row++) pdf.line(0, row * SLIP.height, PAGE.width, row * SLIP.height);
}

function wrap(pdf: jsPDF, text: string, width: number): string[] {
  return pdf.splitTextToSize(printable(text), width) as string[];
}

const KEPT = /^[\u0020-\u007e\u00a0-\u00ff–—‘’‚“”„†‡•…‰‹›€ŠšŽžŒœŸ]$/u;
const SPELT: Readonly<Record<string, string>> = { ŋ: "n", Ŋ: "N", đ: "d", Đ: "D", ŧ: "t", Ŧ: "T", ł: "l", Ł: "L", ı: "i" };

/** A text in the letters that the built-in typefaces have; other letters lose their marks. */
export function printable(text: string): string {
  const letter = (symbol: string): string => {
    if (KEPT.test(symbol)) return symbol;
    const bare = SPELT[symbol] ?? symbol.normalize("NFD").replace(/\p{M}/gu, "");
    return [...bare].every((part) => KEPT.test(part)) ? bare : "?";
  };
  return [...text.normalize("NFC")].map(letter).join("");
}
