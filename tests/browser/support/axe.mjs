// Looks at a page in its present state: axe finds nothing against WCAG 2.2 A and AA, in light and dark,
// nothing is cut off on a screen 320 px wide, and a picture is kept.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { OUTPUT } from "./server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const NARROWEST = 320;

/** A look for one journey: call it with a page and the name of the state it is in. */
export function lookFor(journey, { widths = null } = {}) {
  const folder = join(OUTPUT, "screens", journey);
  mkdirSync(folder, { recursive: true });
  let number = 0;
  return async (page, state) => {
    number += 1;
    const name = `${String(number).padStart(2, "0")}-${state}`;
    const own = page.viewportSize();
    for (const width of widths ?? [own.width]) {
      if (width !== page.viewportSize().width) await page.setViewportSize({ width, height: own.height });
      await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true, animations: "disabled" });
      await assertAccessible(page, `${journey} ${name} at ${width}`);
    }
    await page.setViewportSize({ width: NARROWEST, height: own.height });
    const cutOff = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await page.setViewportSize(own);
    assert.ok(cutOff <= 0, `${journey} ${name}: ${cutOff} px beyond the edge at ${NARROWEST} px`);
  };
}

/** Fails with every finding of axe, in words. */
export async function assertAccessible(page, where) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const light = await findings(page, { runOnly: { type: "tag", values: TAGS } });
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await findings(page, { runOnly: { type: "rule", values: ["color-contrast"] } });
  await page.emulateMedia({ colorScheme: "light" });
  assert.deepEqual([...light, ...dark.map((finding) => `in the dark: ${finding}`)], [], where);
}

async function findings(page, options) {
  await page.evaluate(settle);
  const violations = await page.evaluate(async (chosen) => (await window.axe.run(document, { ...chosen, resultTypes: ["violations"] })).violations, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`));
}

/** Colours that are on their way are not the colours of the page. */
function settle() {
  for (const animation of document.getAnimations()) {
    if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
  }
}
