import assert from "node:assert/strict";
import { test } from "node:test";
import decodeQR from "qr/decode.js";
import { type Rectangle, merged, qrOperators, squaresOf } from "./slips_qr";

const ADDRESS = "https://orubbad.example.se/enkat#ABCDEFGHJKMNPQRS";

/** What the rectangles cover, and how many times. */
function covered(rectangles: readonly Rectangle[], size: number): number[][] {
  const times = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const { x, y, width, height } of rectangles) {
    for (let row = y; row < y + height; row++) for (let column = x; column < x + width; column++) times[row]![column]!++;
  }
  return times;
}

test("the rectangles cover every dark square once and no light one", () => {
  const squares = squaresOf(ADDRESS);
  const rectangles = merged(squares);
  assert.deepEqual(covered(rectangles, squares.length), squares.map((row) => row.map(Number)));
  const runs = squares.flatMap((row) => row.filter((dark, x) => dark && !row[x - 1])).length;
  assert.ok(rectangles.length < runs, "fewer than one for each run");
});

test("what is drawn is read again as the very address", () => {
  const operators = qrOperators(ADDRESS, 100, 700, 80);
  const rectangles = [...operators.matchAll(/^(\d+) (\d+) (\d+) (\d+) re$/gm)].map(([, x, y, width, height]) => ({ x: Number(x), y: Number(y), width: Number(width), height: Number(height) }));
  const size = squaresOf(ADDRESS).length;
  const [scale, quiet] = [4, 4];
  const side = (size + 2 * quiet) * scale;
  const image = { width: side, height: side, data: new Uint8Array(side * side * 4).fill(255) };
  covered(rectangles, size).forEach((row, y) =>
    row.forEach((dark, x) => {
      for (let i = 0; dark && i < scale * scale; i++) {
        const [column, line] = [(x + quiet) * scale + (i % scale), (y + quiet) * scale + Math.floor(i / scale)];
        image.data.fill(0, 4 * (line * side + column), 4 * (line * side + column) + 3);
      }
    }),
  );
  assert.equal(decodeQR(image), ADDRESS);
});
