// The way in: a code becomes a token, or a kept ticket is one already.
// The code stays in its field until the token is there, and is then gone from the page.

import { groupCode, readCode } from "../../modules/code";
import { type Token, type Unit, type Wave, codeRequest, isTokenOf, readTicket, tokenRequest } from "../../modules/vote";
import { type Both, byId, onTap, say } from "../page";
import { type Answer, type Refusal, askToken, askUnit } from "./api";

/** Somebody who may answer. */
export interface Entry {
  readonly wave: Wave;
  readonly unit: Unit;
  readonly token: Token;
  readonly kept: boolean;
}

const CHECKING: Both = { sv: "Kontrollerar koden …", en: "Checking the code …" };
const NOT_WHOLE: Both = { sv: "Svarsbiljetten är inte hel. Kopiera all text och försök igen.", en: "The ticket is not whole. Copy all of the text and try again." };
const NOT_OPEN: Both = { sv: "Svarsbiljetten hör till en enkät som inte är öppen nu.", en: "The ticket belongs to a survey that is not open now." };
const NOT_MADE: Both = {
  sv: "Svarsbiljetten från tjänsten stämmer inte, så den har kastats. Ladda om sidan och försök igen.",
  en: "The ticket from the service is not right and has been thrown away. Reload the page and try again.",
};
const ODD_UNIT: Refusal = {
  code: "odd_unit",
  sv: "Koden hör till en enhet som inte finns i enkätens lista. Säg till den som delade ut koden.",
  en: "The code belongs to a unit that is not on the survey’s list. Tell the person who handed out the code.",
};
const UNKNOWN = "unknown_code";

/** Listens at the door; `enter` is called with whoever may come in. */
export function offerEntrance(waves: readonly Wave[], enter: (entry: Entry) => void): { fill(code: string): void; clear(): void } {
  const field = byId<HTMLInputElement>("code");
  const ticket = byId<HTMLTextAreaElement>("ticket");
  const file = byId<HTMLInputElement>("ticket-file");
  const [error, status, ticketError] = [byId("code-error"), byId("code-status"), byId("ticket-error")];
  const complain = (input: HTMLElement, where: HTMLElement, why: Both | null): void => {
    say(where, why);
    input.setAttribute("aria-invalid", String(why !== null));
    if (why !== null) input.focus();
  };
  const clear = (): void => {
    field.value = ticket.value = file.value = "";
    complain(field, error, null);
    complain(ticket, ticketError, null);
  };

  let checking = false;
  const tryCode = async (): Promise<void> => {
    if (checking) return;
    complain(field, error, null);
    const typed = readCode(field.value);
    if (!typed.ok) return complain(field, error, mistakeIn(typed));
    checking = true;
    say(status, CHECKING);
    const entry = await entryWith(typed.code, waves).catch(() => NOT_MADE);
    checking = false;
    say(status, null);
    if (!("token" in entry)) return complain(field, error, entry);
    clear();
    enter(entry);
  };
  onTap(byId("code-go"), tryCode);
  field.addEventListener("keydown", ({ key }) => void (key === "Enter" && tryCode()));

  onTap(byId("ticket-go"), async () => {
    complain(ticket, ticketError, null);
    const entry = await entryOf(ticket.value, waves);
    if (!("token" in entry)) return complain(ticket, ticketError, entry);
    clear();
    enter(entry);
  });
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (chosen !== undefined) ticket.value = await chosen.text().catch(() => "");
  });

  return {
    fill(code) {
      field.value = groupCode(code);
      complain(field, error, null);
    },
    clear,
  };
}

/** Tries the code in every open wave until one knows it. */
async function entryWith(code: string, waves: readonly Wave[]): Promise<Entry | Refusal> {
  let why: Refusal | null = null;
  for (const wave of waves) {
    const known: Answer<string> = await askUnit(codeRequest(code, wave));
    if (known.ok) return entryInto(code, wave, known.value);
    why = known.why;
    if (why.code !== UNKNOWN) break;
  }
  return why ?? ODD_UNIT;
}

async function entryInto(code: string, wave: Wave, unitId: string): Promise<Entry | Refusal> {
  const unit = wave.units.find(({ id }) => id === unitId);
  if (unit === undefined) return ODD_UNIT;
  const request = tokenRequest(code, wave, unit);
  const signed = await askToken(request.body);
  return signed.ok ? { wave, unit, token: await request.redeem(signed.value), kept: false } : signed.why;
}

async function entryOf(text: string, waves: readonly Wave[]): Promise<Entry | Both> {
  const token = readTicket(text);
  if (token === null) return NOT_WHOLE;
  const wave = waves.find(({ id }) => id === token.wave);
  const unit = wave?.units.find(({ id }) => id === token.unit);
  if (wave === undefined || unit === undefined) return NOT_OPEN;
  return (await isTokenOf(token, unit)) ? { wave, unit, token, kept: true } : NOT_WHOLE;
}

function mistakeIn(typed: Exclude<ReturnType<typeof readCode>, { ok: true }>): Both {
  switch (typed.why) {
    case "length":
      return typed.count === 0
        ? { sv: "Skriv koden som står på din lapp.", en: "Type the code on your slip." }
        : { sv: `Koden har 16 tecken. Du har skrivit ${typed.count}.`, en: `The code has 16 characters. You have typed ${typed.count}.` };
    case "symbol":
      return { sv: `Tecknet ”${typed.symbol}” finns inte i någon kod. Jämför med lappen.`, en: `The character “${typed.symbol}” is not in any code. Compare with the slip.` };
    case "check":
      return { sv: "Något tecken i koden stämmer inte. Jämför med lappen, ett tecken i taget.", en: "Some character of the code is wrong. Compare with the slip, one character at a time." };
  }
}
