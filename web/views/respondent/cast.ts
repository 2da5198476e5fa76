// Casts a ballot: seals it, waits a while so that its hour says nothing, and sends it.
// After a failure the very same bytes are sent again as long as no answer has changed, so trying again never counts twice.

import { encodeBallot, hashOf } from "../../modules/questionnaire";
import { ballotRequest, questionnaireOf, sealBallot } from "../../modules/vote";
import { type Both, byId, onTap, say } from "../page";
import { type Answer, castBallot } from "./api";
import type { Entry } from "./entrance";
import type { Answering } from "./state";

/** What became of a ballot: sent, refused with a reason, or called back by the visitor. */
export type Cast = Answer<null> | "called_back";

const SECOND_MS = 1_000;
const SENDING: Both = { sv: "Skickar ditt svar …", en: "Sending your answer …" };
const WAITING: Both = { sv: "Svaret är förseglat och skickas strax. Låt sidan vara öppen.", en: "The answer is sealed and will be sent shortly. Keep the page open." };
const NOT_SEALED = {
  code: "not_sealed",
  sv: "Webbläsaren kunde inte försegla dina svar, så inget har skickats. Allt finns kvar här. Försök igen, eller använd en annan enhet.",
  en: "The browser could not seal your answers, so nothing has been sent. They are all still here. Try again, or use another device.",
};

/** Casts for one visitor at a time and remembers what was sealed until told to forget. */
export class Caster {
  private last: { readonly plain: string; readonly body: Uint8Array<ArrayBuffer> } | null = null;
  private hasWaited = false;
  private end: ((why: "now" | "called_back") => void) | null = null;

  constructor(private readonly wait: { readonly least: number; readonly most: number }) {
    onTap(byId("send-now"), () => this.end?.("now"));
    onTap(byId("wait-back"), () => this.end?.("called_back"));
  }

  /** Forgets what was sealed. */
  forget(): void {
    this.last = null;
    this.hasWaited = false;
    this.end?.("called_back");
  }

  /** Seals, waits and sends; never throws. */
  async cast(entry: Entry, answering: Answering): Promise<Cast> {
    const body = await this.sealed(entry, answering).catch(() => null);
    if (body === null) return { ok: false, why: NOT_SEALED };
    if (!this.hasWaited && (await this.waited()) === "called_back") return "called_back";
    this.hasWaited = true;
    this.show(SENDING, false);
    return castBallot(body);
  }

  private async sealed({ wave, token }: Entry, { items, masks }: Answering): Promise<Uint8Array<ArrayBuffer>> {
    questionnaireOf(wave);
    const plain = encodeBallot(hashOf(wave.questionnaire), items, masks, wave.number);
    if (this.last?.plain !== plain.join()) {
      this.last = { plain: plain.join(), body: ballotRequest(token, await sealBallot(wave.recipient, plain)) };
    }
    return this.last.body;
  }

  private waited(): Promise<"now" | "called_back"> {
    const seconds = secondsBetween(this.wait.least, this.wait.most);
    const until = Date.now() + seconds * SECOND_MS;
    const bar = byId<HTMLProgressElement>("wait-bar");
    bar.max = Math.max(seconds, 1);
    this.show(WAITING, true);
    return new Promise((resolve) => {
      const tick = (): void => {
        const left = Math.ceil((until - Date.now()) / SECOND_MS);
        bar.value = bar.max - Math.max(left, 0);
        say(byId("wait-left"), { sv: `Ungefär ${left} sekunder kvar`, en: `About ${left} seconds left` });
        if (left <= 0) this.end?.("now");
      };
      const timer = window.setInterval(tick, SECOND_MS);
      this.end = (why) => {
        window.clearInterval(timer);
        this.end = null;
        resolve(why);
      };
      tick();
    });
  }

  private show(status: Both, waiting: boolean): void {
    say(byId("wait-status"), status);
    byId("wait-choice").hidden = !waiting;
    byId("wait-working").hidden = waiting;
  }
}

/** A number of seconds between two, any as likely as another, drawn by the browser's own generator. */
function secondsBetween(least: number, most: number): number {
  const [drawn] = crypto.getRandomValues(new Uint32Array(1));
  return least + ((most - least) * drawn!) / 2 ** 32;
}
