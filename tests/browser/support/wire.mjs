// Stands where an employer's proxy stands: everything a browser sends or fetches passes through and is kept.
// Whatever the name of the place, it ends at this machine; nothing leaves it.

import { createServer, request } from "node:http";

// What a browser asks of its own maker, whichever page it shows.
const MAKERS_OWN = ["accounts.google.com", "clients2.google.com", "content-autofill.googleapis.com", "optimizationguide-pa.googleapis.com", "passwordsleakcheck-pa.googleapis.com", "update.googleapis.com"];

/** Starts a wire; `from` is the address that the server sees. */
export async function startWire({ from = "127.0.0.1" } = {}) {
  const wire = new Wire(from);
  await wire.listen();
  return wire;
}

/** A wire for the length of a test. */
export async function wireFor(test, options) {
  const wire = await startWire(options);
  test.after(() => wire.stop());
  return wire;
}

class Wire {
  /** Every exchange so far, in order: what was asked, and what was answered. */
  exchanges = [];

  constructor(from) {
    this.from = from;
    this.server = createServer((asked, answer) => void this.pass(asked, answer));
    this.server.on("connect", (asked, socket) => {
      const host = asked.url.replace(/:443$/, "");
      if (!MAKERS_OWN.includes(host)) this.exchanges.push({ method: "CONNECT", url: asked.url, host, path: "", headers: asked.rawHeaders, body: Buffer.alloc(0) });
      socket.on("error", () => {});
      socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
  }

  async listen() {
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.address = `http://127.0.0.1:${this.server.address().port}`;
  }

  /** Forgets what has passed. */
  clear() {
    this.exchanges = [];
  }

  /** The drops that were sent. */
  drops() {
    return this.exchanges.filter(({ method, path }) => method === "POST" && path.split("?")[0] === "/api/v1/drops");
  }

  /** The attachments that were sent. */
  attachments() {
    return this.exchanges.filter(({ method, path }) => method === "POST" && path === "/api/v1/attachments");
  }

  /** All that was sent, as bytes to search, by request. */
  sent() {
    return Object.fromEntries(
      this.exchanges.map(({ method, url, headers, body }, i) => [`request ${i + 1}, ${method} ${url}`, Buffer.concat([Buffer.from(`${method} ${url}\n${headers.join("\n")}\n\n`), body])]),
    );
  }

  /** Bytes that came in all, headers too. */
  received() {
    return this.exchanges.reduce((sum, { received }) => sum + (received ?? 0), 0);
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  async pass(asked, answer) {
    const { host, port, pathname, search } = new URL(asked.url);
    if (MAKERS_OWN.includes(host)) return answer.destroy();
    const exchange = { method: asked.method, url: asked.url, headers: asked.rawHeaders };
    this.exchanges.push(exchange);
    Object.assign(exchange, { host, path: pathname + search, body: await whole(asked) });
    // A connection of its own: one kept from before may be closed by the server just as it is taken again.
    const passed = request({ agent: false, host: "127.0.0.1", port, method: asked.method, path: exchange.path, headers: onwards(asked.rawHeaders), localAddress: this.from });
    passed.on("error", () => answer.destroy());
    passed.on("response", async (given) => {
      const body = await whole(given);
      Object.assign(exchange, { status: given.statusCode, answered: given.rawHeaders, length: body.length, received: sizeOf(given, body) });
      answer.writeHead(given.statusCode, given.rawHeaders);
      answer.end(body);
    });
    passed.end(exchange.body);
  }
}

async function whole(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

function onwards(headers) {
  const kept = [];
  for (let i = 0; i < headers.length; i += 2) if (!/^proxy-/i.test(headers[i])) kept.push(headers[i], headers[i + 1]);
  return kept;
}

function sizeOf({ statusCode, statusMessage, rawHeaders }, body) {
  const head = `HTTP/1.1 ${statusCode} ${statusMessage}\r\n`.length + rawHeaders.reduce((sum, text) => sum + text.length + 2, 0) + 2;
  return head + body.length;
}
