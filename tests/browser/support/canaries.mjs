// Searches everything a run leaves behind for what must not be there, in every form it could have been written down in.

import { createHash, randomBytes } from "node:crypto";
import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A text that occurs nowhere else, with letters that each way of writing escapes in its own way. */
export function canary(name) {
  return `${name}-${randomBytes(6).toString("hex")} "kvällsöppet" ${randomBytes(6).toString("hex")}`;
}

/** Where each needle lies, in words; empty when it lies nowhere. `needles` are names with texts or bytes, `haystacks` names with bytes. */
export function hits(needles, haystacks) {
  const wanted = Object.entries(needles).flatMap(([name, what]) => formsOf(what).map(([form, bytes]) => ({ name, form, bytes })));
  return Object.entries(haystacks).flatMap(([place, hay]) =>
    wanted.filter(({ bytes }) => hay.includes(bytes)).map(({ name, form }) => `${name} as ${form} in ${place}`),
  );
}

/** Every file beneath a directory, by its path. */
export function filesIn(directory, within = "") {
  return Object.assign(
    {},
    ...readdirSync(join(directory, within)).map((name) => {
      const path = join(within, name);
      const kind = lstatSync(join(directory, path), { throwIfNoEntry: false });
      if (kind?.isDirectory()) return filesIn(directory, path);
      return kind?.isFile() ? { [path]: readFileSync(join(directory, path)) } : {};
    }),
  );
}

/** A value and its digests, for what must not even be kept as a hash. */
export function withDigests(name, text) {
  const digests = ["md5", "sha1", "sha256"].map((kind) => [`${kind} of ${name}`, createHash(kind).update(text).digest()]);
  return Object.fromEntries([[name, text], ...digests]);
}

/** A text, or bytes, in every form. */
export function formsOf(what) {
  const bytes = Buffer.from(what);
  const hex = bytes.toString("hex");
  const forms = [["bytes", bytes], ["hex", Buffer.from(hex)], ["upper-case hex", Buffer.from(hex.toUpperCase())]];
  for (const offset of [0, 1, 2]) {
    const base64 = base64At(bytes, offset);
    forms.push([`base64 at ${offset}`, Buffer.from(base64)]);
    forms.push([`base64url at ${offset}`, Buffer.from(base64.replaceAll("+", "-").replaceAll("/", "_"))]);
  }
  forms.push(["a list of numbers", Buffer.from([...bytes].join(", "))]);
  forms.push(["escaped bytes", Buffer.from(escaped(bytes))]);
  if (typeof what === "string") {
    forms.push(["UTF-16LE", Buffer.from(what, "utf16le")]);
    forms.push(["URL-escaped", Buffer.from(encodeURIComponent(what))]);
    forms.push(["form-escaped", Buffer.from(new URLSearchParams({ "": what }).toString().slice(1))]);
    forms.push(["JSON-escaped", Buffer.from(JSON.stringify(what).slice(1, -1))]);
    forms.push(["JSON-escaped to ASCII", Buffer.from(ascii(JSON.stringify(what).slice(1, -1)))]);
    forms.push(["HTML-escaped", Buffer.from(what.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"))]);
  }
  const seen = new Set();
  return forms.filter(([, form]) => !seen.has(form.toString("hex")) && seen.add(form.toString("hex")));
}

/** What base64 of a longer text holds when the bytes begin `offset` bytes into a group of three; the ragged ends are left out. */
function base64At(bytes, offset) {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  return whole.slice([0, 2, 3][offset], Math.floor((8 * (offset + bytes.length)) / 6));
}

function ascii(json) {
  return json.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** As a program prints bytes for a developer. */
function escaped(bytes) {
  const named = { 9: "\\t", 10: "\\n", 13: "\\r", 34: '\\"', 92: "\\\\" };
  return [...bytes].map((byte) => named[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`)).join("");
}
