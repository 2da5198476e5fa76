// The reporter's page. Everything that can be pressed stays hidden until sealing is known to work;
// whatever goes wrong before that leaves the page saying that it cannot seal.
// The worker and then the board are fetched at once and always, so that writers and readers look the same.

import { offerExit } from "../views/exit";
import { offerLanguages } from "../views/language";
import { all, byId, onTap } from "../views/page";
import { manifestOfPage } from "../views/reporter/manifest";
import { questionsOfPage } from "../views/reporter/questions";
import { offerReading } from "../views/reporter/read";
import { offerReport } from "../views/reporter/report";
import { screensOfPage } from "../views/reporter/screens";
import { Sender } from "../views/reporter/send";
import { openVault } from "../views/reporter/vault";

const page = document.documentElement;

async function start(): Promise<void> {
  const { vault, ready } = openVault(byId("reporter").dataset["worker"]!);
  const board = ready.then(fetchBoard).catch(() => null);
  offerExit(() => vault.close());
  if (!window.isSecureContext || crypto.subtle === undefined) throw new Error("this browser cannot seal here");

  const manifest = manifestOfPage();
  const form = Number(byId("app").dataset["form"]);
  const sender = new Sender(vault, manifest);
  const screens = screensOfPage();
  const report = offerReport({ vault, manifest, sender, screens, questions: questionsOfPage(), form });
  const reading = offerReading({ vault, manifest, sender, board, form }, screens.show);

  for (const button of all("[data-go=report]")) onTap(button, () => report.begin());
  for (const button of all("[data-go=read]")) onTap(button, () => screens.show("read"));
  const toStart = (): void => {
    reading.clear();
    screens.show("start");
  };
  for (const button of all("[data-go=start], #replies-leave")) onTap(button, toStart);
  byId("address").textContent = location.host;
  offerLanguages();
  await ready;
  page.dataset["state"] = "ready";
}

async function fetchBoard(): Promise<ArrayBuffer | null> {
  try {
    const response = await fetch("/api/v1/board", { credentials: "omit", cache: "no-store" });
    return response.ok ? await response.arrayBuffer() : null;
  } catch {
    return null;
  }
}

start().catch(() => {
  page.dataset["state"] = "closed";
});
