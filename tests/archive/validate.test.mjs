// Builds a package as the browser does and lets unzip and xmllint judge it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, "../../web");
const { build } = createRequire(join(web, "package.json"))("esbuild");
const folder = mkdtempSync(join(tmpdir(), "orubbad-archive-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const ENTRY = `export { makePackage } from "./modules/archive/package";
export { makeCasePdf } from "./modules/document/case_pdf";
export { INPUT } from "./modules/archive/sample";
export { FONTS } from "./modules/document/sample";`;

const run = (program, ...args) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, XML_CATALOG_FILES: pathToFileURL(join(here, "catalog.xml")).href },
  });
  assert.ok(!error, `${program} is installed (libxml2-utils, unzip)`);
  return { status, said: stdout + stderr };
};
const valid = (schema, path) => run("xmllint", "--nonet", "--noout", "--schema", schema, join(root, path));

const bundled = join(folder, "package.mjs");
await build({
  stdin: { contents: ENTRY, resolveDir: web, loader: "ts" },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile: bundled,
  loader: { ".xsd": "text" },
  alias: {
    pdfkit: join(web, "node_modules/pdfkit/js/pdfkit.browser.mjs"),
    "pdfkit/output": join(web, "node_modules/pdfkit/js/output.mjs"),
    fontkit: join(web, "node_modules/fontkit/dist/browser-module.mjs"),
  },
});
process.chdir(web);
const { makePackage, makeCasePdf, INPUT, FONTS } = await import(pathToFileURL(bundled).href);
const pdf = await makeCasePdf(INPUT.document, FONTS);
writeFileSync(join(folder, "package.zip"), await makePackage({ ...INPUT, pdf }));
const root = `uuid-${INPUT.document.id}`;
const unpacked = run("unzip", "-q", "package.zip");

test("unzip_finds_no_fault", () => {
  assert.equal(unpacked.status, 0, unpacked.said);
  assert.equal(run("unzip", "-tq", "package.zip").status, 0);
  assert.deepEqual(readFileSync(join(folder, root, "representations/rep1/data/arende.pdf")), Buffer.from(pdf));
});

for (const [name, schema, path] of [
  ["the_mets_of_the_package_is_valid", join(here, "mets_with_csip.xsd"), "METS.xml"],
  ["the_mets_of_the_representation_is_valid", join(here, "mets_with_csip.xsd"), "representations/rep1/METS.xml"],
  ["the_premis_file_is_valid", join(root, "schemas/premis.xsd"), "metadata/preservation/premis.xml"],
]) {
  test(name, () => {
    const { status, said } = valid(schema, path);
    assert.equal(status, 0, said);
  });
}

test("the_erms_file_is_well_formed", () => {
  assert.equal(run("xmllint", "--nonet", "--noout", join(root, "metadata/descriptive/erms.xml")).status, 0);
});

test("the_schemas_can_say_no", () => {
  const spoil = (path, from, to) => {
    const whole = join(folder, root, path);
    const text = readFileSync(whole, "utf8");
    assert.ok(text.includes(from));
    writeFileSync(join(folder, root, "spoilt.xml"), text.replace(from, to));
  };
  spoil("METS.xml", 'csip:OAISPACKAGETYPE="SIP"', 'csip:OAISPACKAGETYPE="ZIP"');
  assert.notEqual(valid(join(here, "mets_with_csip.xsd"), "spoilt.xml").status, 0);
  spoil("metadata/preservation/premis.xml", "<eventType>creation</eventType>", "");
  assert.notEqual(valid(join(root, "schemas/premis.xsd"), "spoilt.xml").status, 0);
});
