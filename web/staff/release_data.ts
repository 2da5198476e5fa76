// What the page of releases speaks with the server, and how tallies travel: unsealed in the worker, handed back byte for byte.

import type { Figure } from "../modules/figure";
import { get, post } from "./api";
import { Mend } from "./forms";
import type { Session } from "./session";
import { unseal } from "./worker";

export interface OpenedUrn {
  readonly id: string;
  readonly period: string;
  readonly opened: string;
  readonly bound: boolean;
  readonly release: number | null;
  readonly draft: string | null;
}

export interface Job {
  readonly id: string;
  readonly urns: readonly string[];
  readonly by: string;
  readonly state: "running" | "refused";
  readonly percent?: number;
  readonly doing?: string;
  readonly reason?: string;
}

export interface Cell {
  readonly id: string;
  readonly figure: Figure;
}

export interface Table {
  readonly id: string;
  readonly period: string;
  readonly title: string;
  readonly base: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly Cell[] }[];
}

export interface Estimate {
  readonly id: string;
  readonly measure: string;
  readonly group: string;
  readonly reading: string;
}

export interface Finding {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface Content {
  readonly set: string;
  readonly periods: readonly string[];
  readonly tables: readonly Table[];
  /** Only of surveys. */
  readonly estimates?: readonly Estimate[];
  readonly findings?: readonly Finding[];
  readonly notes: readonly string[];
  readonly erratum: { readonly of: number; readonly text: string; readonly withdrawn: readonly string[]; readonly corrections: readonly Cell[] } | null;
}

export interface Draft {
  readonly id: string;
  readonly made: string;
  readonly maker: string;
  readonly stale: boolean;
  readonly urns: readonly string[];
  readonly content: Content;
  readonly hidden: readonly { readonly cell: string; readonly reason: string }[];
  readonly verdict: { readonly protected: number; readonly releases: number; readonly adversaries: readonly string[] };
  readonly approvals: readonly { readonly staff: string; readonly name: string; readonly day: string }[];
}

export interface Release {
  readonly number: number;
  readonly published: string;
  readonly periods: readonly string[];
  readonly of: number | null;
  readonly cells: readonly { readonly id: string; readonly label: string }[];
}

export interface Releases {
  readonly urns: readonly OpenedUrn[];
  readonly jobs: readonly Job[];
  readonly drafts: readonly Draft[];
  readonly releases: readonly Release[];
}

/** Everything the page shows. */
export function loadReleases(): Promise<Releases> {
  return get<Releases>("/api/staff/releases");
}

/** Asks for a draft of some urns; it is made while we do other things. */
export async function makeDraft(session: Session, urns: readonly string[]): Promise<void> {
  await post("/api/staff/releases/drafts", { urns: await tallies(session, urns) });
}

/** Approves a draft; gives the number of the release where this approval published it. */
export async function approveDraft(session: Session, { id, urns }: Draft): Promise<number | null> {
  const { published } = await post<{ published: number | null }>(`/api/staff/releases/drafts/${id}/approve`, { urns: await tallies(session, urns) });
  return published;
}

/** Throws a draft away. */
export async function discardDraft({ id }: Draft): Promise<void> {
  await post(`/api/staff/releases/drafts/${id}/discard`, {});
}

async function tallies({ own }: Session, urns: readonly string[]): Promise<{ id: string; tally: string }[]> {
  const brought = [];
  for (const id of urns) {
    const { sealed } = await get<{ sealed: string }>(`/api/staff/urns/${id}/tally`);
    const tally = await unseal(sealed, own).catch(() => {
      throw new Mend("En räkning kan inte öppnas med dina nycklar. Den förslöts till dem som förvarade urnor den dag urnan öppnades.");
    });
    brought.push({ id, tally });
  }
  return brought;
}
