import assert from "node:assert/strict";
import { test } from "node:test";
import { utf8 } from "./bytes";
import { REPLY, pad } from "./frame";
import { REPLY_LIMIT, asksWho, makeReply, readReply, replySize } from "./reply";

test("whatever the counter allows fits the frame", () => {
  for (const sign of ["a", "å", "\n", '"', "\\", "😀"]) {
    let text = "x";
    while (replySize(`${text}${sign}x`) <= REPLY_LIMIT) text += sign;
    pad(utf8(JSON.stringify(makeReply(`${text}x`, new Date()))), REPLY);
  }
});

test("an answer is dated and read back", () => {
  const reply = makeReply(" Tack!\r\n", new Date(2026, 10, 3));
  assert.deepEqual(reply, { v: 1, text: "Tack!", day: "2026-11-03" });
  assert.deepEqual(readReply(reply), reply);
  for (const wrong of [null, "empty", {}, { v: 2, text: "", day: "" }, 1]) assert.equal(readReply(wrong), null);
});

test("a question about who somebody is gets noticed, a question about what happened does not", () => {
  for (const text of ["Vem är du?", "Kan vi få ditt telefonnummer?", "Hej! Var jobbar du?", "Skriv din e-post"]) assert.ok(asksWho(text), text);
  for (const text of ["Vad hände sedan?", "Tack för att du skrev.", "Vem var med?"]) assert.ok(!asksWho(text), text);
});
