import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "@noble/hashes/sha2.js";
import { LARGEST, TYPES, classFor, keptName, neutralName, plainOf, readReferences } from "./attachment";
import { openAttachment, sealAttachment } from "./attachment_seal";
import { bitsFor, proveUpload } from "./attachment_upload";
import { readEntry } from "./case/entry";
import { base64url, concat, randomBytes, utf8, uuidFromBytes } from "./bytes";
import { zeroBits } from "./proof";

const file = { name: "bild-1.jpg", type: "image/jpeg", original: false } as const;

test("a file takes the smallest frame, is opened with its reference, and only with that", async () => {
  for (const [i, size] of [0, plainOf(65_536) - 4, plainOf(65_536) - 3, plainOf(1_048_576) - 4].entries()) {
    const bytes = randomBytes(size);
    const { reference, frame } = await sealAttachment({ ...file, bytes });
    assert.equal(frame.length, [65_536, 65_536, 262_144, 1_048_576][i]);
    assert.equal(reference.class, frame.length);
    assert.deepEqual(await openAttachment(reference, frame), bytes);
    const other = await sealAttachment({ ...file, bytes });
    assert.equal(await openAttachment(other.reference, frame), null);
    assert.equal(await openAttachment({ ...reference, size: size + 1 }, frame), null);
    assert.equal(await openAttachment(reference, frame.slice(1)), null);
  }
});

test("the largest file fits the largest frame, and one byte more fits none", async () => {
  const bytes = randomBytes(LARGEST);
  const { reference, frame } = await sealAttachment({ ...file, bytes });
  assert.equal(frame.length, 16_777_216);
  assert.deepEqual(await openAttachment(reference, frame), bytes);
  assert.equal(classFor(LARGEST + 1), null);
  await assert.rejects(sealAttachment({ ...file, bytes: new Uint8Array(LARGEST + 1) }));
});

test("the upload is id, proof and frame, and a frame four times as large costs two bits more", async () => {
  assert.deepEqual([65_536, 262_144, 16_777_216].map((size) => bitsFor(size, 6)), [6, 8, 14]);
  const challenge = randomBytes(16);
  for (const [size, bits] of [[10, 6], [100_000, 8]] as const) {
    const sealed = await sealAttachment({ ...file, bytes: randomBytes(size) });
    const body = proveUpload(sealed, base64url(challenge), 6);
    assert.equal(body.length, 41 + sealed.frame.length);
    assert.equal(body[0], 1);
    assert.equal(uuidFromBytes(body.slice(1, 17)), sealed.reference.id);
    assert.deepEqual(body.slice(17, 33), challenge);
    assert.deepEqual(body.slice(41), sealed.frame);
    const digest = sha256(concat(body.slice(0, 17), body.slice(41)));
    assert.ok(zeroBits(sha256(concat(challenge, digest, body.slice(33, 41)))) >= bits);
  }
});

test("a reference is read only where every part of it is whole", async () => {
  const { reference } = await sealAttachment({ ...file, bytes: randomBytes(9) });
  assert.deepEqual(readReferences(JSON.parse(JSON.stringify([reference]))), [reference]);
  const wrong = [
    { id: "x" }, { identity: "AGE-SECRET-KEY-1" }, { class: 65_537 }, { class: 262_144 }, { name: "" }, { name: "a".repeat(81) }, { name: "a\nb" }, { name: "fdp\u202egpj" },
    { type: "text/html" }, { type: "toString" }, { size: -1 }, { size: 1.5 }, { size: LARGEST + 1 }, { original: "no" },
  ];
  for (const part of wrong) assert.deepEqual(readReferences([{ ...reference, ...part }, reference]), [reference], JSON.stringify(part));
  assert.deepEqual(readReferences([reference, reference]), [reference]);
  const six = Array.from({ length: 6 }, (_, i) => ({ ...reference, id: reference.id.replace(/.$/, String(i)) }));
  assert.equal(readReferences(six).length, 5);
  for (const content of [undefined, null, {}, [null, 7]]) assert.deepEqual(readReferences(content), []);
});

test("the ending of a name follows the type, whatever the sender called the file", async () => {
  const { reference } = await sealAttachment({ ...file, bytes: randomBytes(9) });
  const named = (name: string, type: string): string => readReferences([{ ...reference, name, type }])[0]!.name;
  assert.equal(named("Hotbrev.pdf.lnk", "text/plain"), "Hotbrev.pdf.txt");
  assert.equal(named("bild-1.jpg", "image/jpeg"), "bild-1.jpg");
  assert.equal(keptName("Hotbrev\u202efdp.\u2066lnk\u2069", null), "Hotbrevfdp.bin");
  assert.equal(keptName("\u0007\u202a.exe", null), "bilaga.bin");
});

test("an officer's entry is read only where each of its references is whole", async () => {
  const { reference } = await sealAttachment({ ...file, bytes: randomBytes(9) });
  const entry = (attachments: unknown): unknown => readEntry({ v: 1, kind: "attachments", attachments, text: "" });
  assert.deepEqual(entry([reference]), { kind: "attachments", attachments: [reference], text: "" });
  for (const wrong of [{ id: "../../sessions" }, { name: "a.lnk" }, { name: "a\u202egpj.jpg" }, { type: "text/html" }, { identity: "x" }]) {
    assert.equal(entry([{ ...reference, ...wrong }]), null, JSON.stringify(wrong));
  }
  for (const wrong of [[reference, reference], [null], [{}]]) assert.equal(entry(wrong), null);
});

test("a neutral name says the kind alone, and a kept name is made harmless and short", () => {
  assert.equal(neutralName("image/jpeg", 2), "bild-2.jpg");
  assert.equal(keptName("C:\\Anna\\hot från \u202eklient.JPEG", "image/jpeg"), "CAnnahot från klient.jpg");
  for (const type of Object.keys(TYPES) as (keyof typeof TYPES)[]) assert.ok(utf8(keptName("å".repeat(200), type)).length <= 80);
});
