// Speaks to the staff API; every refusal comes back as words for the person who sees it.

interface Wording {
  readonly code?: string;
  readonly sv?: string;
  readonly wait_seconds?: number;
}

/** Why the server, or the network before it, did not do what was asked. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

let whenSignedOut: (() => void) | null = null;

/** Says what happens when the server no longer knows us. */
export function onSignedOut(action: () => void): void {
  whenSignedOut = action;
}

/** Fetches what stands at an address. */
export async function get<T>(path: string): Promise<T> {
  const response = await ask(path, { method: "GET" });
  return (await response.json()) as T;
}

/** Sends something to an address and gives back the answer, if there is one. */
export async function post<T = null>(path: string, body: object): Promise<T> {
  const response = await ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.status === 204 ? (null as T) : ((await response.json()) as T);
}

/** Fetches bytes that only the page can open. */
export async function getBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await ask(path, { method: "GET" })).arrayBuffer());
}

/** Sends something to an address that answers with bytes. */
export async function postForBytes(path: string, body: object): Promise<Uint8Array<ArrayBuffer>> {
  const response = await ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return new Uint8Array(await response.arrayBuffer());
}

/** Sends bytes that are sealed already. */
export async function postBytes(path: string, body: ArrayBuffer): Promise<void> {
  await ask(path, { method: "POST", headers: { "content-type": "application/octet-stream" }, body });
}

/** What to tell somebody about a failure, whatever it was. */
export function wordsOf(failure: unknown): string {
  if (failure instanceof Refusal) return failure.message;
  return "Något gick fel i webbläsaren. Det du har skrivit finns kvar. Försök igen.";
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const response = await reach(path, init);
  if (response.ok) return response;
  const said = (await response.json().catch(() => ({}))) as Wording;
  const refusal = new Refusal(said.code ?? `http_${response.status}`, sentence(said));
  if (refusal.code === "signed_out") whenSignedOut?.();
  throw refusal;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: "same-origin", cache: "no-store", redirect: "error" });
  } catch {
    throw new Refusal("unreachable", "Servern svarar inte. Kontrollera nätet och försök igen.");
  }
}

function sentence({ code, sv, wait_seconds: wait }: Wording): string {
  if (code === "slow_down" && wait !== undefined) return `För många försök. Vänta ${inWords(wait)} och försök sedan igen.`;
  if (code === "conflict") return sv ?? "Någon annan hann före. Uppdatera och försök igen; det du har skrivit finns kvar.";
  return sv ?? "Servern kunde inte göra det. Försök igen om en stund.";
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} sekunder`;
  return `${Math.ceil(seconds / 60)} minuter`;
}
