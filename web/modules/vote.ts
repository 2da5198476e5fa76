// What a respondent's browser sends and keeps in a survey: tickets, tokens and sealed ballots, all of fixed size.
// The token proves the right to answer; the issuer has never seen it, so it cannot be traced to the code it came from.

import { sha256 } from "@noble/hashes/sha2.js";
import { Encrypter } from "age-encryption";
import { blind, finalize, isSigned, toInteger } from "./blind";
import { type Bytes, base64url, concat, fromBase64url, uuidFromBytes, uuidToBytes } from "./bytes";
import { deriveCode } from "./code";
import { BALLOT, fill, pad } from "./frame";
import { type Questionnaire, hashOf, readQuestionnaire } from "./questionnaire";

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  /** The modulus of the unit's issuing key in this wave, base64url. */
  readonly key: string;
}

export interface Wave {
  readonly id: string;
  readonly title: string;
  readonly number: number;
  readonly recipient: string;
  readonly opens: string;
  readonly closes: string;
  readonly reference_from: string;
  readonly reference_to: string;
  readonly questionnaire_hash: string;
  readonly questionnaire: string;
  readonly units: readonly Unit[];
}

/** The right to answer once for a unit in a wave. */
export interface Token {
  readonly wave: string;
  readonly unit: string;
  readonly nonce: Bytes;
  readonly signature: Bytes;
}

const KEY = 256;
const ID = 16;
const NONCE = 32;
const BALLOT_VERSION = 1;
const TICKET_MARK = "svarsbiljett1.";
const TICKET_SIZE = 2 * ID + NONCE + KEY;

/** The questionnaire of a wave; throws unless it is the very text that the wave's hash names. */
export function questionnaireOf({ questionnaire, questionnaire_hash }: Wave): Questionnaire {
  if (hex(hashOf(questionnaire)) !== questionnaire_hash) throw new Error("not the questionnaire of this wave");
  return readQuestionnaire(questionnaire);
}

/** The modulus of a unit; throws unless it is one of 2,048 bits. */
export function modulusOf({ key }: Unit): bigint {
  const bytes = fromBase64url(key);
  if (bytes.length !== KEY || bytes[0]! < 128 || bytes[KEY - 1]! % 2 === 0) throw new Error("not a key");
  return toInteger(bytes);
}

/** The checksum of a wave's key list, in groups of four; it stands on the slips too. */
export function checksumOf(units: readonly Unit[]): string {
  const digest = sha256(concat(...units.map(({ key }) => fromBase64url(key))));
  return hex(digest.slice(0, 8)).replace(/(.{4})(?=.)/g, "$1 ");
}

/** What asks which unit a code belongs to. */
export function codeRequest(code: string, wave: Wave): Bytes {
  return concat(uuidToBytes(wave.id), deriveCode(code, wave.id).ticket);
}

/** What asks for a token, and how the answer becomes one; the same code makes the same request and the same token. */
export function tokenRequest(code: string, wave: Wave, unit: Unit): { readonly body: Bytes; redeem(answer: Uint8Array): Promise<Token> } {
  const { ticket, nonce, salt, blinding } = deriveCode(code, wave.id);
  const n = modulusOf(unit);
  const r = toInteger(blinding) % n;
  return {
    body: concat(uuidToBytes(wave.id), ticket, blind(n, nonce, salt, r)),
    async redeem(answer) {
      return { wave: wave.id, unit: unit.id, nonce, signature: await finalize(n, nonce, answer, r) };
    },
  };
}

/** Whether a token gives the right to answer for the unit. */
export async function isTokenOf({ nonce, signature }: Token, unit: Unit): Promise<boolean> {
  return isSigned(modulusOf(unit), nonce, signature);
}

/** A token as text to keep. */
export function ticketText({ wave, unit, nonce, signature }: Token): string {
  return TICKET_MARK + base64url(concat(uuidToBytes(wave), uuidToBytes(unit), nonce, signature));
}

/** The token in a kept text, or `null`; line breaks and words around it do not matter. */
export function readTicket(text: string): Token | null {
  const length = Math.ceil((TICKET_SIZE * 4) / 3);
  const joined = text.replace(/\s/gu, "");
  const start = joined.indexOf(TICKET_MARK);
  const encoded = joined.slice(start + TICKET_MARK.length, start + TICKET_MARK.length + length);
  if (start === -1 || encoded.length !== length || !/^[A-Za-z0-9_-]*$/.test(encoded)) return null;
  const bytes = fromBase64url(encoded);
  return {
    wave: uuidFromBytes(bytes.subarray(0, ID)),
    unit: uuidFromBytes(bytes.subarray(ID, 2 * ID)),
    nonce: bytes.slice(2 * ID, 2 * ID + NONCE),
    signature: bytes.slice(2 * ID + NONCE),
  };
}

/** A ballot's plaintext in a frame that only the wave's recipient can open. */
export async function sealBallot(recipient: string, plain: Uint8Array): Promise<Bytes> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return fill(await encrypter.encrypt(pad(plain, BALLOT)), BALLOT);
}

/** What casts a sealed ballot. */
export function ballotRequest({ unit, nonce, signature }: Token, frame: Uint8Array): Bytes {
  return concat(Uint8Array.of(BALLOT_VERSION), uuidToBytes(unit), nonce, signature, frame);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
