// Starts the program under test as a demonstration with its own PostgreSQL, and reaches what lies beneath it.
// Everything it writes – data, log, what it prints – lies in one directory, so that a search of that directory is whole.

import { execFile, spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { until } from "./until.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const BINARY = process.env.ORUBBAD_BINARY ?? join(here, "../../../target/debug/orubbad");
const LARGEST_DUMP = 512 * 1024 * 1024;
const run = promisify(execFile);

/** Where everything a run leaves behind lies. */
export const OUTPUT = join(here, "../output");

/** Starts an instance called `name`: a filled demonstration, or one that nobody has claimed. */
export async function startServer(name, { empty = false } = {}) {
  const directory = join(OUTPUT, name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const server = new Server(directory, await freePort(), empty);
  await server.start();
  return server;
}

class Server {
  constructor(directory, port, empty) {
    this.directory = directory;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.log = join(directory, "server.log");
    this.arguments = ["demo", "--directory", directory, "--port", String(port), ...(empty ? ["--empty"] : [])];
    mkdirSync(join(directory, "tmp"));
    writeFileSync(this.log, "");
  }

  /** Starts the program, also after a stop, and waits until it answers. */
  async start() {
    // The most talkative level is asked for; what must not be said is not said all the same.
    const environment = { ...process.env, RUST_LOG: "trace", TMPDIR: join(this.directory, "tmp") };
    const process_ = spawn(BINARY, this.arguments, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [process_.stdout, process_.stderr]) stream.on("data", (bytes) => appendFileSync(this.log, bytes));
    this.ended = new Promise((resolve) => process_.once("close", resolve));
    this.process = process_;
    living.add(process_);
    await until("the server answers", async () => {
      if (process_.exitCode !== null) throw new Error(`the server ended:\n${this.said()}`);
      return (await fetch(this.url).catch(() => null))?.ok;
    });
  }

  /** Stops the program and its database. */
  async stop() {
    this.process.kill("SIGTERM");
    await this.ended;
    living.delete(this.process);
  }

  /** Stops the program and keeps only what it said. */
  async remove() {
    await this.stop();
    const log = readFileSync(this.log);
    rmSync(this.directory, { recursive: true, force: true });
    writeFileSync(`${this.directory}.log`, log);
  }

  /** Everything it has printed. */
  said() {
    return readFileSync(this.log, "utf8");
  }

  /** The link that claims an instance nobody has claimed. */
  setUpLink() {
    return this.said().match(/^http\S+\/start#\S+$/m)[0];
  }

  /** Lets the night pass: what has come in is mixed. */
  async passNight() {
    await fetch(`${this.url}/staff/demo/night`, { method: "POST", redirect: "manual" });
  }

  /** The mails delivered so far, the newest first, as they came. */
  async mails() {
    const page = await (await fetch(`${this.url}/staff/demo`)).text();
    return [...page.matchAll(/<article[^>]*>\s*<h3>Till (.*?)<\/h3>\s*<pre>(.*?)<\/pre>/gs)].map(([, to, message]) => ({ to, message: plain(message) }));
  }

  /** What the database answers, one row a line. */
  async sql(text) {
    const { stdout } = await run(join(programs(), "psql"), [...this.database(), "-AtX", "-c", text, "postgres"]);
    return stdout.trim();
  }

  /** Writes everything the database still holds in memory to its files. */
  async settle() {
    await this.sql("CHECKPOINT");
  }

  /** A dump of the whole database. */
  async dump() {
    const { stdout } = await run(join(programs(), "pg_dump"), [...this.database(), "postgres"], { encoding: "buffer", maxBuffer: LARGEST_DUMP });
    return stdout;
  }

  database() {
    return ["-h", this.directory, "-U", "orubbad"];
  }
}

const living = new Set();
const endAll = () => living.forEach((process_) => process_.kill("SIGTERM"));
process.on("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** The newest installed PostgreSQL's programs. */
function programs() {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.length === 0 ? "" : join(root, versions[0], "bin");
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const NAMED = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#39;": "'", "&#60;": "<", "&#62;": ">", "&#38;": "&", "&#34;": '"' };

function plain(html) {
  return html.replace(/&(lt|gt|amp|quot|#\d+);/g, (named) => NAMED[named] ?? named);
}
