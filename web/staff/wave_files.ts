// The files that a custodian takes away once: slips for the printer, and a list for the municipality's own mail merge.

import { h, notice } from "./dom";
import { act, confirm } from "./forms";
import type { Context } from "./view";
import type { Wave } from "./wave_data";
import type { Files } from "./wave_slips";
import { counted } from "./words";

const KEPT_MS = 60_000;

/** The two files, until the custodian is done with them or leaves the page. */
export function filesBox(context: Context, { code }: Wave, { pdf, list }: Files, slips: number, units: number, checksum: string, only: string): HTMLElement {
  const box = notice("done");
  const warn = (event: BeforeUnloadEvent): void => {
    if (box.isConnected) event.preventDefault();
    else window.removeEventListener("beforeunload", warn);
  };
  window.addEventListener("beforeunload", warn);
  const done = async (): Promise<void> => {
    window.removeEventListener("beforeunload", warn);
    await context.refresh("Filerna är borta härifrån.");
  };
  box.append(
    h("h3", { tabindex: "-1" }, `${counted(slips, "lapp är klar", "lappar är klara")}, för ${counted(units, "enhet", "enheter")}`),
    h("p", {}, h("strong", {}, only)),
    h(
      "div",
      { class: "row" },
      act("Hämta lapparna (PDF)", () => download(pdf, `lappar-${code}.pdf`)),
      act("Hämta listan för utskick (CSV)", () => download(list, `utskick-${code}.csv`), { class: "secondary" }),
    ),
    h("p", {}, "Listan är till för ett eget utskick i stället för lappar. Välj ett av dem. Para aldrig ihop koder med namn i en fil som sparas, och förstör listan när utskicket är gjort. Förstör också PDF-filen när den är utskriven."),
    h("p", {}, `På lapparna står kontrollsumman ${checksum}. Samma summa står på enkätens sida.`),
    confirm("Klar", [h("p", {}, "Har du sparat eller skrivit ut det du behöver? Filerna kan inte hämtas igen.")], "Ja, ta bort filerna härifrån", "Tar bort …", done, "primary"),
  );
  return box;
}

/** Saves a file that was made in the page. */
export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  h("a", { href: address, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
