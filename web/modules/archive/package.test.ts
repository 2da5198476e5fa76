import assert from "node:assert/strict";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { digest, metadataCsv, metadataXml } from "./metadata";
import { makePackage } from "./package";
import { SCHEMAS } from "./schemas";
import { INPUT } from "./sample";
import { type Read, all, at, read } from "./xml_read";

const zip = await makePackage(INPUT);
const ROOT = `uuid-${INPUT.document.id}`;
const files = new Map(Object.entries(unzipSync(zip)).map(([path, bytes]) => [path.slice(ROOT.length + 1), bytes]));
const file = (path: string): Uint8Array => files.get(path) ?? assert.fail(`${path} is in the package`);
const root = read(file("METS.xml"));
const inner = read(file("representations/rep1/METS.xml"));
const REP = "representations/rep1/";
const divisions = (mets: Read): Read[] => at(mets, "structMap/div/div");
const agents = (mets: Read, role: string, type: string): Read[] =>
  at(mets, "metsHdr/agent").filter(({ attributes }) => attributes["ROLE"] === role && attributes["TYPE"] === type);
const note = (agent: Read | undefined): [string | undefined, string | undefined] => {
  const [found] = agent === undefined ? [] : at(agent, "note");
  return [found?.attributes["csip:NOTETYPE"], found?.text];
};

/** Every reference with a checksum, and the file it speaks of. */
const references = (mets: Read, folder: string): { readonly of: Read; readonly path: string }[] =>
  all(mets).flatMap((element) => {
    const pointer = element.name === "mdRef" ? element : element.name === "file" ? at(element, "FLocat")[0]! : null;
    return pointer === null ? [] : [{ of: element, path: folder + pointer.attributes["xlink:href"]! }];
  });

test("all_files_lie_in_one_folder_named_by_the_package", () => {
  assert.ok(Object.keys(unzipSync(zip)).every((path) => path.startsWith(`${ROOT}/`)));
  for (const path of ["METS.xml", "metadata/descriptive/erms.xml", "metadata/preservation/premis.xml", `${REP}METS.xml`, `${REP}data/arende.pdf`, `${REP}data/bilaga-1.pdf`, `${REP}data/bilaga-2`]) file(path);
});

test("no_name_from_outside_becomes_a_path", () => {
  assert.ok([...files.keys()].every((path) => /^[A-Za-z0-9_./-]+$/.test(path) && !path.includes("..")));
});

test("CSIP1_to_CSIP6_and_SIP2_the_root_element", () => {
  for (const [mets, id] of [[root, ROOT], [inner, "rep1"]] as const) {
    assert.equal(mets.attributes["OBJID"], id, "CSIP1");
    assert.equal(mets.attributes["TYPE"], "Mixed", "CSIP2");
    assert.equal(mets.attributes["csip:CONTENTINFORMATIONTYPE"], "citserms_v2_1", "CSIP4");
    assert.equal(mets.attributes["PROFILE"], "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml", "CSIP6, SIP2");
  }
});

test("CSIP7_to_CSIP16_and_SIP4_to_SIP31_the_header", () => {
  for (const mets of [root, inner]) {
    const [header, ...more] = at(mets, "metsHdr");
    assert.ok(header && more.length === 0, "CSIP117");
    assert.equal(header.attributes["CREATEDATE"], "2026-11-22T10:00:00.000Z", "CSIP7");
    assert.equal(header.attributes["csip:OAISPACKAGETYPE"], "SIP", "CSIP9, SIP4");
    assert.equal(header.attributes["RECORDSTATUS"], "NEW", "SIP3");
    const software = agents(mets, "CREATOR", "OTHER").filter(({ attributes }) => attributes["OTHERTYPE"] === "SOFTWARE");
    assert.equal(software.length, 1, "CSIP10 to CSIP13");
    assert.equal(at(software[0]!, "name")[0]!.text, "Orubbad", "CSIP14");
    assert.deepEqual(note(software[0]), ["SOFTWARE VERSION", "0.1.0"], "CSIP15, CSIP16");
    const code = ["IDENTIFICATIONCODE", "ORG:212000-0000"];
    assert.deepEqual(note(agents(mets, "ARCHIVIST", "ORGANIZATION")[0]), code, "SIP10, SIP11, SIP14");
    assert.equal(agents(mets, "CREATOR", "ORGANIZATION").length, 1, "SIP15 to SIP17");
    assert.deepEqual(note(agents(mets, "CREATOR", "ORGANIZATION")[0]), code, "SIP20");
    assert.deepEqual(note(agents(mets, "PRESERVATION", "ORGANIZATION")[0]), code, "SIP27, SIP28, SIP31");
  }
});

test("CSIP18_to_CSIP44_the_metadata_sections", () => {
  const [dmd] = at(root, "dmdSec");
  assert.ok(dmd?.attributes["ID"], "CSIP17, CSIP18");
  assert.ok(dmd.attributes["CREATED"], "CSIP19");
  assert.equal(dmd.attributes["STATUS"], "CURRENT", "CSIP20");
  assert.equal(at(dmd, "mdRef")[0]!.attributes["MDTYPE"], "OTHER", "CSIP25");
  assert.equal(at(root, "amdSec").length, 1, "CSIP31");
  const [provenance] = at(root, "amdSec/digiprovMD");
  assert.ok(provenance?.attributes["ID"], "CSIP32, CSIP33");
  assert.equal(at(provenance, "mdRef")[0]!.attributes["MDTYPE"], "PREMIS", "CSIP39");
});

test("CSIP22_to_CSIP30_and_CSIP66_to_CSIP79_every_reference_is_true_of_its_file", () => {
  const spoken = [...references(root, ""), ...references(inner, REP)];
  for (const { of, path } of spoken) {
    const bytes = file(path);
    const { attributes } = of;
    const [pointer] = of.name === "mdRef" ? [of] : at(of, "FLocat");
    assert.equal(pointer!.attributes["LOCTYPE"], "URL", "CSIP22, CSIP36, CSIP77");
    assert.equal(pointer!.attributes["xlink:type"], "simple", "CSIP23, CSIP37, CSIP78");
    assert.match(attributes["MIMETYPE"]!, /^[a-z]+\/[a-z0-9.+-]+$/, "CSIP26, CSIP40, CSIP68");
    assert.equal(Number(attributes["SIZE"]), bytes.length, "CSIP27, CSIP41, CSIP69");
    assert.ok(attributes["CREATED"], "CSIP28, CSIP42, CSIP70");
    assert.equal(attributes["CHECKSUM"], digest(bytes), "CSIP29, CSIP43, CSIP71");
    assert.equal(attributes["CHECKSUMTYPE"], "SHA-256", "CSIP30, CSIP44, CSIP72");
  }
  assert.deepEqual(new Set(spoken.map(({ path }) => path)), new Set([...files.keys()].filter((path) => path !== "METS.xml")), "CSIP58: no file is left out");
});

test("CSIP59_to_CSIP65_CSIP113_and_CSIP114_the_file_groups", () => {
  const groups = at(root, "fileSec/fileGrp");
  assert.ok(at(root, "fileSec")[0]!.attributes["ID"], "CSIP59");
  assert.deepEqual(groups.map(({ attributes }) => attributes["USE"]), ["Documentation", "Schemas", "Representations/rep1"], "CSIP60, CSIP113, CSIP114, CSIP64");
  assert.equal(groups[2]!.attributes["csip:CONTENTINFORMATIONTYPE"], "citserms_v2_1", "CSIP62");
  assert.ok(groups.every(({ attributes }) => attributes["ID"]), "CSIP65");
  assert.ok(groups.every((group) => at(group, "file").length > 0), "CSIP66");
  assert.equal(at(groups[1]!, "file").length, SCHEMAS.length);
});

test("CSIP80_to_CSIP119_the_structural_map", () => {
  for (const mets of [root, inner]) {
    const [map, ...more] = at(mets, "structMap");
    assert.ok(map && more.length === 0, "CSIP80");
    assert.deepEqual([map.attributes["TYPE"], map.attributes["LABEL"]], ["PHYSICAL", "CSIP"], "CSIP81, CSIP82");
    assert.ok(map.attributes["ID"] && at(map, "div").length === 1 && at(map, "div")[0]!.attributes["ID"], "CSIP83 to CSIP85");
    assert.equal(divisions(mets).filter(({ attributes }) => attributes["LABEL"] === "Metadata").length, 1, "CSIP88, CSIP90");
    assert.ok(divisions(mets).every(({ attributes }) => attributes["ID"]), "CSIP89, CSIP94, CSIP98, CSIP106");
  }
  const groups = at(root, "fileSec/fileGrp");
  const [metadata, documentation, schemas, representation] = divisions(root);
  assert.equal(metadata!.attributes["ADMID"], at(root, "amdSec/digiprovMD")[0]!.attributes["ID"], "CSIP91");
  assert.equal(metadata!.attributes["DMDID"], at(root, "dmdSec")[0]!.attributes["ID"], "CSIP92");
  assert.equal(at(documentation!, "fptr")[0]!.attributes["FILEID"], groups[0]!.attributes["ID"], "CSIP93 to CSIP96, CSIP116");
  assert.equal(at(schemas!, "fptr")[0]!.attributes["FILEID"], groups[1]!.attributes["ID"], "CSIP97 to CSIP100, CSIP118");
  assert.equal(representation!.attributes["LABEL"], "Representations/rep1", "CSIP105, CSIP107");
  const pointer = at(representation!, "mptr")[0]!.attributes;
  assert.equal(pointer["xlink:title"], groups[2]!.attributes["ID"], "CSIP108");
  assert.equal(pointer["xlink:href"], `${REP}METS.xml`, "CSIP109, CSIP110");
  assert.deepEqual([pointer["xlink:type"], pointer["LOCTYPE"]], ["simple", "URL"], "CSIP111, CSIP112");
});

test("identifiers_are_names_and_unique_across_the_package", () => {
  const ids = [root, inner].flatMap((mets) => all(mets).flatMap(({ attributes }) => attributes["ID"] ?? []));
  assert.ok(ids.every((id) => /^[A-Za-z_][\w.-]*$/.test(id)));
  assert.equal(new Set(ids).size, ids.length);
});

test("the_erms_file_tells_the_case_and_its_records_in_order", () => {
  const erms = read(file("metadata/descriptive/erms.xml"));
  const [aggregation] = at(erms, "aggregations/aggregation");
  const said = (path: string): string[] => at(aggregation!, path).map(({ text }) => text);
  assert.deepEqual(said("title"), [INPUT.document.title]);
  assert.deepEqual(said("objectId"), ["KS 2026/123"]);
  assert.deepEqual(said("restriction/regulation"), ["OSL 39 kap. 3 §", "OSL 18 kap. 8 §"]);
  assert.deepEqual(said("dates/date"), ["2026-10-05T00:00:00", "2026-11-20T00:00:00"]);
  assert.deepEqual(said("record/title"), INPUT.document.parts.map(({ heading }) => heading));
  const named = at(aggregation!, "additionalInformation/appendix").map(({ attributes }) => [attributes["name"], attributes["path"]]);
  assert.deepEqual(named[1], [INPUT.attachments[0]!.name, `file:///${REP}data/bilaga-1.pdf`]);
});

test("no_letter_of_the_case_stands_in_the_metadata", () => {
  for (const path of ["METS.xml", `${REP}METS.xml`, "metadata/descriptive/erms.xml", "metadata/preservation/premis.xml", "documentation/arende.xml"]) {
    const text = new TextDecoder().decode(file(path));
    for (const secret of ["Exempelsson", "070-123", "19811218"]) assert.ok(!text.includes(secret), `${secret} in ${path}`);
  }
});

test("what_xml_cannot_hold_is_taken_out_and_the_rest_is_escaped", async () => {
  const odd = { ...INPUT.document, title: "a\u0000\ufffe]]> & <b> \"c\" \ud800 😀", name: "x\"/><y" };
  const files = unzipSync(await makePackage({ ...INPUT, document: odd }));
  const erms = read(files[`${ROOT}/metadata/descriptive/erms.xml`]!);
  assert.equal(at(erms, "aggregations/aggregation/title")[0]!.text, "a]]> & <b> \"c\"  😀");
  assert.equal(read(files[`${ROOT}/METS.xml`]!).attributes["LABEL"], "x\"/><y, KS 2026/123");
});

test("the_same_case_gives_the_same_package", async () => {
  assert.deepEqual(await makePackage(INPUT), zip);
});

test("the_metadata_of_the_diarium_says_what_it_must", () => {
  const said = read(metadataXml(INPUT.document, INPUT.pdf));
  const texts = said.children.map(({ name, text }) => [name, text]);
  assert.deepEqual(texts, [
    ["titel", INPUT.document.title],
    ["diarienummer", "KS 2026/123"],
    ["oppnat", "2026-10-05"],
    ["avslutat", "2026-11-20"],
    ["sekretess", "ja"],
    ["lagrum", "OSL 39 kap. 3 §"],
    ["lagrum", "OSL 18 kap. 8 §"],
    ["antalHandlingar", "5"],
    ["antalBilagor", "2"],
    ["kontrollsumma", digest(INPUT.pdf)],
  ]);
});

test("a_title_is_never_a_formula_and_never_breaks_a_row", () => {
  const csv = (title: string): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(metadataCsv({ ...INPUT.document, title }, INPUT.pdf));
  assert.ok(csv("=1+1").includes("\r\n'=1+1;"));
  assert.ok(csv('a;"b"\nc').includes('\r\n"a;""b""\nc";KS 2026/123;2026-10-05;2026-11-20;ja;OSL 39 kap. 3 §, OSL 18 kap. 8 §;5;2;'));
  assert.ok(csv("a").startsWith("\ufeffTitel;Diarienummer;"));
});
