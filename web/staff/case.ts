// One case: what has happened in it, what is left to do, and every form to write in it.

import { openCase } from "./case_data";
import { restoreDraft, watchDraft } from "./case_draft";
import { formRow, hasForm } from "./case_forms";
import { leftBox } from "./case_left";
import { moreBox } from "./case_more";
import { type CasePage, standingOf } from "./case_page";
import { readersBox } from "./case_readers";
import { officerBox, statusBox } from "./case_status";
import { timeline } from "./case_timeline";
import { caseTop } from "./case_top";
import { h, notice } from "./dom";
import type { Context, Place } from "./view";

/** A case with everything in it. */
export async function caseView(context: Context, { id }: Place & { at: "case" }): Promise<HTMLElement> {
  const page = await openPage(context, id);
  const { data } = page.opened;
  await restoreDraft(context.session, data);
  const member = data.standing === "member";
  const forms = formRow(page);
  const standing = standingOf(id);
  const said = hasForm(standing.form) ? null : standing.said;
  if (said !== null) standing.said = null;
  return h(
    "div",
    { class: "case" },
    caseTop(page),
    said !== null && notice("warn", h("p", { role: "alert" }, said)),
    !member && notice("info", h("p", {}, "Du är rådfrågad. Du kan läsa och skriva anteckningar, men inte svara rapportören eller fatta beslut.")),
    h(
      "div",
      { class: member ? "case-columns" : "" },
      member && h("div", { class: "case-left" }, leftBox(page, forms.open)),
      h("div", { class: "case-main" }, timeline(page), watchDraft(context.session, data), forms.element),
      member && h("div", { class: "case-side" }, officerBox(page), statusBox(page), readersBox(page), moreBox(page)),
    ),
  );
}

/** The case opened, with those that are merged into it; one of them that we may not read is left out. */
export async function openPage(context: Context, id: string): Promise<CasePage> {
  const { session } = context;
  const opened = await openCase(session, id);
  const readable = opened.data.standing === "member" ? opened.data.merged : [];
  const merged = await Promise.all(readable.map((one) => openCase(session, one).catch(() => null)));
  const mine = session.me.channels.find((channel) => channel.id === opened.data.channel) ?? null;
  return { context, opened, merged: merged.filter((one) => one !== null), mine };
}
