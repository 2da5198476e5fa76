import assert from "node:assert/strict";
import { test } from "node:test";
import { accountName } from "./account";

test("case, spare room and the way an å was typed do not matter", () => {
  assert.equal(accountName(" Karin.Lindqvist "), "karin.lindqvist");
  assert.equal(accountName("\u0061\u030asa-b"), "åsa-b");
});

test("too short, too long and strange names are refused", () => {
  for (const wrong of ["", "ab", "a".repeat(41), "karin lindqvist", "karin@kommun", "karin_l"]) assert.equal(accountName(wrong), null);
});
