// What the pages of the action plan speak with the server.

import type { ActionPlan, Outcome, PlanHead, Version } from "../modules/plan";
import { get, post } from "./api";
import type { PlanData, PlanRow, PlanTable } from "./wire";

/** Every plan. */
export function loadPlans(): Promise<readonly PlanRow[]> {
  return get<readonly PlanRow[]>("/api/staff/plans");
}

/** A plan as it stands on a day, today unless another is named. */
export function loadPlan(id: string, on?: string): Promise<PlanData> {
  return get<PlanData>(`/api/staff/plans/${id}${on === undefined ? "" : `?on=${on}`}`);
}

/** Takes in a whole plan and gives its id. */
export async function takeIn(plan: ActionPlan): Promise<string> {
  return (await post<{ id: string }>("/api/staff/plans", { plan })).id;
}

/** Reads a spreadsheet's table; the server keeps nothing of it. */
export function readTable(csv: string): Promise<PlanTable> {
  return post<PlanTable>("/api/staff/plans/table", { csv });
}

/** Adds a version, or changes the last one while it is not decided. */
export async function putVersion(id: string, version: Version): Promise<void> {
  await post(`/api/staff/plans/${id}/versions`, { version });
}

/** Notes an outcome; another one of the same day is replaced. */
export async function noteOutcome(id: string, outcome: Outcome): Promise<void> {
  await post(`/api/staff/plans/${id}/outcomes`, { outcome });
}

/** Changes what holds for every version. */
export async function setHead(id: string, head: PlanHead): Promise<void> {
  await post(`/api/staff/plans/${id}/head`, { head });
}

/** A table as a spreadsheet saved it: UTF-8, or the older Western European encoding. */
export function tableText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
