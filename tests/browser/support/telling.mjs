// Files that tell more than their owner means to: a picture with its place, a document with its author.

import { buildSync } from "../../../web/node_modules/esbuild/lib/main.js";

const be = (n, length) => Buffer.from(Array.from({ length }, (_, i) => Math.floor(n / 256 ** (length - 1 - i)) & 0xff));
const entry = (tag, type, count, value) => Buffer.concat([be(tag, 2), be(type, 2), be(count, 4), value]);

/** EXIF that says where the picture was taken, and that it lies on its side. */
function exif() {
  const gps = 8 + 2 + 2 * 12 + 4;
  const data = gps + 2 + 4 * 12 + 4;
  const place = (...values) => Buffer.concat(values.map((value) => Buffer.concat([be(value, 4), be(1, 4)])));
  const tiff = Buffer.concat([
    Buffer.from("MM"), be(42, 2), be(8, 4),
    be(2, 2), entry(0x0112, 3, 1, Buffer.concat([be(6, 2), be(0, 2)])), entry(0x8825, 4, 1, be(gps, 4)), be(0, 4),
    be(4, 2), entry(1, 2, 2, Buffer.from("N\0\0\0")), entry(2, 5, 3, be(data, 4)), entry(3, 2, 2, Buffer.from("E\0\0\0")), entry(4, 5, 3, be(data + 24, 4)), be(0, 4),
    place(59, 30, 0), place(18, 15, 0),
  ]);
  const body = Buffer.concat([Buffer.from("Exif\0\0"), tiff]);
  return Buffer.concat([Buffer.from([0xff, 0xe1]), be(body.length + 2, 2), body]);
}

/** A picture as a phone takes it: 64 × 32 on its side, red to the left, with the place in it. */
export async function photograph(page) {
  const drawn = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 32);
    const pen = canvas.getContext("2d");
    for (const [colour, x] of [["#e00000", 0], ["#0000e0", 32]]) {
      pen.fillStyle = colour;
      pen.fillRect(x, 0, 32, 32);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg", quality: 1 })).arrayBuffer())];
  });
  return Buffer.concat([Buffer.from([0xff, 0xd8]), exif(), Buffer.from(drawn.slice(2))]);
}

/** A Word document with authors, comments, tracked changes and this picture; what gives somebody away carries the word SPÅR. */
export async function document(picture) {
  const made = await telling();
  return Buffer.from(made.docx({ "word/media/image1.jpeg": new Uint8Array(picture) }));
}

let loaded = null;

/** The files that the program's own tests are made with. */
async function telling() {
  if (loaded !== null) return loaded;
  const entry = new URL("../../../web/modules/fixtures/telling_files.ts", import.meta.url).pathname;
  const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, format: "esm", platform: "node", write: false });
  loaded = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  return loaded;
}
