// All channels of the instance, and making an alternative one; for administrators.

import { get, post } from "./api";
import { h, section } from "./dom";
import { dropDraft, keepDraft } from "./drafts";
import { Mend, field, form } from "./forms";
import type { Context } from "./view";

/** The list of channels and the form for one more. */
export async function channelsBox({ refresh }: Context): Promise<HTMLElement> {
  const channels = await get<readonly { id: string; name: string; position: number }[]>("/api/staff/channels");
  const name = keepDraft(h("input", { autocomplete: "off" }), "channel name");
  const phone = keepDraft(h("input", { type: "tel", autocomplete: "off" }), "channel phone");
  const make = async (): Promise<void> => {
    if (name.value.trim() === "") throw new Mend("Skriv vad funktionen heter.", name);
    if (phone.value.trim() === "") throw new Mend("Skriv ett telefonnummer som den som rapporterar kan ringa.", phone);
    await post("/api/staff/channels", { name: name.value.trim(), phone: phone.value.trim() });
    dropDraft("channel name");
    dropDraft("channel phone");
    await refresh("Mottagaren är skapad. Bjud in dess första medlem.");
  };
  return section(
    "channels",
    "Mottagare",
    h("ol", {}, ...channels.map((channel) => h("li", {}, channel.name))),
    h("p", {}, "Den första är den vanliga. En till behövs för rapporter som gäller den första själv. Den syns för den som rapporterar när den är öppen."),
    form("Lägg till mottagare", "Lägger till …", make, field("Funktionens namn", name), field("Telefon", phone)),
  );
}
