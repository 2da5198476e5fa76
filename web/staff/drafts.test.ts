import assert from "node:assert/strict";
import { test } from "node:test";
import { makeSecret, importSecret } from "../modules/keyring";
import { draftOf, draftsUnder, dropDrafts, forgetDrafts, hasDrafts, openDrafts, sealDrafts, setDraft, watchDrafts } from "./drafts";

test("what_was_typed_is_out_of_reach_while_locked_and_there_again_for_the_same_person", async () => {
  const { identity, recipient } = await makeSecret();
  setDraft("case 1 note text", "Hemligt");
  sealDrafts(recipient);
  assert.equal(draftOf("case 1 note text"), null);
  assert.ok(hasDrafts());
  await openDrafts(await importSecret(identity));
  assert.equal(draftOf("case 1 note text"), "Hemligt");
  forgetDrafts();
});

test("somebody_else_who_unlocks_does_not_see_it", async () => {
  const [ours, theirs] = [await makeSecret(), await makeSecret()];
  setDraft("case 1 note text", "Hemligt");
  sealDrafts(ours.recipient);
  await openDrafts(await importSecret(theirs.identity));
  assert.equal(draftOf("case 1 note text"), null);
  assert.ok(!hasDrafts());
});

test("what_was_sent_from_one_form_leaves_the_others_alone", () => {
  setDraft("case 1 note text", "a");
  setDraft("case 1 reply text", "b");
  dropDrafts("case 1 note ");
  assert.deepEqual(draftsUnder("case 1 "), [["case 1 reply text", "b"]]);
  forgetDrafts();
});

test("whoever_keeps_drafts_elsewhere_sees_them_before_they_are_sealed", async () => {
  const seen: string[] = [];
  watchDrafts({ changed: (name) => seen.push(`changed ${name}`), leaving: () => seen.push(`leaving ${draftOf("x")}`), forgotten: () => seen.push("forgotten") });
  setDraft("x", "1");
  sealDrafts((await makeSecret()).recipient);
  forgetDrafts();
  assert.deepEqual(seen, ["changed x", "leaving 1", "forgotten"]);
});
