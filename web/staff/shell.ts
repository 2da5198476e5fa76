// Holds the one document together: shows views, locks them away, and lets go of everything when the page is left.

import { onSignedOut, post, wordsOf } from "./api";
import { auditView } from "./audit";
import { briefingView } from "./briefing_edit";
import { fixedView } from "./briefing_files";
import { briefingsView } from "./briefings";
import { caseView } from "./case";
import { disclosureView } from "./case_disclosure";
import { consultationsOf, consultationsView } from "./consultations";
import { deskView, forgetDesk } from "./desk";
import { announce, byId, h, heading } from "./dom";
import { forgetDrafts, hasDrafts, openDrafts, sealDrafts } from "./drafts";
import { act } from "./forms";
import { whenIdle } from "./idle";
import { keysView } from "./keys";
import { headView } from "./plan_head";
import { newPlanView } from "./plan_new";
import { actionPlanView } from "./plan_page";
import { versionView } from "./plan_version";
import { plansView } from "./plans";
import { erratumView } from "./release_erratum";
import { releasesView } from "./releases";
import { retentionView } from "./retention";
import { type Session, renew, whoAmI } from "./session";
import { signInView, unlockView } from "./sign_in";
import { tallyView } from "./tally";
import { prepareUrns } from "./urn_prepare";
import { urnsView } from "./urns";
import type { Context, Place } from "./view";
import { waveView } from "./wave_page";
import { planView } from "./wave_plan";
import { questionsView } from "./wave_questions";
import { waveTallyView } from "./wave_tally";
import { wavesView } from "./waves";
import type { Me } from "./wire";

let session: Session | null = null;
let place: Place = { at: "desk" };
let lastMember: string | null = null;
let shown = 0;
let stopWatching: (() => void) | null = null;

/** Starts the document: sign-in, or unlocking where the server still knows us. */
export async function start(): Promise<void> {
  for (const button of document.querySelectorAll<HTMLButtonElement>("#nav [data-view]")) {
    button.addEventListener("click", () => go({ at: button.dataset["view"] } as Place));
  }
  byId("menu").addEventListener("click", () => openMenu(byId("menu").getAttribute("aria-expanded") !== "true"));
  byId("nav").addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || byId("menu").getAttribute("aria-expanded") !== "true") return;
    openMenu(false);
    byId("menu").focus();
  });
  byId("lock").addEventListener("click", () => void lock("Du låste sidan."));
  byId("sign-out").addEventListener("click", () => void leave());
  onSignedOut(() => closeSession("Du har blivit utloggad. Logga in igen; det du har skrivit finns kvar."));
  window.addEventListener("beforeunload", (event) => {
    if (hasDrafts()) event.preventDefault();
  });
  window.addEventListener("pagehide", letGo);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  await knock(null);
}

async function knock(why: string | null): Promise<void> {
  try {
    const me = await whoAmI();
    if (me === null) showSignIn(why);
    else showUnlock(me, why);
  } catch {
    put(h("div", { class: "door" }, heading("Servern svarar inte"), h("p", {}, "Kontrollera nätet."), act("Försök igen", () => knock(why))));
  }
}

function showSignIn(why: string | null): void {
  put(signInView(why, enter));
}

function showUnlock(me: Me, why: string | null): void {
  put(unlockView(me, why, enter, () => {
    forgetDrafts();
    showSignIn(null);
  }));
}

async function enter(opened: Session): Promise<void> {
  session = opened;
  await openDrafts(opened.own);
  const consulted = (await consultationsOf().catch(() => [])).length > 0;
  if (lastMember !== opened.me.id) place = firstPlace(opened.me, consulted);
  lastMember = opened.me.id;
  stopWatching?.();
  stopWatching = whenIdle(opened.me.idle_minutes, () => void lock(`Sidan låstes efter ${opened.me.idle_minutes} minuter utan aktivitet.`));
  setNav(opened.me, consulted);
  byId("who").textContent = opened.me.name;
  const urns = opened.me.custodian ? prepareUrns(opened).catch(() => false) : Promise.resolve(false);
  // While a channel is being set up, what was just made by itself should be seen as done.
  if (opened.me.channels.some(({ open }) => !open)) {
    await urns;
    await renew(opened);
  }
  if (session === opened) go(place);
}

/** Where somebody begins: at the desk, unless there is only one other thing for them to do. */
function firstPlace({ channels, auditor }: Me, consulted: boolean): Place {
  if (channels.length > 0) return { at: "desk" };
  return consulted ? { at: "consultations" } : auditor ? { at: "audit" } : { at: "desk" };
}

/** Shows what each person has to do with in the menu. */
function setNav({ channels, administrator, custodian, auditor }: Me, consulted: boolean): void {
  const member = channels.length > 0;
  const guest = !member && !administrator && (consulted || auditor);
  const shown: Readonly<Record<string, boolean>> = {
    "nav-desk": member || !(consulted || auditor),
    "nav-keys": !guest,
    "nav-consultations": consulted,
    "nav-retention": member,
    "nav-urns": custodian,
    "nav-waves": custodian,
    "nav-releases": custodian,
    "nav-plans": member || administrator,
    "nav-briefings": member,
    "nav-audit": auditor,
    "nav-org": !guest,
    "nav-notices": member || administrator,
    "nav-note": !guest,
  };
  for (const [id, visible] of Object.entries(shown)) byId(id).hidden = !visible;
  byId("nav").hidden = false;
}

/** Opens and closes the menu where the screen is too narrow for a row. */
function openMenu(open: boolean): void {
  byId("menu").setAttribute("aria-expanded", String(open));
  byId("nav").classList.toggle("staff-nav-open", open);
}

function go(next: Place): void {
  openMenu(false);
  place = next;
  void show(null);
}

/** Shows the current place; an answer that comes after something else was shown is thrown away. */
async function show(said: string | null): Promise<void> {
  if (session === null) return;
  const mine = ++shown;
  const context: Context = { session, go, refresh };
  for (const button of document.querySelectorAll<HTMLElement>("#nav [data-view]")) {
    const here = button.dataset["view"] === tabOf(place);
    if (here) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  byId("view").setAttribute("aria-busy", "true");
  try {
    const view = await viewOf(context);
    if (mine === shown) put(view, "part" in place ? place.part : undefined);
  } catch (failure) {
    if (mine === shown) put(h("div", {}, heading("Sidan kunde inte visas"), h("p", {}, wordsOf(failure)), act("Försök igen", () => show(null))));
  }
  if (said !== null) announce(said);
}

async function refresh(said = "Uppdaterat."): Promise<void> {
  if (session !== null) await renew(session);
  await show(said);
}

function viewOf(context: Context): Promise<HTMLElement> {
  switch (place.at) {
    case "desk":
      return deskView(context, place);
    case "case":
      return caseView(context, place);
    case "case_disclosure":
      return disclosureView(context, place);
    case "consultations":
      return consultationsView(context, place);
    case "retention":
      return retentionView(context, place);
    case "audit":
      return auditView(context, place);
    case "keys":
      return keysView(context, place);
    case "urns":
      return urnsView(context, place);
    case "tally":
      return tallyView(context, place);
    case "waves":
      return wavesView(context, place);
    case "wave_plan":
      return planView(context, place);
    case "wave":
      return waveView(context, place);
    case "wave_questions":
      return questionsView(context, place);
    case "wave_tally":
      return waveTallyView(context, place);
    case "releases":
      return releasesView(context, place);
    case "erratum":
      return erratumView(context, place);
    case "plans":
      return plansView(context, place);
    case "plan_new":
      return newPlanView(context, place);
    case "plan":
      return actionPlanView(context, place);
    case "plan_version":
      return versionView(context, place);
    case "plan_head":
      return headView(context, place);
    case "briefings":
      return briefingsView(context, place);
    case "briefing":
      return briefingView(context, place);
    case "briefing_fixed":
      return fixedView(context, place);
  }
}

function tabOf({ at }: Place): string {
  if (at.startsWith("wave")) return "waves";
  if (at.startsWith("plan")) return "plans";
  if (at.startsWith("briefing")) return "briefings";
  if (at === "case" || at === "case_disclosure") return byId("nav-desk").hidden ? "consultations" : "desk";
  return at === "tally" ? "urns" : at === "erratum" ? "releases" : at;
}

function put(view: HTMLElement, part?: string): void {
  const frame = byId("view");
  frame.removeAttribute("aria-busy");
  frame.replaceChildren(view);
  const target = (part === undefined ? null : document.getElementById(part)) ?? frame.querySelector<HTMLElement>("h1");
  target?.focus();
  if (part === undefined) window.scrollTo(0, 0);
}

/** Takes keys and opened text out of memory and page; what was typed waits sealed. */
function letGoOfKeys(): void {
  stopWatching?.();
  stopWatching = null;
  if (session !== null) sealDrafts(session.me.recipient);
  session?.channels.clear();
  session = null;
  shown++;
  forgetDesk();
  openMenu(false);
  byId("nav").hidden = true;
  byId("who").textContent = "";
  byId("live").textContent = "";
  byId("view").replaceChildren();
}

async function lock(why: string): Promise<void> {
  const me = session?.me;
  letGoOfKeys();
  if (me !== undefined) showUnlock(me, `${why} ${hasDrafts() ? "Det du skrev finns kvar, krypterat, tills du låser upp." : ""}`.trim());
}

function closeSession(why: string): void {
  letGoOfKeys();
  showSignIn(why);
}

async function leave(): Promise<void> {
  if (hasDrafts() && !window.confirm("Det du har skrivit men inte skickat försvinner. Logga ut?")) return;
  letGoOfKeys();
  forgetDrafts();
  lastMember = null;
  try {
    await post("/api/staff/sign-out", {});
    showSignIn("Du är utloggad.");
  } catch {
    await knock("Servern svarade inte, så du kan fortfarande vara inloggad. Nycklarna är låsta.");
  }
}

function letGo(): void {
  letGoOfKeys();
  forgetDrafts();
}
