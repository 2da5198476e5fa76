// Sends a drop, and before it its attachments: seals, proves, posts, and tries once more when keys or proof were too old. A failure keeps everything for another try.

import type { Draft } from "../../modules/requests";
import type { Both } from "../page";
import type { ProveUpload } from "./attach";
import { type Manifest, fetchManifest } from "./manifest";
import type { Vault } from "./vault";

export type Sent = { readonly ok: true } | { readonly ok: false; readonly why: Both };

/** What is to be sent, and to which channel. */
export interface Parcel {
  readonly draft: Draft;
  readonly channel: string;
  readonly atOnce: boolean;
}

const PATIENCE_MS = 60_000;
const UPLOAD_PATIENCE_MS = 600_000;

type Tell = (step: Both) => void;

interface Refusal extends Both {
  readonly code: string;
  readonly difficulty?: number;
}

const STEPS = {
  seal: { sv: "Förseglar det du har skrivit. Det tar några sekunder.", en: "Sealing what you have written. This takes a few seconds." },
  prove: { sv: "Gör en uträkning som hindrar massutskick. Det tar några sekunder.", en: "Doing a calculation that holds back mass mailings. This takes a few seconds." },
  upload: { sv: "Skickar bilagorna, förseglade. Det kan ta några minuter.", en: "Sending the attachments, sealed. This can take a few minutes." },
  post: { sv: "Skickar det förseglade.", en: "Sending what is sealed." },
};

const PROOF_REFUSED = ["proof", "proof_needed"];
const UNREACHABLE: Both = {
  sv: "Tjänsten gick inte att nå. Allt du har fyllt i finns kvar här. Kontrollera nätet och försök igen.",
  en: "The service could not be reached. Everything you have filled in is still here. Check the network and try again.",
};
export const NOT_SEALED: Both = {
  sv: "Webbläsaren kunde inte försegla det du har skrivit, så inget har skickats. Allt finns kvar här. Försök igen, eller använd en annan enhet.",
  en: "The browser could not seal what you have written, so nothing has been sent. It is all still here. Try again, or use another device.",
};
const CLOSED: Both = {
  sv: "Mottagaren tar inte emot något just nu. Allt du har fyllt i finns kvar här. Försök igen senare, eller ring.",
  en: "The recipient is not open at the moment. Everything you have filled in is still here. Try again later, or call.",
};

/** A sender that remembers what it has sealed, so that trying again stores it once. */
export class Sender {
  private readonly uploaded = new Set<string>();
  private last: { readonly parcel: string; readonly keys: string } | null = null;

  constructor(
    private readonly vault: Vault,
    private manifest: Manifest,
  ) {}

  /** Forgets what was to be sent. */
  forget(): void {
    this.last = null;
    this.uploaded.clear();
  }

  /** Sends a parcel and says each step in words; never throws. */
  async send(parcel: Parcel, tell: Tell, prove: ProveUpload): Promise<Sent> {
    for (const { id } of parcel.draft.kind === "count" ? [] : parcel.draft.attachments) {
      const why = this.uploaded.has(id) ? null : await this.upload(id, tell, prove);
      if (why !== null) return { ok: false, why };
      this.uploaded.add(id);
    }
    return this.drop(parcel, tell);
  }

  private async upload(id: string, tell: Tell, prove: ProveUpload): Promise<Both | null> {
    for (const retry of [true, false]) {
      tell(STEPS.upload);
      const { challenge, difficulty } = this.manifest;
      const body = await prove(id, challenge, difficulty).catch(() => null);
      if (body === null) return NOT_SEALED;
      const refusal = await post("/api/v1/attachments", body, UPLOAD_PATIENCE_MS);
      if (refusal === null) return null;
      if (!retry || !PROOF_REFUSED.includes(refusal.code)) return refusal;
      try {
        this.manifest = await fetchManifest();
      } catch {
        return UNREACHABLE;
      }
    }
    return UNREACHABLE;
  }

  private async drop(parcel: Parcel, tell: Tell): Promise<Sent> {
    let difficulty = this.manifest.difficulty;
    for (const retry of [true, false]) {
      const body = await this.prepare(parcel, difficulty, tell).catch(() => NOT_SEALED);
      if (!(body instanceof ArrayBuffer)) return { ok: false, why: body };
      tell(STEPS.post);
      const refusal = await post("/api/v1/drops", body, PATIENCE_MS);
      if (refusal === null) {
        this.forget();
        return { ok: true };
      }
      if (!retry || (refusal.code !== "stale_keys" && refusal.code !== "proof")) return { ok: false, why: refusal };
      try {
        this.manifest = await fetchManifest();
      } catch {
        return { ok: false, why: UNREACHABLE };
      }
      difficulty = Math.max(this.manifest.difficulty, refusal.difficulty ?? 0);
    }
    return { ok: false, why: UNREACHABLE };
  }

  private async prepare(parcel: Parcel, difficulty: number, tell: Tell): Promise<ArrayBuffer | Both> {
    const { channels, urn, salt, challenge } = this.manifest;
    const channel = channels.find(({ id }) => id === parcel.channel);
    if (channel === undefined || urn === null) return CLOSED;
    const now = { parcel: JSON.stringify(parcel), keys: JSON.stringify([channel, urn]) };
    if (this.last?.parcel !== now.parcel || this.last.keys !== now.keys) {
      tell(STEPS.seal);
      await this.vault.ask("seal", parcel.draft, channel, urn, salt, parcel.atOnce);
      this.last = now;
    }
    tell(STEPS.prove);
    return this.vault.ask("prove", challenge, difficulty);
  }
}

async function post(address: string, body: ArrayBuffer, patience: number): Promise<Refusal | null> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(patience),
    });
    if (response.status === 204) return null;
    const refusal = (await response.json()) as Refusal;
    return typeof refusal.sv === "string" && typeof refusal.en === "string" ? refusal : { code: "", ...UNREACHABLE };
  } catch {
    return { code: "unreachable", ...UNREACHABLE };
  }
}
