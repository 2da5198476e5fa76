// Draws pictures anew, so that nothing of the file they came in is left but the picture; runs where there is an OffscreenCanvas.

import { type Bytes, base64url } from "./bytes";
import { stripPicture } from "./clean/picture";
import { recognise } from "./clean_kind";

// What every browser's canvas can hold; a larger picture is made smaller.
const MOST_PIXELS = 16_000_000;
const PREVIEW = 320;
const QUALITY = 0.92;

/** The picture as the browser shows it, upright, in a new file; throws where the browser cannot read it. */
export async function redraw(picture: Uint8Array, type: "image/jpeg" | "image/png"): Promise<Bytes> {
  const bitmap = await bitmapOf(picture);
  try {
    if (canvasIsTrue()) return await drawn(bitmap, Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height))), type);
  } finally {
    bitmap.close();
  }
  // A browser that guards against being recognised hands back noise; there the picture keeps its bytes and loses all else.
  const kind = recognise(picture);
  if ((kind !== "jpeg" && kind !== "png") || type !== `image/${kind}`) throw new Error("this browser cannot draw");
  return stripPicture(picture, kind);
}

/** A small picture as a `data:` address, or `null` where the browser cannot draw. */
export async function previewOf(picture: Uint8Array): Promise<string | null> {
  if (!canvasIsTrue()) return null;
  try {
    const bitmap = await bitmapOf(picture);
    const small = await drawn(bitmap, Math.min(1, PREVIEW / Math.max(bitmap.width, bitmap.height)), "image/jpeg");
    bitmap.close();
    return `data:image/jpeg;base64,${base64url(small).replaceAll("-", "+").replaceAll("_", "/")}`;
  } catch {
    return null;
  }
}

function bitmapOf(picture: Uint8Array): Promise<ImageBitmap> {
  return createImageBitmap(new Blob([picture as Bytes]), { imageOrientation: "from-image" });
}

async function drawn(bitmap: ImageBitmap, scale: number, type: "image/jpeg" | "image/png"): Promise<Bytes> {
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("this browser cannot draw");
  if (type === "image/jpeg") {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
  }
  pen.drawImage(bitmap, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type, quality: QUALITY });
  if (blob.type !== type) throw new Error("this browser cannot draw");
  return new Uint8Array(await blob.arrayBuffer());
}

/** Whether what is drawn is what is read back, but for a little noise. */
function canvasIsTrue(): boolean {
  const [side, noise] = [8, 8];
  const pen = new OffscreenCanvas(side, side).getContext("2d");
  if (pen === null) return false;
  const shades = [20, 90, 160, 230];
  shades.forEach((shade, i) => {
    pen.fillStyle = `rgb(${shade}, ${250 - shade}, ${shade})`;
    pen.fillRect(0, 2 * i, side, 2);
  });
  const { data } = pen.getImageData(0, 0, side, side);
  return shades.every((shade, i) => [shade, 250 - shade, shade].every((wanted, channel) => Math.abs(data[(2 * i * side + 3) * 4 + channel]! - wanted) <= noise));
}
