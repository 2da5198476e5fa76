// How a person uses a page: with a finger or a pointer, or with the keyboard alone.

import assert from "node:assert/strict";

const FURTHEST = 250;

/** Taps and types where things are. */
export const finger = {
  press: (target) => target.click(),
  write: (field, text) => field.fill(text),
  tick: (box) => box.check(),
  choose: (select, label) => select.selectOption({ label }),
};

/** Never touches a pointer: reaches everything with Tab, and what it reaches must show that it has the focus. */
export const keyboard = {
  async press(target) {
    await reach(target);
    await target.page().keyboard.press("Enter");
  },
  async write(field, text) {
    await reach(field);
    const keys = field.page().keyboard;
    await keys.press("Control+A");
    if (text === "") await keys.press("Delete");
    else await keys.insertText(text);
  },
  async tick(box) {
    if ((await box.getAttribute("type")) === "radio") return pick(box);
    await reach(box);
    if (!(await box.isChecked())) await box.page().keyboard.press("Space");
    assert.ok(await box.isChecked(), "Space ticks the box");
  },
  async choose(select, label) {
    await reach(select);
    const chosen = () => select.evaluate((element) => element.selectedOptions[0].label);
    const count = await select.evaluate((element) => element.options.length);
    for (let i = 0; i < count && (await chosen()) !== label; i++) await select.page().keyboard.press("ArrowDown");
    assert.equal(await chosen(), label);
  },
};

/** Of a group of radio buttons Tab reaches one; the others are reached with the arrows. */
async function pick(radio) {
  const { name, count, at } = await radio.evaluate(({ name: group }) => {
    const all = [...document.getElementsByName(group)];
    return { name: group, count: all.length, at: Math.max(0, all.findIndex(({ checked }) => checked)) };
  });
  const keys = radio.page().keyboard;
  await reach(radio.page().locator(`input[name="${name}"]`).nth(at));
  await keys.press("Space");
  for (let i = 0; i < count && !(await radio.isChecked()); i++) await keys.press("ArrowDown");
  assert.ok(await radio.isChecked(), "the arrows reach it");
}

async function reach(target) {
  await target.waitFor();
  const page = target.page();
  for (let i = 0; i < FURTHEST; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      assert.ok(await target.evaluate(showsFocus), `${target} shows that it has the focus`);
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`${target} cannot be reached with Tab`);
}

/** A ring around the element itself, or around the frame it stands in. */
function showsFocus(element) {
  return [element, element.parentElement].some((framed) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(framed);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
}
