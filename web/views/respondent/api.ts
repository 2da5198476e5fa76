// The respondent's four calls. Nothing else is sent: no cookie, no referrer, no cache, and a refusal comes back in words.

import { type Unit, type Wave, modulusOf, questionnaireOf } from "../../modules/vote";
import type { Both } from "../page";

/** The waves that are open, and between how many seconds a ballot waits before it is sent. */
export interface Waves {
  readonly waves: readonly Wave[];
  readonly wait: { readonly least: number; readonly most: number };
}

/** Why the service said no, in both languages. */
export interface Refusal extends Both {
  readonly code: string;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Refusal };

const PATIENCE_MS = 60_000;
const BLIND_SIGNATURE = 256;

const UNREACHABLE: Refusal = {
  code: "unreachable",
  sv: "Tjänsten gick inte att nå. Allt du har fyllt i finns kvar här. Kontrollera nätet och försök igen.",
  en: "The service could not be reached. Everything you have filled in is still here. Check the network and try again.",
};

/** The open waves, always the whole list; `null` when the service cannot be reached, throws on what is not such a list. */
export async function fetchWaves(): Promise<Waves | null> {
  const response = await ask("/api/v1/waves").catch(() => null);
  if (response === null || !response.ok) return null;
  return checked((await response.json()) as Waves);
}

/** Which unit a code belongs to. */
export function askUnit(body: BodyInit): Promise<Answer<string>> {
  return post("codes", body, async (response) => ((await response.json()) as { unit: string }).unit);
}

/** The blind signature of a token. */
export function askToken(body: BodyInit): Promise<Answer<Uint8Array>> {
  return post("tokens", body, async (response) => {
    const answer = new Uint8Array(await response.arrayBuffer());
    if (answer.length !== BLIND_SIGNATURE) throw new Error("not a blind signature");
    return answer;
  });
}

/** Casts a ballot; the same bytes may be sent again. */
export function castBallot(body: BodyInit): Promise<Answer<null>> {
  return post("ballots", body, async () => null);
}

async function post<T>(path: string, body: BodyInit, read: (response: Response) => Promise<T>): Promise<Answer<T>> {
  try {
    const response = await ask(`/api/v1/${path}`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body });
    if (response.ok) return { ok: true, value: await read(response) };
    const why = (await response.json()) as Refusal;
    const inWords = [why.code, why.sv, why.en].every((text) => typeof text === "string");
    return { ok: false, why: inWords ? why : UNREACHABLE };
  } catch {
    return { ok: false, why: UNREACHABLE };
  }
}

function ask(path: string, how: RequestInit = {}): Promise<Response> {
  return fetch(path, { ...how, credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
}

function checked({ waves, wait }: Waves): Waves {
  const isSpan = Number.isFinite(wait.least) && Number.isFinite(wait.most) && 0 <= wait.least && wait.least <= wait.most;
  if (!Array.isArray(waves) || !isSpan) throw new Error("not a list of waves");
  for (const wave of waves) {
    questionnaireOf(wave);
    wave.units.forEach((unit: Unit) => modulusOf(unit));
  }
  return { waves, wait };
}
