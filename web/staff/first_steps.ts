// What is left to do before a channel opens, in the order it is best done.

import { type OpenChannel, holdsAll } from "./channel";
import { type Child, h, section } from "./dom";
import { act } from "./forms";
import type { Context } from "./view";
import type { ChannelOfMe } from "./wire";

/** The panel "Att göra först", or nothing when the channel is open. */
export async function firstSteps({ session, go }: Context, mine: ChannelOfMe, channel: OpenChannel): Promise<Child> {
  if (mine.open && mine.missing.length === 0) return false;
  const lacks = (what: (typeof mine.missing)[number]): boolean => mine.missing.includes(what);
  const waiting = channel.keyring.members.find(({ has_key: has }) => !has);
  const can = holdsAll(channel);
  const keys = (part: string): void => go({ at: "keys", channel: mine.id, part });
  const member: Child =
    waiting !== undefined && can && waiting.id !== session.me.id
      ? act(`Ge ${waiting.name} nyckeln`, () => keys("members"))
      : act("Bjud in", () => keys("invite"));
  return section(
    "first",
    "Att göra först",
    h("p", {}, "Ingen kan rapportera förrän allt är klart. Så finns det alltid någon som kan läsa breven."),
    h(
      "ol",
      { class: "plain-list steps" },
      step(!lacks("epoch"), "Mottagarens nyckel", "Skapas av sig själv när den första medlemmen låser upp."),
      step(
        !lacks("recovery_key"),
        "Återställningsnyckel på papper",
        "Skrivs ut och låses in. Den behövs om alla medlemmar skulle förlora sina lösenfraser.",
        can && act("Skapa återställningsnyckel", () => keys("paper")),
      ),
      step(!lacks("second_member"), "En ställföreträdare med nyckel", "Minst två personer ska kunna läsa breven.", member),
      step(
        !lacks("urn"),
        "En urna för valsedlarna",
        `Skapas av sig själv när någon som förvarar urnor loggar in.${session.me.custodian && lacks("urn") ? " Det sker i din webbläsare; uppdatera om en stund." : ""}`,
      ),
    ),
  );
}

function step(done: boolean, title: string, text: string, action: Child = false): HTMLElement {
  return h(
    "li",
    { class: done ? "step step-done" : "step" },
    h("h3", {}, title, h("span", { class: "step-state" }, done ? "Klart" : "Återstår")),
    h("p", {}, text),
    !done && action,
  );
}
