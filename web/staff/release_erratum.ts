// Rättelse: what was wrong in a published release, which figures must not be used, and the right ones where they are known.

import { post } from "./api";
import { h, heading, section } from "./dom";
import { dropDraft, keepDraft } from "./drafts";
import { Mend, field, form, tick } from "./forms";
import { loadReleases } from "./release_data";
import type { Context, Place } from "./view";

/** The form by which a release is corrected; it makes a draft like any other. */
export async function erratumView(context: Context, { of }: Place & { at: "erratum" }): Promise<HTMLElement> {
  const { releases } = await loadReleases();
  const cells = releases.find(({ number }) => number === of)?.cells ?? [];
  const draft = `erratum-${of}`;
  const text = keepDraft(h("textarea", { rows: 5, maxlength: 2000 }), draft);
  const rows = cells.map(({ id, label }) => ({
    id,
    label,
    withdrawn: h("input", { type: "checkbox" }),
    right: h("input", { type: "text", inputmode: "numeric", autocomplete: "off", class: "code" }),
  }));
  const make = async (): Promise<void> => {
    if (text.value.trim() === "") throw new Mend("Skriv vad som var fel.", text);
    const corrected = rows.filter(({ right }) => right.value.trim() !== "");
    const mistyped = corrected.find(({ right }) => !/^\d{1,9}$/.test(right.value.replaceAll(/\s/g, "")));
    if (mistyped !== undefined) throw new Mend("Ett rättat antal ska vara ett heltal.", mistyped.right);
    const corrections = corrected.map(({ id, right }) => ({ cell: id, count: Number(right.value.replaceAll(/\s/g, "")) }));
    const withdrawn = rows.filter((row) => row.withdrawn.checked && !corrected.includes(row)).map(({ id }) => id);
    await post("/api/staff/releases/errata", { of, text: text.value, withdrawn, corrections });
    dropDraft(draft);
    context.go({ at: "releases" });
  };
  return h(
    "div",
    {},
    h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "releases" }) }, "Redovisning"),
    heading(`Rättelse av Nr ${of}`),
    h("p", { class: "lead" }, "Den publicerade redovisningen står kvar som den är, med rättelsen bredvid. Rättelsen prövas tillsammans med allt som är publicerat, och två förvarare godkänner den."),
    form(
      "Gör utkast till rättelse",
      "Prövar rättelsen …",
      make,
      field("Vad var fel?", text, "Vanlig text. Siffror hör hemma här nedanför, där de prövas; bara årtal och redovisningens nummer får stå i texten."),
      section(
        "cells",
        "Uppgifter som är fel",
        ...[...new Set(rows.map(tableOf))].map((table, i) =>
          h(
            "details",
            { open: i === 0, class: "wrong-table" },
            h("summary", {}, table),
            ...rows.filter((row) => tableOf(row) === table).map(({ label, withdrawn, right }) =>
              h("fieldset", { class: "plain wrong-cell" }, h("legend", {}, label), tick("Ska inte användas", withdrawn), field("Rätt antal, om det är känt och kan visas", right)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Labels begin with the title of their table. */
function tableOf({ label }: { readonly label: string }): string {
  return label.split(": ")[0] ?? label;
}
