// The urns a custodian keeps, and the one ceremony by which each is opened.

import { fromBase64url } from "../modules/bytes";
import { openText } from "../modules/keyring";
import { get, post } from "./api";
import { type Child, announce, h, heading, notice } from "./dom";
import { act, confirm } from "./forms";
import { prepareUrns } from "./urn_prepare";
import type { Context, View } from "./view";
import type { UrnRow, UrnsData } from "./wire";
import { dayBefore, dayWords } from "./words";

const STATES: Record<UrnRow["state"], string> = { prepared: "Förberedd", current: "Tar emot nu", ripe: "Kan öppnas", opened: "Öppnad" };

/** All urns, ripe ones first. */
export const urnsView: View = async (context) => {
  await prepareUrns(context.session).catch(() => false);
  const { urns } = await get<UrnsData>("/api/staff/urns");
  const order = ["ripe", "current", "prepared", "opened"];
  const rows = urns.filter(({ survey }) => !survey).sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.state === "prepared" ? a.starts.localeCompare(b.starts) : b.starts.localeCompare(a.starts)));
  return h(
    "div",
    {},
    h("div", { class: "title-row" }, heading("Urnor"), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    h("p", { class: "lead" }, "Svaren i varje rapport ligger som förslutna valsedlar i periodens urna. Den öppnas en gång, när perioden är slut."),
    rows.length === 0
      ? h("p", { class: "empty" }, "Inga urnor än. De skapas av sig själva när mottagaren är på plats.")
      : h("ul", { class: "plain-list urns" }, ...rows.map((urn) => row(context, urn))),
  );
};

function row(context: Context, urn: UrnRow): HTMLElement {
  return h(
    "li",
    { class: `urn urn-${urn.state}` },
    h("div", { class: "case-row-head" }, h("h2", {}, periodName(urn.period)), h("span", { class: `status status-${urn.state}` }, STATES[urn.state])),
    h("p", { class: "hint" }, `${dayWords(urn.starts)} till ${dayBefore(urn.ends)}`, urn.opened !== null && ` · öppnad ${dayWords(urn.opened)}`),
    urn.state === "ripe" && (urn.sealed === null ? withoutKey() : ceremony(context, urn, urn.sealed)),
    urn.state === "opened" && act("Visa räkningen", () => context.go({ at: "tally", urn: urn.id, period: urn.period }), { class: "secondary" }),
    (urn.state === "current" || urn.state === "prepared") && urn.sealed === null && withoutKey(),
  );
}

/** What somebody who keeps urns is told who lacks the key of one. */
export function withoutKey(): Child {
  return notice("warn", h("p", {}, "Du har ingen nyckel till urnan än. Du får den när en annan som förvarar urnor loggar in."));
}

function ceremony(context: Context, urn: UrnRow, sealed: string): HTMLElement {
  const explanation: Child[] = [
    h("p", {}, h("strong", {}, "Urnan öppnas en gång och det går inte att ångra.")),
    h(
      "ol",
      {},
      h("li", {}, "Din webbläsare lämnar urnans nyckel till servern, bara för det här."),
      h("li", {}, "Servern öppnar valsedlarna i minnet och räknar dem per enhet."),
      h("li", {}, "Räkningen försluts till er som förvarar urnor."),
      h("li", {}, "Valsedlarna och urnans nyckel förstörs."),
    ),
    h("p", {}, "Inget publiceras nu. Det sker senare, efter skydd av små tal. Avbryts öppnandet har den antingen skett helt eller inte alls."),
  ];
  return confirm("Öppna urnan", explanation, "Ja, öppna urnan", "Öppnar och räknar …", async () => {
    announce("Öppnar urnan och räknar. Det kan ta en stund.");
    await post(`/api/staff/urns/${urn.id}/open`, { identity: await openText(fromBase64url(sealed), context.session.own) });
    context.go({ at: "tally", urn: urn.id, period: urn.period });
  });
}

/** A period in words, such as Tertial 3, 2026, or Mätning E2026-1. */
export function periodName(period: string): string {
  const match = /^(\d{4})-T(\d)$/.exec(period);
  if (period.startsWith("E")) return `Mätning ${period}`;
  return match === null ? period : `Tertial ${match[2]}, ${match[1]}`;
}
