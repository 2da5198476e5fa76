import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "./bytes";
import { LETTER, pad } from "./frame";
import { TEXT_LIMIT, textSize, tidyText } from "./text";

test("what the counter allows fits the letter, also when every character needs escaping", () => {
  for (const character of ["a", "å", "\n", '"', "\\", "😀"]) {
    let text = character;
    while (textSize(text + character) <= TEXT_LIMIT) text += character.repeat(Math.max(1, Math.floor((TEXT_LIMIT - textSize(text)) / 8)));
    const rest = { v: 1, form: 1, nonce: "n".repeat(22), unit: "u".repeat(36), answers: Array(13).fill(65535), reply_to: "a".repeat(62) };
    pad(utf8(JSON.stringify({ ...rest, text, tag: "t".repeat(22), kind: "follow_up" })), LETTER);
  }
});

test("plain Swedish counts one byte a letter and two for å, ä and ö", () => {
  assert.equal(textSize("hej"), 3);
  assert.equal(textSize("åäö"), 6);
});

test("line breaks are kept and control characters dropped", () => {
  assert.equal(tidyText(" a\r\nb\u0000\u0007\tc "), "a\nb\tc");
});
