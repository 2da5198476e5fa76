import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64url } from "../bytes";
import { importSecret, makeSecret, openText, recipientOf } from "../keyring";
import { type Holder, makeCaseKey, openCaseKeys, readersOf, sealCaseKeys } from "./keys";

const person = async (id: string) => {
  const { identity, recipient } = await makeSecret();
  return { id, recipient, has_key: true, key: await importSecret(identity) };
};
const NOBODY = new Map<string, CryptoKey>();

test("a_case_key_made_for_the_epoch_opens_with_it_and_not_otherwise", async () => {
  const [epoch, other] = [await person("e"), await person("o")];
  const { post } = await makeCaseKey({ epoch, holders: [], paper: null });
  const sealed = [{ id: "k", share: { epoch: "e", sealed: post.shares[0]!.sealed } }];
  const opened = await openCaseKeys(sealed, { keys: new Map([["e", epoch.key]]), own: other.key });
  assert.equal(await recipientOf(opened.get("k")!), post.recipient);
  assert.equal((await openCaseKeys(sealed, { keys: new Map([["e", other.key]]), own: epoch.key })).size, 0);
  assert.equal((await openCaseKeys([{ id: "k", share: null }], { keys: NOBODY, own: epoch.key })).size, 0);
});

test("where_somebody_is_kept_out_the_key_goes_to_each_of_the_others_and_to_paper_and_not_through_the_epoch", async () => {
  const [chief, deputy, lawyer, epoch, paper] = await Promise.all(["chief", "deputy", "lawyer", "e", "p"].map(person));
  const readers = readersOf([chief!, deputy!, { ...lawyer!, id: "keyless", has_key: false }], ["deputy"], [lawyer!], epoch!, paper!.recipient);
  assert.deepEqual(readers, { epoch: null, holders: [{ id: "chief", recipient: chief!.recipient }, { id: "lawyer", recipient: lawyer!.recipient }], paper: paper!.recipient });
  const { post } = await makeCaseKey(readers);
  assert.deepEqual(post.shares.map(({ epoch: of, holder }) => [of, holder]), [[null, "chief"], [null, "lawyer"], [null, null]]);
  for (const { sealed } of post.shares) await assert.rejects(openText(fromBase64url(sealed), deputy!.key));
});

test("without_anybody_kept_out_all_members_read_through_the_epoch", async () => {
  const [chief, lawyer, epoch] = await Promise.all(["chief", "lawyer", "e"].map(person));
  const readers = readersOf([chief!], [], [lawyer!], epoch!, "paper");
  assert.deepEqual([readers.epoch, readers.holders.map(({ id }: Holder) => id), readers.paper], [epoch, ["lawyer"], null]);
});

test("every_generation_is_passed_on_to_whoever_is_consulted_or_none", async () => {
  const [epoch, chief, lawyer] = await Promise.all(["e", "chief", "lawyer"].map(person));
  const first = await makeCaseKey({ epoch: epoch!, holders: [], paper: null });
  const second = await makeCaseKey({ epoch: null, holders: [chief!], paper: null });
  const keys = [
    { id: "1", share: { epoch: "e", sealed: first.post.shares[0]!.sealed } },
    { id: "2", share: { epoch: null, sealed: second.post.shares[0]!.sealed } },
  ];
  const holder = { keys: new Map([["e", epoch!.key]]), own: chief!.key };
  const given = await sealCaseKeys(keys, holder, lawyer!.recipient);
  const opened = await openCaseKeys(given.map(({ key, sealed }) => ({ id: key, share: { epoch: null, sealed } })), { keys: NOBODY, own: lawyer!.key });
  assert.deepEqual([await recipientOf(opened.get("1")!), await recipientOf(opened.get("2")!)], [first.post.recipient, second.post.recipient]);
  await assert.rejects(sealCaseKeys([...keys, { id: "3", share: null }], holder, lawyer!.recipient));
});
