// The respondent's page. A code in the address is taken out of it first of all; then the open waves are fetched whole, as every browser does.
// Everything that can be pressed stays hidden until a ballot has been sealed on trial for every open wave.

import { checksumOf, sealBallot } from "../modules/vote";
import { offerExit } from "../views/exit";
import { offerLanguages } from "../views/language";
import { type Both, byId, dayInWords, inBoth, make, onTap } from "../views/page";
import { screensOfPage } from "../views/reporter/screens";
import { type Waves, fetchWaves } from "../views/respondent/api";
import { offerEntrance } from "../views/respondent/entrance";
import { takeCode } from "../views/respondent/fragment";
import { offerWalk } from "../views/respondent/walk";

const AT_AN_END = ["sent", "done_before"];
const screenCalled = (name: string): HTMLElement => document.querySelector<HTMLElement>(`[data-screen="${name}"]`)!;

const page = document.documentElement;
const fromSlip = takeCode();

async function start(): Promise<void> {
  let wipe = (): void => {};
  offerExit(() => wipe());
  if (!window.isSecureContext || crypto.subtle === undefined) throw new Error("this browser cannot seal here");

  const screens = screensOfPage();
  onTap(byId("try-again"), () => location.reload());
  offerLanguages();
  const open = await fetchWaves();
  if (open === null || open.waves.length === 0) screens.show(open === null ? "unreachable" : "closed");
  else {
    for (const { recipient } of open.waves) await sealBallot(recipient, new Uint8Array(0));
    wipe = offerDoor(open, screens);
  }
  page.dataset["state"] = "ready";
}

function offerDoor({ waves, wait }: Waves, screens: ReturnType<typeof screensOfPage>): () => void {
  const walk = offerWalk(screens, wait);
  const entrance = offerEntrance(waves, walk.enter);
  byId("open-waves").replaceChildren(...waves.map(({ title, closes }) => make("li", make("strong", title), " ", inBoth(until(closes)))));
  byId("checksums").replaceChildren(...waves.flatMap(({ title, units }) => [make("dt", title), make("dd", checksumOf(units))]));
  if (fromSlip !== null) entrance.fill(fromSlip);
  window.addEventListener("hashchange", () => {
    const code = takeCode();
    if (code === null) return;
    // A second slip, or somebody else's turn; whoever is in the middle of answering is not interrupted.
    if (AT_AN_END.some((screen) => !screenCalled(screen).hidden)) screens.show("start");
    entrance.fill(code);
  });
  return () => {
    walk.wipe();
    entrance.clear();
  };
}

function until(day: string): Both {
  const { sv, en } = dayInWords(day);
  return { sv: `– öppen till och med ${sv}`, en: `– open until ${en} inclusive` };
}

start().catch(() => {
  page.dataset["state"] = "closed";
});
