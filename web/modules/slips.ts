// Codes for slips: made, digested and listed here, in the worker that is ended when the slips are handed over.
// What is registered is sorted, and what is printed lies in random order, so that neither order tells which slip is whose.

import { sha256 } from "@noble/hashes/sha2.js";
import { base64url, randomBytes } from "./bytes";
import { deriveCode, groupCode, makeCode } from "./code";

/** A unit that is to have codes. */
export interface SlipUnit {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly count: number;
}

/** A unit with its codes, in random order. */
export interface CodedUnit extends SlipUnit {
  readonly codes: readonly string[];
}

/** What the server may know of a unit's codes. */
export interface UnitDigests {
  readonly unit: string;
  readonly digests: readonly string[];
}

const BYTE_ORDER_MARK = "\uFEFF";
const RANGE = 2 ** 32;

/** As many codes as each unit is to have. */
export function makeCodes(units: readonly SlipUnit[]): CodedUnit[] {
  return units.map((unit) => ({ ...unit, codes: shuffled(Array.from({ length: unit.count }, () => makeCode())) }));
}

/** SHA-256 of a code's ticket in a wave: all that the server learns of it. */
export function digestOf(code: string, wave: string): string {
  return base64url(sha256(deriveCode(code, wave).ticket));
}

/** The digests of a unit's codes, sorted. */
export function digestsOf({ id, codes }: CodedUnit, wave: string): UnitDigests {
  return { unit: id, digests: codes.map((code) => digestOf(code, wave)).sort() };
}

/** The same things in an order drawn by lot. */
export function shuffled<T>(things: readonly T[], random: (length: number) => Uint8Array = randomBytes): T[] {
  const drawn = [...things];
  for (let i = drawn.length - 1; i > 0; i--) {
    const j = below(i + 1, random);
    [drawn[i], drawn[j]] = [drawn[j]!, drawn[i]!];
  }
  return drawn;
}

/** The address in a slip's QR code; the code stands after the hash and is not sent to any server. */
export function addressOf(origin: string, code: string): string {
  return `${origin}/enkat#${code}`;
}

/** A file for the municipality's own mail merge: semicolons, and a byte order mark for spreadsheets. */
export function mergeFile(units: readonly CodedUnit[], origin: string): string {
  const rows = units.flatMap(({ name, codes }) => codes.map((code) => [name, groupCode(code), addressOf(origin, code)]));
  const lines = [["enhet", "kod", "adress"], ...rows].map((row) => row.map(cell).join(";"));
  return `${BYTE_ORDER_MARK}${lines.join("\r\n")}\r\n`;
}

function cell(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A number from 0 up to but not including `limit`, each as likely; what would favour some is drawn again. */
function below(limit: number, random: (length: number) => Uint8Array): number {
  const fair = RANGE - (RANGE % limit);
  for (;;) {
    const drawn = new DataView(random(4).slice().buffer).getUint32(0);
    if (drawn < fair) return drawn % limit;
  }
}
