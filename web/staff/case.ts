// One case: its letters and answers in order, and what can be done about it.

import { caseLetter, sentReply } from "./case_letter";
import { type OpenedCase, openCase } from "./case_data";
import { replyBox } from "./case_reply";
import { statusBox } from "./case_status";
import { h, heading, notice, section } from "./dom";
import { act } from "./forms";
import type { Context, Place } from "./view";
import { caseName, dayWords, statusWord } from "./words";

/** A case with everything in it. */
export async function caseView(context: Context, { id }: Place & { at: "case" }): Promise<HTMLElement> {
  const opened = await openCase(context.session, id);
  const { data, head } = opened;
  const channel = context.session.channels.get(data.channel)!;
  return h(
    "div",
    { class: "case" },
    h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "desk", channel: data.channel }) }, "Alla ärenden"),
    h("div", { class: "title-row" }, heading(caseName(id)), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    h(
      "p",
      { class: "case-facts" },
      h("span", { class: `status status-${data.status}` }, statusWord(data.status)),
      ` Öppnat ${dayWords(data.opened)}`,
      data.closed !== null && ` · avslutat ${dayWords(data.closed)}`,
      data.officer !== null && ` · ${data.officer}`,
    ),
    section("letters", "Brev och svar", h("ol", { class: "plain-list letters" }, ...inOrder(opened))),
    head === null
      ? section("reply", "Svara", notice("warn", h("p", {}, "Ärendet kan inte öppnas med dina nycklar, så du kan inte svara. Fråga de andra medlemmarna.")))
      : replyBox(context, data, channel, head),
    statusBox(context, data),
  );
}

/** Letters and answers by day; on the same day the report stands first, then what follows it up, then the answers. */
function inOrder({ letters, replies }: OpenedCase): HTMLElement[] {
  const rows = [
    ...letters.map((letter, i) => {
      const rank = letter.opened.is === "letter" && letter.opened.letter.kind === "follow_up" ? 1 : 0;
      return { key: `${letter.day} ${rank} ${String(i).padStart(4, "0")}`, element: caseLetter(letter) };
    }),
    ...replies.map((reply) => ({ key: `${reply.at.slice(0, 10)} 2 ${reply.at}`, element: sentReply(reply) })),
  ];
  return rows.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ element }) => element);
}
