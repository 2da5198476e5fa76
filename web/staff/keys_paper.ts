// The paper key: made here, printed, proved to be on paper, and only then put to use.

import { type Secret, makeSecret, paperGroups } from "../modules/keyring";
import { post } from "./api";
import { type OpenChannel, holdsAll, sealAll } from "./channel";
import { type Child, announce, h, section } from "./dom";
import { Mend, act, confirm, field, form } from "./forms";
import { prepareUrns } from "./urn_prepare";
import type { Context } from "./view";

const PROOF = 6;

/** Whether there is a paper key, and making a new one. */
export function paperBox(context: Context, channel: OpenChannel): HTMLElement {
  const has = channel.keyring.recovery_recipient !== null;
  const frame = section("paper", "Återställningsnyckel på papper");
  const begin = async (): Promise<void> => {
    const secret = await makeSecret();
    frame.replaceChildren(frame.firstElementChild!, ...sheet(context, channel, secret));
    frame.querySelector<HTMLElement>(".paper h3")?.focus();
    announce("Nyckeln är skapad. Skriv ut den.");
  };
  const means = "Pappret öppnar alla brev. Ha en skrivare i närheten och var ensam i rummet.";
  const start: Child = !holdsAll(channel)
    ? h("p", { class: "hint" }, "Bara den som har nyckeln kan skapa en ny.")
    : has
      ? confirm("Skapa en ny", [h("p", {}, means), h("p", {}, "Den gamla slutar gälla när den nya är bekräftad. Förstör det gamla pappret då.")], "Skapa ny nyckel", "Skapar …", begin)
      : act("Skapa återställningsnyckel", begin, { working: "Skapar …" });
  frame.append(
    h("p", {}, has ? "Finns. Den ligger på papper hos er, inte här." : h("strong", {}, "Saknas än.")),
    h("p", {}, "Om alla medlemmar förlorar sina lösenfraser är pappret enda vägen till breven.", !has && ` ${means}`),
    start,
  );
  return frame;
}

function sheet(context: Context, channel: OpenChannel, secret: Secret): HTMLElement[] {
  const name = context.session.me.channels.find(({ id }) => id === channel.id)?.name ?? "";
  const typed = h("input", { autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: "12", class: "code" });
  const save = async (): Promise<void> => {
    if (typed.value.replace(/\s/g, "").toUpperCase() !== secret.identity.slice(-PROOF)) {
      throw new Mend("Det är inte de sex sista tecknen. Titta på pappret, inte på skärmen.", typed);
    }
    const keys = await sealAll(channel, context.session.own, secret.recipient);
    await post(`/api/staff/channels/${channel.id}/recovery`, { recipient: secret.recipient, keys });
    if (context.session.me.custodian) await prepareUrns(context.session).catch(() => false);
    await context.refresh("Återställningsnyckeln gäller nu. Lås in pappret.");
  };
  return [
    paper(name, secret),
    act("Skriv ut", () => window.print(), { class: "secondary" }),
    form("Bekräfta och börja använda", "Försluter …", save, field("De sex sista tecknen på pappret", typed, "Läs dem från utskriften. Nyckeln gäller först när du har bekräftat.")),
    act("Avbryt", () => context.refresh("Ingen ny nyckel har börjat gälla."), { class: "quiet" }),
  ];
}

/** What comes out of the printer. */
function paper(name: string, { identity }: Secret): HTMLElement {
  const instance = document.querySelector(".instance")?.textContent ?? "";
  const made = new Date().toLocaleDateString("sv-SE", { day: "numeric", month: "long", year: "numeric" });
  return h(
    "div",
    { class: "paper" },
    h("h3", { tabindex: "-1" }, "Återställningsnyckel för Orubbad"),
    h("p", {}, [instance, name, location.host, `skapad ${made}`].filter((part) => part !== "").join(" · ")),
    h("p", { class: "paper-key", translate: "no" }, ...paperGroups(identity).flatMap((group) => [h("span", {}, group), " "])),
    h(
      "ul",
      {},
      h("li", {}, "Den som har pappret kan läsa alla brev. Lägg det i ett förseglat kuvert i kassaskåp, gärna ett exemplar på två ställen."),
      h("li", {}, "Skriv på kuvertet vem som får öppna det och när. Kontrollera förseglingen två gånger om året."),
      h("li", {}, "Så används den: en medlem utan nyckel loggar in, väljer Nycklar och sedan Återställ med papper, och skriver av tecknen. Mellanrum spelar ingen roll."),
      h("li", {}, "Det är en age-nyckel. Den som sköter tjänsten kan också använda den utan webbläsare."),
      h("li", {}, "Fotografera den inte och spara den inte i en dator."),
    ),
  );
}
