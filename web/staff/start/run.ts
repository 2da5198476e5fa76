// Leads through the steps of a one-time link; going back and failing keep everything typed.

import { Refusal, post } from "../api";
import { announce, byId, h, heading, notice } from "../dom";
import { act } from "../forms";
import { aboutStep } from "./about";
import { createAccount } from "./create";
import { passphraseStep } from "./passphrase";
import { secondFactorStep } from "./second_factor";
import type { Filled, Looked, Step } from "./wire";

/** Takes the token out of the address bar and begins. */
export async function run(): Promise<void> {
  const token = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  if (token === "") return deadLink();
  await look(token);
}

async function look(token: string): Promise<void> {
  try {
    lead(token, await post<Looked>("/api/start/look", { token }));
  } catch (failure) {
    if (failure instanceof Refusal && failure.code !== "unreachable" && failure.code !== "unavailable") return deadLink();
    put(h("div", { class: "door" }, heading("Servern svarar inte"), h("p", {}, "Kontrollera nätet."), act("Försök igen", () => look(token))));
  }
}

function lead(token: string, looked: Looked): void {
  const filled: Filled = { account: "", name: looked.name ?? "", email: "", channelName: looked.channel ?? "Säkerhetsfunktionen", channelPhone: "", passphrase: "", totp: "" };
  const create = async (say: (progress: string) => void): Promise<void> => {
    await createAccount(token, looked, filled, say);
    filled.passphrase = filled.totp = "";
    done();
  };
  const steps = [aboutStep(looked, filled), passphraseStep(filled, () => [filled.name]), secondFactorStep(looked, filled, create)];
  const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
  window.addEventListener("beforeunload", warn);
  const done = (): void => {
    window.removeEventListener("beforeunload", warn);
    finished(looked);
  };
  show(looked, steps, 0);
}

function show(looked: Looked, steps: readonly Step[], at: number): void {
  const step = steps[at]!;
  const back = at === 0 ? null : (): void => show(looked, steps, at - 1);
  put(
    h(
      "div",
      { class: "door" },
      h("p", { class: "step-count" }, `Steg ${at + 1} av ${steps.length}`),
      heading(step.title),
      at === 0 && greeting(looked),
      step.show(() => show(looked, steps, at + 1), back),
    ),
  );
}

function greeting({ kind, name, channel }: Looked): HTMLElement {
  if (kind === "set_up") return h("p", { class: "lead" }, "Du sätter upp tjänsten och blir dess första medlem och administratör.");
  const who = name === null ? "Hej!" : `Hej ${name}!`;
  return h("p", { class: "lead" }, channel === null ? `${who} Du är inbjuden till tjänsten.` : `${who} Du är inbjuden till mottagaren ${channel}.`);
}

function finished({ kind, channel }: Looked): void {
  const more = kind === "invitation" && channel !== null ? "En medlem med nyckel behöver sedan ge dig den. Ni jämför då siffror på telefon." : "När du har loggat in visas vad som återstår innan någon kan rapportera.";
  put(h("div", { class: "door" }, heading("Klart"), notice("done", h("p", {}, "Kontot är skapat."), h("p", {}, more)), h("p", {}, h("a", { class: "primary call-on", href: "/staff" }, "Logga in"))));
  announce("Kontot är skapat.");
}

function deadLink(): void {
  put(h("div", { class: "door" }, heading("Länken gäller inte"), h("p", {}, "Den är använd, för gammal eller inte hel. Be den som gav dig den om en ny."), h("p", {}, h("a", { href: "/staff" }, "Har du redan ett konto? Logga in."))));
}

function put(view: HTMLElement): void {
  byId("view").replaceChildren(view);
  view.querySelector<HTMLElement>("h1")?.focus();
  window.scrollTo(0, 0);
}
