// Where a case stands and who answers for it; a status is offered when nothing that it asks for is missing.

import { missingFor } from "../modules/case/requirements";
import type { Status } from "../modules/case/status";
import { Fields } from "./case_fields";
import { missingList } from "./case_left";
import { type CasePage, writeAndShow } from "./case_page";
import { type Child, h, section } from "./dom";
import { Mend, act, confirm } from "./forms";
import { STATUSES, statusWord } from "./words";

const DRAFT = "status";

/** The choice of status, closing with a reason, and opening again. */
export function statusBox(page: CasePage): HTMLElement {
  const { data, state } = page.opened;
  const fields = new Fields(data.id, DRAFT);
  const set = (to: Status, text: string): Promise<void> => writeAndShow(page, DRAFT, { entry: { kind: "status", to, text }, change: { status: to } }, `Ärendet är nu: ${statusWord(to)}.`);
  if (data.status === "closed") {
    const text = fields.text("why", "Varför öppnas det igen?", { must: "Skriv varför." });
    const reopen = async (): Promise<void> => set(state.assessment === null ? "new" : "assessed", text.value());
    return section(
      "status",
      "Status",
      h("p", {}, "Ärendet är avslutat. Kommer ett nytt brev läggs det hit ändå."),
      data.merged_into === null && confirm("Öppna ärendet igen", [text.element], "Öppna ärendet igen", "Öppnar …", reopen, "primary"),
    );
  }
  const options = STATUSES.filter(([code]) => code !== "closed" && (code === data.status || (code !== "new" && missingFor(state, code).length === 0)));
  const choice = fields.select("to", "Ärendet är", options.map(([code, text]) => ({ code, text })), { start: data.status });
  choice.input.querySelector('option[value=""]')?.remove();
  const save = async (): Promise<void> => {
    const to = choice.value() as Status;
    if (to === data.status) throw new Mend("Välj en ny status.", choice.input);
    await set(to, "");
  };
  const missing = missingFor(state, "closed");
  return section(
    "status",
    "Status",
    options.length > 1 ? h("div", {}, choice.element, act("Spara status", save, { class: "secondary", working: "Sparar …" })) : h("p", {}, `Ärendet är: ${statusWord(data.status)}.`),
    missing.length > 0 ? blocked(missing) : closing(fields, set),
  );
}

function blocked(missing: Parameters<typeof missingList>[0]): HTMLElement {
  return h("div", {}, h("p", {}, "Innan ärendet kan avslutas behövs:"), missingList(missing));
}

function closing(fields: Fields, set: (to: Status, text: string) => Promise<void>): HTMLElement {
  const text = fields.text("closing", "Varför ärendet avslutas", { must: "Skriv varför ärendet avslutas." });
  return confirm("Avsluta ärendet", [h("p", {}, "Ett avslutat ärende går att öppna igen."), text.element], "Ja, avsluta", "Avslutar …", async () => set("closed", text.value()), "primary");
}

/** Who answers for the case: oneself with one press, or somebody else who may read it. */
export function officerBox(page: CasePage): HTMLElement {
  const { data } = page.opened;
  const { me } = page.context.session;
  const fields = new Fields(data.id, "officer");
  const out = new Set(data.disqualified.map(({ id }) => id));
  const others = data.members.filter(({ id, has_key: has }) => has && !out.has(id) && id !== data.officer?.id);
  const give = (id: string | null, name: string | null, text: string): Promise<void> =>
    writeAndShow(page, "officer", { entry: { kind: "assigned", to: name, text }, change: { officer: id } }, name === null ? "Ärendet har ingen handläggare." : `${name} handlägger ärendet.`);
  const to = fields.select("to", "Lämna över till", others.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ code: id, text: name })), { must: "Välj någon." });
  const text = fields.text("text", "Hälsning", { rows: 2, hint: "Läses av alla som får läsa ärendet." });
  const handOver = async (): Promise<void> => {
    const person = others.find(({ id }) => id === to.value())!;
    await give(person.id, person.name, text.value());
  };
  const take: Child = data.officer?.id !== me.id && act("Jag handlägger", () => give(me.id, me.name, ""), { class: "secondary", working: "Sparar …" });
  const someone = others.some(({ id }) => id !== me.id);
  return section(
    "officer",
    "Ansvarig",
    h("p", {}, data.officer === null ? "Ingen handlägger ärendet." : data.officer.id === me.id ? "Du handlägger ärendet." : `${data.officer.name} handlägger ärendet.`),
    take,
    someone && confirm("Lämna över", [to.element, text.element], "Lämna över", "Sparar …", handOver, "primary"),
  );
}
