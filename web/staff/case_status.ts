// Where a case stands, and closing it.

import { post } from "./api";
import { h, section } from "./dom";
import { act, confirm, field } from "./forms";
import type { Context } from "./view";
import type { CaseData, Status } from "./wire";
import { STATUSES, statusWord } from "./words";

/** The choice of status, and closing with a question first. */
export function statusBox(context: Context, { id, status }: CaseData): HTMLElement {
  const set = async (to: Status): Promise<void> => {
    await post(`/api/staff/cases/${id}/status`, { status: to });
    await context.refresh(`Ärendet är nu: ${statusWord(to)}.`);
  };
  if (status === "closed") {
    return section("status", "Status", h("p", {}, "Ärendet är avslutat. Kommer ett nytt brev läggs det hit ändå."), act("Öppna ärendet igen", () => set("assessed"), { class: "secondary", working: "Öppnar …" }));
  }
  const options = STATUSES.filter(([code]) => code !== "closed").map(([code, word]) => h("option", { value: code, selected: code === status }, word));
  const choice = h("select", {}, ...options);
  const explanation = [h("p", {}, "Har den som rapporterade fått ett svar? Ett avslutat ärende går att öppna igen.")];
  return section(
    "status",
    "Status",
    h("div", { class: "row" }, field("Ärendet är", choice), act("Spara status", () => set(choice.value as Status), { class: "secondary", working: "Sparar …" })),
    confirm("Avsluta ärendet", explanation, "Ja, avsluta", "Avslutar …", () => set("closed"), "primary"),
  );
}
