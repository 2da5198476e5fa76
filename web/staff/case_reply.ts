// The box for answering a reporter: sealed to the reporter and, as a copy, to the channel.

import { base64url } from "../modules/bytes";
import { REPLY } from "../modules/frame";
import type { Head } from "../modules/letter";
import { REPLY_LIMIT, asksWho, makeReply, replySize } from "../modules/reply";
import { seal } from "../modules/seal";
import { post } from "./api";
import { type OpenChannel, currentEpoch } from "./channel";
import { h, section } from "./dom";
import { dropDraft, keepDraft } from "./drafts";
import { Mend, field, form } from "./forms";
import type { Context } from "./view";
import type { CaseData } from "./wire";

/** The box, with what was typed before. */
export function replyBox(context: Context, data: CaseData, channel: OpenChannel, head: Head): HTMLElement {
  const draft = `reply ${data.id}`;
  const text = keepDraft(h("textarea", { rows: "6", autocomplete: "off", maxlength: "4000" }), draft);
  const count = h("p", { class: "counter", id: "reply-count" });
  const caution = h("p", { class: "caution", role: "status" });
  const measure = (): void => {
    const size = replySize(text.value);
    count.textContent = `${size.toLocaleString("sv-SE")} av ${REPLY_LIMIT.toLocaleString("sv-SE")} tecken`;
    count.classList.toggle("too-long", size > REPLY_LIMIT);
    const said = asksWho(text.value) ? "Det ser ut som en fråga om vem personen är. Den som rapporterar ska kunna vara anonym." : "";
    if (caution.textContent !== said) caution.textContent = said;
  };
  text.addEventListener("input", measure);
  measure();
  const send = async (): Promise<void> => {
    const epoch = currentEpoch(channel);
    if (text.value.trim() === "") throw new Mend("Skriv något först.", text);
    if (replySize(text.value) > REPLY_LIMIT) throw new Mend("Svaret är för långt. Korta ner det.", text);
    if (epoch === null) throw new Mend("Mottagaren har ingen nyckel än.");
    const reply = makeReply(text.value, new Date());
    await post(`/api/staff/cases/${data.id}/reply`, {
      frame: base64url(await seal(head.replyTo, reply, REPLY)),
      copy: base64url(await seal(epoch.recipient, reply, REPLY)),
      epoch: epoch.id,
    });
    dropDraft(draft);
    await context.refresh("Svaret är skickat.");
  };
  const labelled = field("Ditt svar", text, "Å, ä, ö och emojier räknas som flera tecken.");
  text.setAttribute("aria-describedby", `${text.getAttribute("aria-describedby") ?? ""} reply-count`.trim());
  return section(
    "reply",
    "Svara",
    h("p", {}, "Den som rapporterade läser svaret med sin kodfras. Ingen annan kan läsa det, och det ligger kvar i 90 dagar."),
    h("p", {}, h("strong", {}, "Fråga inte vem personen är"), " och inte heller efter uppgifter som pekar ut den. Svaret går inte att ta tillbaka."),
    form("Skicka svaret", "Försluter och skickar …", send, labelled, count, caution),
  );
}
