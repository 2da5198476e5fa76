// Waves as the staff API speaks of them, and what can be asked of it.

import { base64url } from "../modules/bytes";
import { makeSecret, sealText } from "../modules/keyring";
import type { Item, Questionnaire } from "../modules/questionnaire";
import { get, post } from "./api";
import type { HeldKey, UrnsData } from "./wire";

export type Population = "staff" | "manager" | "elected";
export type Phase = "planned" | "open" | "closed" | "counted";

export interface WaveRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly population: Population;
  readonly number: number;
  readonly opens: string;
  /** The last day. */
  readonly closes: string;
  readonly phase: Phase;
}

export interface FrameRow {
  readonly node: string;
  readonly kind: string;
  readonly name: string;
  readonly department: string;
  readonly head_count: number | null;
}

export interface WavesData {
  readonly today: string;
  readonly waves: readonly WaveRow[];
  readonly frame: readonly FrameRow[];
}

/** Codes and ballots of a unit as of the last mix; never answers. */
export interface WaveUnit {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly population: number;
  readonly key: string | null;
  readonly codes: number;
  readonly traded: number;
  readonly void: number;
  readonly answered: number;
}

export interface WaveDay {
  readonly day: string;
  readonly traded: number;
  readonly answered: number;
}

export interface Protocol {
  readonly wave: string;
  readonly title: string;
  readonly day: string;
  readonly disposal: string;
  readonly questionnaire_hash: string;
  readonly plan_hash: string;
  readonly ballots: number;
  readonly invalid: number;
  readonly units: readonly (Omit<WaveUnit, "id" | "key"> & { readonly unit: string })[];
}

export interface Wave extends WaveRow {
  readonly reference_from: string;
  readonly reference_to: string;
  readonly disposal: string;
  readonly questionnaire: Questionnaire;
  readonly questionnaire_hash: string;
  readonly plan_hash: string;
  readonly groups: readonly { readonly name: string; readonly population: number }[];
  readonly units: readonly WaveUnit[];
  readonly days: readonly WaveDay[];
  readonly protocol: Protocol | null;
  /** Where respondents find the service. */
  readonly public_url: string;
}

/** What plans a wave. */
export interface Plan {
  readonly title: string;
  readonly population: Population;
  readonly opens: string;
  readonly closes: string;
  readonly reference_from: string;
  readonly reference_to: string;
  readonly disposal: string;
  readonly definition: string | null;
  readonly units: readonly { readonly node: string; readonly population: number; readonly tenure: readonly number[] | null }[];
}

/** Whom a wave asks, in words. */
export const POPULATIONS: Readonly<Record<Population, string>> = { staff: "Medarbetare", manager: "Chefer", elected: "Förtroendevalda" };

/** Where a wave stands, in words. */
export const PHASES: Readonly<Record<Phase, string>> = { planned: "Planerad", open: "Öppen", closed: "Stängd", counted: "Räknad" };

/** All waves, and what can be asked. */
export function loadWaves(): Promise<WavesData> {
  return get<WavesData>("/api/staff/waves");
}

/** One wave. */
export function loadWave(id: string): Promise<Wave> {
  return get<Wave>(`/api/staff/waves/${id}`);
}

/** The questionnaire that comes with the service. */
export async function shippedQuestionnaire(population: Population): Promise<Questionnaire> {
  return (await get<{ questionnaire: Questionnaire }>(`/api/staff/questionnaires/${population}`)).questionnaire;
}

/** A questionnaire of the municipality's own; refused with its faults in words. */
export async function checkDefinition(definition: string): Promise<Questionnaire> {
  return (await post<{ questionnaire: Questionnaire }>("/api/staff/questionnaires", { definition })).questionnaire;
}

/** Plans a wave with an urn of its own, whose key is made here and sealed to everybody who keeps urns. */
export async function planWave(plan: Plan): Promise<string> {
  const { custodians, recovery_recipient: paper } = await get<UrnsData>("/api/staff/urns");
  const { identity, recipient } = await makeSecret();
  const holders: [string | null, string][] = custodians.map((custodian) => [custodian.id, custodian.recipient]);
  if (paper !== null) holders.push([null, paper]);
  const keys: HeldKey[] = [];
  for (const [holder, to] of holders) keys.push({ holder, sealed: base64url(await sealText(identity, to)) });
  return (await post<{ id: string }>("/api/staff/waves", { ...plan, recipient, keys })).id;
}

/** The words of the answers to the question of experience, without the one that declines; empty where it is not asked. */
export function tenureBands({ pages }: Questionnaire): string[] {
  const item = pages.flatMap(({ items }) => items).find((item: Item & { readonly role?: string | null }) => item.role === "tenure");
  return item?.options.filter(({ code }) => code !== "na").map(({ text }) => text.sv) ?? [];
}
