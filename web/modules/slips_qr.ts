// A QR code as few rectangles, drawn with the operators of a PDF page.

import encodeQR from "qr";

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The dark squares of a text's QR code, without the quiet zone around it. */
export function squaresOf(text: string): boolean[][] {
  const bordered = encodeQR(text, "raw", { ecc: "medium", border: 1 });
  return bordered.slice(1, -1).map((row) => row.slice(1, -1));
}

/** Rectangles that cover the dark squares and nothing else, none of them twice. */
export function merged(squares: readonly (readonly boolean[])[]): Rectangle[] {
  const left = squares.map((row) => [...row]);
  const rectangles: Rectangle[] = [];
  left.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      let width = 1;
      while (row[x + width]) width++;
      let height = 1;
      while (isDark(left[y + height], x, width)) left[y + height++]!.fill(false, x, x + width);
      rectangles.push({ x, y, width, height });
      x += width;
    }
  });
  return rectangles;
}

function isDark(row: readonly boolean[] | undefined, x: number, width: number): boolean {
  return row?.slice(x, x + width).every(Boolean) ?? false;
}

/** A QR code with its upper left corner at a point, `side` wide; everything is in points from the lower left of the page. */
export function qrOperators(text: string, x: number, y: number, side: number): string {
  const squares = squaresOf(text);
  const scale = (side / squares.length).toFixed(4);
  const drawn = merged(squares).map((square) => `${square.x} ${square.y} ${square.width} ${square.height} re`);
  return `q ${scale} 0 0 -${scale} ${x.toFixed(2)} ${y.toFixed(2)} cm\n${drawn.join("\n")}\nf Q`;
}
