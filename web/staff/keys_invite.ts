// Inviting a colleague: the link is shown once, for the inviter to hand over.

import { get, post } from "./api";
import { type Child, announce, h, notice, section } from "./dom";
import { dropDraft, keepDraft } from "./drafts";
import { Mend, field, form, tick } from "./forms";
import type { Context } from "./view";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The invitation form; administrators choose freely, a chief invites to the own channel. */
export async function inviteBox({ session }: Context, channel: string | null): Promise<Child> {
  const { me } = session;
  const chief = me.channels.some(({ id, deputy }) => id === channel && !deputy);
  if (!me.administrator && !chief) return false;
  const name = keepDraft(h("input", { autocomplete: "off" }), "invite name");
  const email = keepDraft(h("input", { type: "email", autocomplete: "off" }), "invite email");
  const deputy = h("input", { type: "checkbox", checked: true });
  const administrator = h("input", { type: "checkbox" });
  const custodian = h("input", { type: "checkbox" });
  const auditor = h("input", { type: "checkbox" });
  const consulted = h("input", { type: "checkbox" });
  const where = me.administrator ? await channelChoice(channel) : null;
  for (const alone of [auditor, consulted]) {
    alone.addEventListener("change", () => {
      if (alone.checked && where !== null) where.value = "";
    });
  }
  const result = h("div", { class: "invitation" });
  const invite = async (): Promise<void> => {
    if (name.value.trim() === "") throw new Mend("Skriv vem du bjuder in.", name);
    if (!/^\S+@\S+\.\S+$/.test(email.value.trim())) throw new Mend("Skriv en e-postadress i tjänsten.", email);
    const to = where === null ? channel : where.value || null;
    const raised = [administrator, custodian, auditor].some(({ checked }) => checked);
    for (const [alone, who] of [[auditor, "En granskare"], [consulted, "En rådfrågad"]] as const) {
      const more = [administrator, custodian, auditor, consulted].some((other) => other !== alone && other.checked);
      if (alone.checked && (to !== null || more)) throw new Mend(`${who} hör inte till någon mottagare och har ingen annan uppgift.`, where ?? name);
    }
    if (to === null && !raised && !consulted.checked) throw new Mend("Välj en mottagare eller en uppgift.", where ?? name);
    const { link } = await post<{ link: string }>("/api/staff/invitations", {
      channel: to,
      name: name.value.trim(),
      email: email.value.trim(),
      deputy: to !== null && deputy.checked,
      administrator: administrator.checked,
      custodian: custodian.checked,
      auditor: auditor.checked,
    });
    result.replaceChildren(handOver(name.value.trim(), link));
    result.querySelector<HTMLElement>("h3")?.focus();
    for (const input of [name, email]) input.value = "";
    dropDraft("invite name");
    dropDraft("invite email");
  };
  return section(
    "invite",
    "Bjud in en kollega",
    form(
      "Skapa inbjudan",
      "Skapar …",
      invite,
      field("Namn", name),
      field("E-post i tjänsten", email, "Dit går aviseringar. Inbjudan skickas inte med e-post; du lämnar över länken själv."),
      where !== null && field("Mottagare", where),
      tick("Ställföreträdare i mottagaren", deputy),
      me.administrator && tick("Förvarar urnor och får öppna dem", custodian),
      me.administrator && tick("Administratör: organisation, mottagare och inbjudningar", administrator),
      me.administrator && tick("Granskare: läser loggen och inget annat", auditor),
      me.administrator && tick("Rådfrågad: HR eller jurist som ibland får läsa ett ärende", consulted),
    ),
    result,
  );
}

async function channelChoice(chosen: string | null): Promise<HTMLSelectElement> {
  const all = await get<readonly Named[]>("/api/staff/channels");
  return h(
    "select",
    {},
    ...all.map(({ id, name }) => h("option", { value: id, selected: id === chosen }, name)),
    h("option", { value: "", selected: chosen === null }, "Ingen mottagare"),
  );
}

function handOver(name: string, link: string): HTMLElement {
  const shown = h("input", { readonly: true, value: link, class: "mono" });
  const copy = h("button", { type: "button", class: "secondary" }, "Kopiera länken");
  copy.addEventListener("click", async () => {
    shown.select();
    const copied = await navigator.clipboard.writeText(link).then(
      () => true,
      () => false,
    );
    copy.textContent = copied ? "Kopierad" : "Markerad – kopiera med tangentbordet";
    announce(copy.textContent);
  });
  return notice(
    "done",
    h("h3", { tabindex: "-1" }, `Länken till ${name}`),
    h("p", {}, "Den visas bara nu, gäller i 72 timmar och kan användas en gång. Lämna över den direkt till personen, helst inte med e-post."),
    field("Länk", shown),
    copy,
  );
}
