// The keys and the challenge of the moment: read from the page at first, fetched anew when the service says they are old.

import type { Channel, Urn } from "../../modules/drop";
import { byId } from "../page";

export interface Manifest {
  readonly salt: string;
  readonly challenge: string;
  readonly difficulty: number;
  readonly urn: Urn | null;
  readonly channels: readonly Channel[];
  readonly look_in: string;
  readonly form: number;
}

/** The manifest that came with the page; throws if it is missing or is not one. */
export function manifestOfPage(): Manifest {
  return checked(JSON.parse(byId("manifest").textContent ?? ""));
}

/** A fresh manifest from the service. */
export async function fetchManifest(): Promise<Manifest> {
  const response = await fetch("/api/v1/manifest", { credentials: "omit", cache: "no-store" });
  if (!response.ok) throw new Error("no manifest");
  return checked(await response.json());
}

function checked(value: unknown): Manifest {
  const manifest = value as Manifest;
  const whole =
    typeof manifest.salt === "string" &&
    typeof manifest.challenge === "string" &&
    Number.isInteger(manifest.difficulty) &&
    Array.isArray(manifest.channels) &&
    typeof manifest.look_in === "string";
  if (!whole) throw new Error("not a manifest");
  return manifest;
}
