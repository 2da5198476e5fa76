// Answering a reporter: sealed to the reporter and, as an entry, to the case. Each reporter of a merged case has a box of their own.

import { REPLY_LIMIT, asksWho, makeReply, replySize } from "../modules/reply";
import { type OpenedCase, openCase } from "./case_data";
import { Fields } from "./case_fields";
import { type CasePage, done, guarded } from "./case_page";
import { templateChoice } from "./case_templates";
import { writeEntry } from "./case_write";
import { h, notice } from "./dom";
import { Mend, form } from "./forms";
import { caseName } from "./words";

/** One box for each reporter, with what was typed before. */
export function replyForm(page: CasePage): HTMLElement {
  const templates = templateChoice(page);
  return h(
    "div",
    {},
    h("p", {}, "Den som rapporterade läser svaret med sin kodfras. Ingen annan kan läsa det, och det ligger kvar i 90 dagar."),
    h("p", {}, h("strong", {}, "Fråga inte vem personen är"), " och inte heller efter uppgifter som pekar ut den. Svaret går inte att ta tillbaka."),
    ...[page.opened, ...page.merged].map((to) => replyBox(page, to, templates.choose)),
    templates.editor,
  );
}

function replyBox(page: CasePage, to: OpenedCase, templates: (insert: (text: string) => void) => HTMLElement): HTMLElement {
  const { id } = to.data;
  if (to.head === null) return notice("warn", h("p", {}, `${caseName(id)} kan inte öppnas med dina nycklar, så du kan inte svara. Fråga de andra medlemmarna.`));
  const fields = new Fields(page.opened.data.id, "reply");
  const kept = fields.text(`text ${id}`, "Ditt svar", { hint: "Å, ä, ö och emojier räknas som flera tecken.", rows: 7 });
  const text = kept.input as HTMLTextAreaElement;
  const asks = fields.tick(`asks ${id}`, "Jag frågar efter något");
  const feedback = fields.tick(`feedback ${id}`, "Det här är återkopplingen: notera att den är gjord");
  const count = h("p", { class: "counter", id: `reply-count-${id}` });
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
  const insert = (template: string): void => {
    text.value = text.value.trim() === "" ? template : `${text.value.trimEnd()}\n\n${template}`;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  };
  const send = async (): Promise<void> => {
    const typed = text.value;
    if (typed.trim() === "") throw new Mend("Skriv något först.", text);
    if (replySize(typed) > REPLY_LIMIT) throw new Mend("Svaret är för långt. Korta ner det.", text);
    const reply = makeReply(typed, new Date());
    const { session } = page.context;
    await guarded(page, "reply", () => writeEntry(session, to, { entry: { kind: "reply", text: reply.text, day: reply.day, asks: asks.value() }, reply }));
    let said = "Svaret är skickat.";
    if (feedback.value()) {
      // The reply is on its way and must not be sent twice, whatever becomes of the note.
      const note = { entry: { kind: "feedback", text: "Given i svaret." }, change: "feedback" } as const;
      await openCase(session, id)
        .then((now) => writeEntry(session, now, note))
        .catch(() => {
          said = "Svaret är skickat, men återkopplingen kunde inte noteras. Notera den under Återkoppling.";
        });
    }
    await done(page, "reply", said);
  };
  text.setAttribute("aria-describedby", `${text.getAttribute("aria-describedby") ?? ""} ${count.id}`.trim());
  const whole = form("Skicka svaret", "Förseglar och skickar …", send, templates(insert), kept.element, count, caution, asks.element, feedback.element);
  if (page.merged.length === 0) return whole;
  return h("div", { class: "case-to" }, h("h4", {}, `Svara rapportören i ${caseName(id)}`), whole);
}
