// Builds web/dist from entries and styles, or, with --test, builds and runs the unit tests.
// It promises names that change with the content, a .br beside every file, and a manifest of both.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const root = dirname(fileURLToPath(import.meta.url));
const inRoot = (...parts) => join(root, ...parts);
const filesIn = (folder, ending) =>
  readdirSync(inRoot(folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.name.endsWith(".test.ts"))
    .map((entry) => inRoot(folder, entry.name));

// age carries recipients we never address (post-quantum, P-256 tags, passwords); they would double the bundle.
const leaveOut = {
  name: "leave-out",
  setup(build) {
    const unused = /^@noble\/(post-quantum\/hybrid|curves\/nist|hashes\/scrypt)\.js$/;
    build.onResolve({ filter: unused }, () => ({ path: inRoot("modules", "left_out.ts") }));
    // jsPDF would also draw pages and pictures; slips are text and rectangles.
    const drawing = /^(html2canvas|dompurify|canvg|fast-png)$/;
    build.onResolve({ filter: drawing }, () => ({ path: inRoot("modules", "left_out.ts") }));
    // Our typefaces are TrueType; only packed web fonts need this.
    build.onResolve({ filter: /^brotli\/decompress\.js$/ }, () => ({ path: inRoot("modules", "left_out.ts") }));
    // One of its ways to show a document in a window fetches a script from elsewhere; the address is taken out.
    build.onLoad({ filter: /jspdf[\\/]dist[\\/]jspdf\.\w+(\.min)?\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/https:\/\/cdnjs[^"']+/g, ""),
    }));
  },
};

// A sorted word list shrinks when each word only says how much of the one before it shares; it unfolds when loaded.
const foldWords = {
  name: "fold-words",
  setup(build) {
    build.onLoad({ filter: /\.txt$/ }, ({ path }) => {
      const words = readFileSync(path, "utf8").trim().split("\n");
      const shared = (word, before) => [...word].findIndex((letter, i) => letter !== before[i]);
      const folded = words.map((word, i) => {
        const kept = i === 0 ? 0 : shared(word, words[i - 1]);
        return String.fromCharCode(65 + kept) + word.slice(kept);
      });
      const contents = `let before = "";
        export default ${JSON.stringify(folded.join(""))}.replace(/([A-Z])([^A-Z]*)/g, (_, kept, rest) =>
          (before = before.slice(0, kept.charCodeAt(0) - 65) + rest) + "\\n");`;
      return { contents, loader: "js" };
    });
  },
};

// Tests run the builds that the browser gets, not those for Node's file system.
const alias = {
  pdfkit: inRoot("node_modules", "pdfkit", "js", "pdfkit.browser.mjs"),
  "pdfkit/output": inRoot("node_modules", "pdfkit", "js", "output.mjs"),
  fontkit: inRoot("node_modules", "fontkit", "dist", "browser-module.mjs"),
};

// Typefaces, fetched by no reporter's page. A case document holds what anybody wrote, in any script; a briefing and its
// plots are set in a face made for figures.
const dejavu = (cut) => inRoot("node_modules", "dejavu-fonts-ttf", "ttf", `DejaVuSansCondensed${cut}.ttf`);
const sourceSans = (cut) => inRoot("node_modules", "@expo-google-fonts", "source-sans-3", cut, `SourceSans3_${cut}.ttf`);
const typefaces = {
  "document_regular.ttf": dejavu(""),
  "document_bold.ttf": dejavu("-Bold"),
  "briefing_regular.ttf": sourceSans("400Regular"),
  "briefing_italic.ttf": sourceSans("400Regular_Italic"),
  "briefing_bold.ttf": sourceSans("600SemiBold"),
};

const common = {
  bundle: true,
  alias,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  plugins: [leaveOut, foldWords],
  loader: { ".xsd": "text" },
  write: false,
  outdir: inRoot("dist"),
  logLevel: "warning",
};

/** Bundles every entry and stylesheet into dist under a hashed name. */
async function bundle() {
  const faces = filesIn("styles", ".css").filter((path) => !["tokens.css", "base.css"].includes(basename(path)));
  const entryPoints = [...filesIn("entries", ".ts"), ...faces];
  const { outputFiles } = await build({ ...common, entryPoints, minify: true, sourcemap: false, legalComments: "none" });
  // Written beside and then put in place, so that a server or a compiler that looks meanwhile finds the old one whole.
  const fresh = inRoot("dist.new");
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const manifest = {};
  const fonts = Object.entries(typefaces).map(([path, source]) => ({ path, contents: readFileSync(source) }));
  for (const { path, contents } of [...outputFiles, ...fonts]) {
    const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8);
    const plain = basename(path);
    const hashed = plain.replace(/\.(js|css|ttf)$/, `-${hash}.$1`);
    const small = brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    writeFileSync(join(fresh, hashed), contents);
    writeFileSync(join(fresh, `${hashed}.br`), small);
    manifest[plain] = hashed;
    console.log(`${hashed}  ${contents.length} bytes, ${small.length} compressed`);
  }
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(fresh, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
  rmSync(inRoot("dist"), { recursive: true, force: true });
  renameSync(fresh, inRoot("dist"));
}

/** Bundles every *.test.ts to .test and runs them with node's own runner. */
async function test() {
  const entryPoints = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !["node_modules", "dist", ".test"].includes(entry.name))
    .flatMap(({ name: folder }) =>
      readdirSync(inRoot(folder), { recursive: true })
        .filter((name) => name.endsWith(".test.ts"))
        .map((name) => inRoot(folder, name)),
    );
  rmSync(inRoot(".test"), { recursive: true, force: true });
  await build({
    ...common,
    entryPoints,
    write: true,
    platform: "node",
    outdir: inRoot(".test"),
    outbase: root,
    outExtension: { ".js": ".mjs" },
  });
  const built = readdirSync(inRoot(".test"), { recursive: true })
    .filter((name) => name.endsWith(".test.mjs"))
    .map((name) => inRoot(".test", name));
  process.exit(spawnSync(process.execPath, ["--test", ...built], { stdio: "inherit", cwd: root }).status ?? 1);
}

await (process.argv.includes("--test") ? test() : bundle());
