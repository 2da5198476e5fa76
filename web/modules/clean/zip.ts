// The archive that Office and ODF files are: unpacked within limits, packed again without times, comments and extra fields.

import { type Zippable, unzipSync, zipSync } from "fflate";
import type { Bytes } from "../bytes";
import { Refused, WHY } from "./found";

const MOST_ENTRIES = 5_000;
const MOST_BYTES = 256 * 1024 * 1024;
const NO_TIME = "1980-01-01T00:00:00";

/** The files of an archive by their path, in their order. */
export type Files = Map<string, Uint8Array>;

/** Unpacks an archive; refuses one that is broken or unfolds without end. */
export function unpack(bytes: Uint8Array): Files {
  let [entries, size] = [0, 0];
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    entries += 1;
    size += originalSize;
    if (entries > MOST_ENTRIES || size > MOST_BYTES) throw new Refused(WHY.broken);
    return !name.endsWith("/");
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch {
    throw new Refused(WHY.broken);
  }
}

/** Packs files; what is called `mimetype` comes first and unpacked, as ODF wants it. */
export function pack(files: Files): Bytes {
  const first = ["mimetype", "[Content_Types].xml"].filter((path) => files.has(path));
  const zippable: Zippable = {};
  for (const path of [...first, ...[...files.keys()].filter((one) => !first.includes(one))]) {
    zippable[path] = [files.get(path)!, { level: path === "mimetype" ? 0 : 6, mtime: NO_TIME }];
  }
  return new Uint8Array(zipSync(zippable));
}
