// Closing a wave before its last day, and the one ceremony by which it is counted.

import { fromBase64url } from "../modules/bytes";
import { openText } from "../modules/keyring";
import { get, post } from "./api";
import { type Child, announce, h, section } from "./dom";
import { confirm } from "./forms";
import type { Context } from "./view";
import type { Wave } from "./wave_data";
import type { UrnsData } from "./wire";

/** The key of a wave's urn as it is sealed to us, or `null` where we lack it. */
export async function sealedKeyOf(wave: string): Promise<string | null> {
  const { urns } = await get<UrnsData>("/api/staff/urns");
  return urns.find(({ id }) => id === wave)?.sealed ?? null;
}

/** Closes the wave today. */
export function closeBox(context: Context, { id }: Wave): HTMLElement {
  const explanation: Child[] = [h("p", {}, h("strong", {}, "Det går inte att öppna mätningen igen.")), h("p", {}, "Från och med nu kan ingen svara, inte heller den som har hämtat sin svarsbiljett men väntar.")];
  const close = async (): Promise<void> => {
    await post(`/api/staff/waves/${id}/close`, {});
    await context.refresh("Mätningen är stängd.");
  };
  return section("close", "Avsluta", h("p", {}, "Mätningen stänger av sig själv efter sista dagen."), confirm("Stäng nu", explanation, "Ja, stäng mätningen", "Stänger …", close));
}

/** Counts the wave; who lacks the key has been told so. */
export function countBox(context: Context, { id }: Wave, sealed: string | null): HTMLElement | null {
  if (sealed === null) return null;
  const explanation: Child[] = [
    h("p", {}, h("strong", {}, "Mätningen räknas en gång och det går inte att ångra.")),
    h(
      "ol",
      {},
      h("li", {}, "Din webbläsare lämnar urnans nyckel till servern, bara för det här."),
      h("li", {}, "Servern öppnar valsedlarna i minnet och räknar dem per enhet."),
      h("li", {}, "Räkningen försluts till er som förvarar urnor."),
      h("li", {}, "Valsedlarna, koderna och nycklarna förstörs enligt gallringsbeslutet, och ett protokoll skrivs."),
    ),
    h("p", {}, "Inget publiceras nu. Det sker senare, under Redovisning, efter skydd av små tal."),
  ];
  const count = async (): Promise<void> => {
    announce("Räknar mätningen. Det kan ta en stund.");
    await post(`/api/staff/waves/${id}/count`, { identity: await openText(fromBase64url(sealed), context.session.own) });
    await context.refresh("Mätningen är räknad.");
  };
  return section(
    "count",
    "Räkna mätningen",
    h("p", {}, "De sista svaren blandas natten efter stängningen. Därefter kan mätningen räknas."),
    confirm("Räkna", explanation, "Ja, räkna mätningen", "Räknar …", count),
  );
}
