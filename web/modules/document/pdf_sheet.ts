// A tagged A4 document after PDF/A-2a: headings, paragraphs, facts, lists and boxes go down the page in reading order.
// Everything drawn is either content in the structure tree or marked as decoration.

import PDFDocument from "pdfkit";
import { toBytes } from "pdfkit/output";
import { printable } from "./printable";

/** The two typefaces of a document, as TrueType files. */
export interface Fonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** What is known of a document before its first page. */
export interface SheetInfo {
  readonly title: string;
  readonly made: Date;
  /** Stands at the top of every page. */
  readonly header: string;
}

type Pdf = InstanceType<typeof PDFDocument>;
type Element = PDFKit.PDFStructureElement;
type Weight = keyof Fonts;

const MARGIN = 62;
const TOP = 84;
const BOTTOM = 72;
const TERM_WIDTH = 140;
const LEAST_BELOW_HEADING = 110;
const INK = "#1a1a1a";
const GREY = "#555555";
const RIGHT_TO_LEFT = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** A document being written. */
export class Sheet {
  readonly #pdf: Pdf;
  readonly #root: Element;
  readonly #header: string;
  #section: Element;

  constructor({ title, made, header }: SheetInfo, fonts: Fonts) {
    this.#pdf = new PDFDocument({
      size: "A4",
      margins: { top: TOP, bottom: BOTTOM, left: MARGIN, right: MARGIN },
      pdfVersion: "1.7",
      subset: "PDF/A-2a",
      tagged: true,
      lang: "sv-SE",
      displayTitle: true,
      bufferPages: true,
      autoFirstPage: false,
      // No built-in typeface: an archived file carries its own.
      font: "",
      info: { Title: metadataTitle(title), Creator: "Orubbad", Producer: "PDFKit", CreationDate: made },
    });
    this.#pdf.registerFont("regular", fonts.regular);
    this.#pdf.registerFont("bold", fonts.bold);
    this.#pdf.addPage();
    this.#header = header;
    this.#root = this.#pdf.struct("Document");
    this.#pdf.addStructure(this.#root);
    this.#section = this.#root;
  }

  /** A heading; level 2 begins a section with a bookmark. */
  heading(text: string, level: 1 | 2): void {
    if (this.#left() < LEAST_BELOW_HEADING) this.#pdf.addPage();
    if (level === 2) {
      if (this.#pdf.y > TOP) this.space(14);
      this.#section = this.#pdf.struct("Sect");
      this.#root.add(this.#section);
    }
    const { outline, y } = this.#pdf;
    outline.addItem(this.#shown(text, "bold").replaceAll("\n", " "), { top: y - 12 } as object);
    this.#write(this.#section, `H${level}`, text, { weight: "bold", size: level === 1 ? 20 : 14 });
    this.space(4);
  }

  /** A paragraph; quiet ones are smaller and grey. */
  paragraph(text: string, quiet = false): void {
    this.#write(this.#section, "P", text, quiet ? { size: 9, color: GREY } : {});
    this.space(quiet ? 3 : 6);
  }

  /** A table of terms and values. */
  facts(facts: readonly (readonly [string, string])[]): void {
    if (facts.length === 0) return;
    const table = this.#child(this.#section, "Table");
    for (const [term, value] of facts) {
      const left = MARGIN;
      const valueLeft = MARGIN + TERM_WIDTH + 10;
      const width = this.#pdf.page.width - MARGIN - valueLeft;
      const tallest = Math.max(this.#height(term, TERM_WIDTH, "bold"), this.#height(value, width, "regular"));
      if (tallest > this.#left() && tallest < 400) this.#pdf.addPage();
      const row = this.#child(table, "TR");
      const top = this.#pdf.y;
      const page = this.#pdf.page;
      this.#write(row, "TH", term, { weight: "bold", at: [left, top], width: TERM_WIDTH });
      const below = this.#pdf.y;
      this.#write(row, "TD", value, { at: [valueLeft, top], width });
      if (this.#pdf.page === page) this.#pdf.y = Math.max(this.#pdf.y, below);
      this.space(4);
    }
    this.#pdf.x = MARGIN;
    this.space(6);
  }

  /** A numbered list. */
  list(items: readonly string[]): void {
    const list = this.#child(this.#section, "L");
    items.forEach((item, i) => {
      const entry = this.#child(list, "LI");
      this.#write(entry, "LBody", `${i + 1}. ${item}`, {});
      this.space(3);
    });
    this.space(6);
  }

  /** A framed notice. */
  box(title: string, lines: readonly string[], color: string): void {
    const inner = 12;
    const width = this.#pdf.page.width - 2 * (MARGIN + inner);
    const height = this.#height(title, width, "bold", 12) + lines.reduce((sum, line) => sum + this.#height(line, width, "regular") + 3, 3);
    if (height + 2 * inner > this.#left() && height < 500) this.#pdf.addPage();
    const top = this.#pdf.y;
    const framed = height + 2 * inner <= this.#left();
    if (framed) {
      this.#decorate(() => this.#pdf.rect(MARGIN, top, this.#pdf.page.width - 2 * MARGIN, height + 2 * inner).lineWidth(1.5).stroke(color));
    }
    const box = this.#child(this.#section, "Div");
    this.#write(box, "P", title, { weight: "bold", size: 12, color, at: [MARGIN + inner, top + inner], width });
    this.space(3);
    for (const line of lines) {
      this.#write(box, "P", line, { color, at: [MARGIN + inner, this.#pdf.y], width });
      this.space(3);
    }
    this.#pdf.x = MARGIN;
    this.#pdf.y += framed ? inner + 12 : 12;
  }

  /** Room between two things; a page never begins with it. */
  space(points: number): void {
    if (this.#pdf.y > TOP) this.#pdf.y += points;
  }

  /** Writes headers and page numbers and gives the finished file. */
  finish(): Promise<Uint8Array> {
    this.#root.end();
    const { count } = this.#pdf.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#pdf.switchToPage(page);
      this.#pdf.page.margins.bottom = 0;
      this.#margin(this.#header, 40, "Top", "left");
      this.#margin(`Sida ${page + 1} av ${count}`, this.#pdf.page.height - 46, "Bottom", "right");
    }
    const bytes = toBytes(this.#pdf);
    this.#pdf.end();
    return bytes;
  }

  #margin(text: string, top: number, side: "Top" | "Bottom", align: "left" | "right"): void {
    const options = { width: this.#pdf.page.width - 2 * MARGIN, height: 14, ellipsis: true, align };
    this.#decorate(() => {
      this.#pdf.font("regular").fontSize(9).fillColor(GREY).text(this.#shown(text, "regular").replaceAll("\n", " "), MARGIN, top, options);
    }, { type: "Pagination", attached: [side] });
  }

  #decorate(draw: () => void, options: PDFKit.Mixins.MarkingOptions = { type: "Layout" }): void {
    this.#pdf.markContent("Artifact", options);
    draw();
    this.#pdf.endMarkedContent();
  }

  #child(parent: Element, type: string): Element {
    const element = this.#pdf.struct(type);
    parent.add(element);
    return element;
  }

  #write(
    parent: Element,
    type: string,
    text: string,
    { weight = "regular", size = 10.5, color = INK, at, width }: { weight?: Weight; size?: number; color?: string; at?: [number, number]; width?: number },
  ): void {
    const shown = this.#shown(text, weight);
    if (shown.trim() === "") return;
    const [left, top] = at ?? [MARGIN, this.#pdf.y];
    // With features named, the library shapes a whole line at once, which is what sets a line from right to left in order.
    const rightToLeft: PDFKit.Mixins.TextOptions = RIGHT_TO_LEFT.test(shown) ? { features: ["liga"], align: "right" } : {};
    const options = { width: width ?? this.#pdf.page.width - 2 * MARGIN, lineGap: size * 0.15, ...rightToLeft };
    const scope = { scope: "Row" } as PDFKit.Mixins.StructureElementOptions;
    const draw = (): void => void this.#pdf.font(weight).fontSize(size).fillColor(color).text(shown, left, top, options);
    parent.add(this.#pdf.struct(type, type === "TH" ? scope : {}, [draw]));
  }

  #height(text: string, width: number, weight: Weight, size = 10.5): number {
    return this.#pdf.font(weight).fontSize(size).heightOfString(this.#shown(text, weight), { width, lineGap: size * 0.15 });
  }

  #left(): number {
    return this.#pdf.page.height - BOTTOM - this.#pdf.y;
  }

  #shown(text: string, weight: Weight): string {
    this.#pdf.font(weight);
    const { font } = (this.#pdf as unknown as { _font: { font: { hasGlyphForCodePoint(point: number): boolean } } })._font;
    return printable(text, (point) => font.hasGlyphForCodePoint(point));
  }
}

/** The library writes the title into XML without escaping it. */
function metadataTitle(title: string): string {
  return printable(title, () => true).replaceAll("\n", " ").replaceAll("&", "och").replace(/[<>]/g, "");
}
