import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import type { ConnectionStatus } from "@/lib/model/connection";
import type { RegisteredConnection } from "@/lib/server/connections/registry";
import { targetOf } from "@/lib/testing/connect";
import { exchange, type RawAnswer, type RawRequest } from "@/lib/testing/raw-exchange";
import { createApi } from "./api";
import { createFrontDoor } from "./front-door";
import { createHttpServer, listen, stopListening } from "./listen";

const token = "ab".repeat(32);
let connections: RegisteredConnection[] = [];
let log: string[] = [];
let upgraded: string[] = [];
let upgradeHeaders = "";
let production: Server;
let development: Server;
let port = 0;
let developmentPort = 0;

beforeAll(async () => {
  [production, port] = await start("production");
  [development, developmentPort] = await start("development");
});
afterAll(async () => {
  await stopListening(production);
  await stopListening(development);
});
beforeEach(() => {
  connections = [];
  log = [];
  upgraded = [];
});

describe("T01 cross-site WebSocket", () => {
  test.each([
    ["own origin", () => [`Origin: http://127.0.0.1:${port}`], 101],
    ["own origin by name", () => [`Origin: http://localhost:${port}`], 101],
    ["a program's token", () => [`Authorization: Bearer ${token}`], 101],
    ["a token and null origin", () => ["Origin: null", `Authorization: Bearer ${token}`], 101],
    ["another site", () => ["Origin: http://evil.example"], 403],
    ["null", () => ["Origin: null"], 403],
    ["no origin", () => [], 403],
    ["own name as a part", () => [`Origin: http://127.0.0.1:${port}.evil.example`], 403],
    ["another port", () => [`Origin: http://127.0.0.1:${port + 1}`], 403],
    ["upper case", () => [`Origin: http://LOCALHOST:${port}`], 403],
    ["https for http", () => [`Origin: https://127.0.0.1:${port}`], 403],
    [
      "own origin and another",
      () => [`Origin: http://127.0.0.1:${port}`, "Origin: http://evil.example"],
      403,
    ],
    ["a wrong token", () => [`Authorization: Bearer ${"cd".repeat(32)}`], 403],
    ["a token and a cookie", () => [`Authorization: Bearer ${token}`, "Cookie: a=b"], 403],
    [
      "a token from another site",
      () => ["Origin: http://evil.example", `Authorization: Bearer ${token}`],
      403,
    ],
  ])("%s", async (_title, headers, status) => {
    const answer = await upgrade("/gateway/local", headers());
    expect(answer.status).toBe(status);
    expect(upgraded).toEqual(status === 101 ? ["local"] : []);
  });

  test.each(["/", "/gateway", "/gateway/", "/gateway/local/x", "/gateway/other", "/gateway/%zz"])(
    "%s is no gateway",
    async (path) => {
      const answer = await upgrade(path, [`Origin: http://127.0.0.1:${port}`]);
      expect(answer.status).toBe(404);
      expect(upgraded).toEqual([]);
    },
  );

  it("decodes the id of the connection", async () => {
    await upgrade("/gateway/caf%C3%A9?x=1", [`Origin: http://127.0.0.1:${port}`]);
    expect(upgraded).toEqual(["café"]);
  });

  it("answers a plain request to the gateway in words", async () => {
    expect((await get("/gateway/local")).status).toBe(426);
  });

  it("lets hot reload in only in development, and only from an own page", async () => {
    const own = [`Origin: http://127.0.0.1:${port}`];
    expect((await upgrade("/_next/hmr?id=1", own)).status).toBe(404);

    const hmr = (origin: string) =>
      exchange({
        port: developmentPort,
        lines: upgradeLines("/_next/hmr?id=1", developmentPort, [`Origin: ${origin}`]),
      });
    expect((await hmr(`http://localhost:${developmentPort}`)).status).toBe(101);
    expect((await hmr("http://evil.example")).status).toBe(403);
  });
});

describe("T02 DNS rebinding", () => {
  test.each([
    ["an own name", () => [`Host: 127.0.0.1:${port}`], 200],
    ["an own name in upper case", () => [`Host: LocalHost:${port}`], 200],
    ["the IPv6 name", () => [`Host: [::1]:${port}`], 200],
    ["another name", () => ["Host: evil.example"], 421],
    ["another name with the port", () => [`Host: evil.example:${port}`], 421],
    ["own name as a part", () => [`Host: localhost.evil:${port}`], 421],
    ["another port", () => [`Host: 127.0.0.1:${port + 1}`], 421],
    ["no port", () => ["Host: 127.0.0.1"], 421],
    ["two", () => [`Host: 127.0.0.1:${port}`, "Host: evil.example"], 421],
    ["an empty one", () => ["Host:"], 421],
    ["none", () => [], 421],
  ])("%s", async (_title, hosts, status) => {
    const request = { port, lines: ["GET /page HTTP/1.1", ...hosts(), "Connection: close"] };
    const answer = await exchange(request);
    expect(answer.status).toBe(status);
    expectGuarded(answer);
  });

  it("holds for a WebSocket too", async () => {
    const lines = upgradeLines("/gateway/local", port, [`Origin: http://127.0.0.1:${port}`]);
    const hosts = lines.map((line) => (line.startsWith("Host:") ? "Host: evil.example" : line));
    const answer = await exchange({ port, lines: hosts });
    expect(answer.status).toBe(421);
    expect(upgraded).toEqual([]);
    expectGuarded(answer);
  });

  it("takes no host from X-Forwarded-Host", async () => {
    const answer = await get("/page", ["X-Forwarded-Host: evil.example"]);
    expect(answer.body).not.toContain("evil.example");
  });
});

describe("T03 cross-site request", () => {
  const own = () => `Origin: http://127.0.0.1:${port}`;
  const json = "Content-Type: application/json";
  const by = "X-Requested-By: natsight";
  test.each([
    ["an own page", () => [own(), json, by], 200],
    ["an own page without Origin", () => ["Sec-Fetch-Site: same-origin", json, by], 200],
    ["a program's token", () => [`Authorization: Bearer ${token}`, json], 200],
    ["another site", () => ["Origin: http://evil.example", json, by], 403],
    ["null", () => ["Origin: null", json, by], 403],
    ["nothing that says from where", () => [json, by], 403],
    ["cross-site", () => ["Sec-Fetch-Site: cross-site", json, by], 403],
    ["no X-Requested-By", () => [own(), json], 403],
    ["a form", () => [own(), "Content-Type: application/x-www-form-urlencoded", by], 415],
    ["text", () => [own(), "Content-Type: text/plain", by], 415],
  ])("%s", async (_title, headers, status) => {
    const answer = await post("/api/echo", headers(), "{}");
    expect(answer.status).toBe(status);
    expectGuarded(answer);
  });

  test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])(
    "pages do not take %s",
    async (method) => {
      const lines = [`${method} /page HTTP/1.1`, `Host: 127.0.0.1:${port}`, own(), by];
      const answer = await exchange({ port, lines: [...lines, "Connection: close"] });
      expect(answer.status).toBe(405);
      expectGuarded(answer);
    },
  );

  it("writes a browser's report to the log, stripped, without the JSON rule", async () => {
    const body = JSON.stringify({ "csp-report": { "blocked-uri": "in\u001b[2Jline" } });
    const answer = await post("/api/csp", ["Content-Type: application/csp-report"], body);
    expect(answer.status).toBe(204);
    expect(log.join()).toContain("in[2Jline");
    const foreign = ["Content-Type: application/csp-report", "Origin: http://evil.example"];
    expect((await post("/api/csp", foreign, body)).status).toBe(403);
  });

  it("limits how many reports are written", async () => {
    const body = JSON.stringify({ "csp-report": { "blocked-uri": "inline" } });
    const statuses: number[] = [];
    for (let n = 0; n < 40; n++) statuses.push((await post("/api/csp", [], body)).status);
    expect(statuses).toContain(429);
    expect(log.length).toBeLessThan(40);
  });
});

describe("T07 framing, T17 isolation: every answer carries the headers", () => {
  test.each([
    ["/", 307],
    ["/page", 200],
    ["/redirect", 308],
    ["/nothing", 404],
    ["/throws", 500],
    ["/rsc", 200],
    ["/boot.js", 200],
    ["/_next/static/chunks/a.js", 200],
    ["/_next/static/nope.js", 404],
    ["/api/health", 200],
    ["/api/nothing", 404],
    ["/api", 404],
    ["/gateway/local", 426],
    ["//evil.example", 400],
    ["http://evil.example/", 400],
    [`/${"a".repeat(5000)}`, 400],
  ])("%.40s", async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expectGuarded(answer);
  });

  test.each([
    ["no HTTP", ["nonsense"], 400],
    ["too long headers", ["GET /page HTTP/1.1", `Cookie: ${"a".repeat(17_000)}`], 431],
    ["an unknown expectation", ["GET /page HTTP/1.1", "Host: x", "Expect: tea"], 421],
  ])("what Node itself refuses: %s", async (_title, lines, status) => {
    const answer = await exchange({ port, lines: [...lines, "Connection: close"] });
    expect(answer.status).toBe(status);
    expectGuarded(answer);
  });

  it("a refused upgrade", async () => {
    expectGuarded(await upgrade("/", []));
    expectGuarded(await upgrade("/gateway/local", []));
  });

  it("a page that fails says nothing of why, the log does", async () => {
    const answer = await get("/throws");
    expect(answer.body).not.toContain("secret");
    expect(log.join()).toContain("secret");
  });
});

describe("T08 open redirect", () => {
  test.each(["//evil.example", "/\\evil.example", "http://evil.example/", "/%5cevil.example/"])(
    "%s gets no redirect",
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(400);
      expect(answer.headers.has("location")).toBe(false);
    },
  );
});

describe("T12 slow and large requests", () => {
  it("closes on headers that do not end within 11 s", { timeout: 20_000 }, async () => {
    const lines = ["GET /page HTTP/1.1", `Host: 127.0.0.1:${port}`];
    const answer = await exchange({ port, lines, unfinished: true, deadlineMs: 15_000 });
    expect(answer.closed).toBe(true);
    expect(answer.status).toBe(408);
    expect(answer.tookMs).toBeGreaterThan(9_000);
    expect(answer.tookMs).toBeLessThan(11_000);
    expectGuarded(answer);
  });

  const change = () => [
    `Origin: http://127.0.0.1:${port}`,
    "Content-Type: application/json",
    "X-Requested-By: natsight",
  ];
  const twoMiB = Buffer.alloc(2 * 1024 * 1024, " ");

  it("refuses 2 MiB before reading them", async () => {
    const headers = [...change(), `Content-Length: ${twoMiB.length}`];
    const early = await exchange({ port, lines: postLines("/api/echo", headers) });
    expect(early.status).toBe(413);
    expectGuarded(early);
    expect(
      (await exchange({ port, lines: postLines("/api/echo", headers), body: twoMiB })).status,
    ).toBe(413);
  });

  it("lets a client finish sending, so that it can read why", async () => {
    const body = Buffer.alloc(7 * 1024 * 1024, " ");
    const lines = postLines("/api/echo", [...change(), `Content-Length: ${body.length}`]);
    const answer = await exchange({ port, lines, body });
    expect(answer).toMatchObject({ status: 413, closed: true, error: undefined });
  });

  it("refuses 2 MiB in chunks that say no length", async () => {
    const headers = [...change(), "Transfer-Encoding: chunked"];
    const body = Buffer.concat([Buffer.from("200000\r\n"), twoMiB, Buffer.from("\r\n0\r\n\r\n")]);
    const answer = await exchange({ port, lines: postLines("/api/echo", headers), body });
    expect(answer.status).toBe(413);
    expectGuarded(answer);
  });

  it("takes a short body in chunks", async () => {
    const headers = [...change(), "Transfer-Encoding: chunked"];
    const body = Buffer.from('3\r\n"a"\r\n0\r\n\r\n');
    const answer = await exchange({ port, lines: postLines("/api/echo", headers), body });
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('"a"') });
  });

  it("takes 1 MiB", async () => {
    const body = `"${"a".repeat(1024 * 1024 - 2)}"`;
    expect((await post("/api/echo", change(), body)).status).toBe(200);
  });

  it("refuses a body that nobody will read", async () => {
    const answer = await exchange({
      port,
      lines: [
        "GET /page HTTP/1.1",
        `Host: 127.0.0.1:${port}`,
        "Content-Length: 2",
        "Connection: close",
      ],
      body: "{}",
    });
    expect(answer.status).toBe(400);
  });
});

describe("T13 caches and internal headers", () => {
  test.each([
    "Content-Security-Policy: script-src 'nonce-hostile'",
    "Content-Security-Policy-Report-Only: script-src 'nonce-hostile'",
    "X-Nonce: hostile",
    "X-Middleware-Subrequest: hostile",
    "X-Nextjs-Data: hostile",
    "X-Nextjs-Html-Request-Id: hostile",
    "X-Forwarded-For: hostile",
    "X-Forwarded-Host: hostile",
    "X-Forwarded-Proto: hostile",
    "Forwarded: host=hostile",
    "X-Http-Method-Override: hostile",
    "X-Matched-Path: hostile",
    "Next-Resume: hostile",
    "x-NOW-route-matches: hostile",
  ])("%s does not get past the door", async (header) => {
    for (const path of ["/page", "/api/headers"]) {
      const answer = await get(path, [header, "X-Kept: kept"]);
      expect(answer.status).toBe(200);
      expect(answer.body).toContain("kept");
      expect(answer.body).not.toContain("hostile");
      expect([...answer.headers.values()].join()).not.toContain("hostile");
    }
  });

  it("the gateway does not see them either", async () => {
    const own = `Origin: http://127.0.0.1:${port}`;
    await upgrade("/gateway/local", [own, "X-Forwarded-For: hostile", "X-Kept: kept"]);
    expect(upgradeHeaders).toContain("kept");
    expect(upgradeHeaders).not.toContain("hostile");
  });

  it("nothing but hashed files is kept by a cache", async () => {
    const hashed = await get("/_next/static/chunks/a.js");
    expect(hashed.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    for (const path of ["/page", "/rsc", "/boot.js", "/api/health", "/nothing", "/redirect"]) {
      const answer = await get(path);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("vary")).toContain("Cookie");
    }
    expect((await get("/rsc")).headers.get("vary")).toBe("rsc, Cookie");
  });

  it("every response has a nonce of its own, the one that the page was given", async () => {
    const first = await get("/page");
    const second = await get("/page");
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    const headers = JSON.parse(/{.*}/.exec(first.body)?.[0] ?? "") as Record<string, string>;
    expect(headers["x-nonce"]).toBe(nonceOf(first));
    expect(headers["content-security-policy"]).toBe(`script-src 'nonce-${nonceOf(first)}'`);
  });
});

test("T15 a request that names a Server Action is refused", async () => {
  for (const method of ["GET", "POST"]) {
    const lines = [
      `${method} / HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Next-Action: ${"a".repeat(42)}`,
    ];
    const answer = await exchange({ port, lines: [...lines, "Connection: close"] });
    expect(answer.status).toBe(400);
    expectGuarded(answer);
  }
});

test("T16 the policy lets an image come from here only", async () => {
  const policy = (await get("/page")).headers.get("content-security-policy");
  expect(policy).toContain("img-src 'self' data: blob:;");
});

test("development loosens scripts and styles, production does not", async () => {
  const policies = await Promise.all(
    [developmentPort, port].map(async (of) => {
      const answer = await exchange({
        port: of,
        lines: ["GET /page HTTP/1.1", `Host: localhost:${of}`, "Connection: close"],
      });
      return answer.headers.get("content-security-policy") ?? "";
    }),
  );
  expect(policies[0]).toContain("'unsafe-eval'");
  expect(policies[1]).toContain("'strict-dynamic';");
  expect(policies[1]).not.toContain("unsafe-eval");
});

test("the start page leads to the default connection, whoever asks for it how", async () => {
  const answer = await get("/");
  expect(answer.status).toBe(307);
  expect(answer.headers.get("location")).toBe("/c/a%20b#start");
  expect((await get("/?x=1")).headers.get("location")).toBe("/c/a%20b#start");
});

describe("/api", () => {
  const server = { id: "N1", name: "n1", version: "2.15.1", jetstream: true };
  const summary = (id: string, status: ConnectionStatus): RegisteredConnection => ({
    target: { ...targetOf("nats://127.0.0.1:4222"), id, label: id, source: "embedded" },
    status,
  });
  const up = { address: "nats://127.0.0.1:4222", rttMs: 1 };

  it("health tells the state of each connection and nothing more", async () => {
    connections = [summary("local", { state: "connected", sinceMs: 1, server, ...up })];
    expect(JSON.parse((await get("/api/health")).body)).toEqual({
      status: "ok",
      version: "1.2.3",
      connections: [{ id: "local", state: "connected" }],
    });
    connections.push(summary("far", { state: "lost", sinceMs: 1, why: "10.0.0.1 refused" }));
    const degraded = (await get("/api/health")).body;
    expect(JSON.parse(degraded)).toMatchObject({
      status: "degraded",
      connections: [{ state: "connected" }, { id: "far", state: "lost" }],
    });
    expect(degraded).not.toContain("10.0.0.1");
  });

  it("answers programs that offer another protocol with every request", async () => {
    const offer = [
      "Connection: Upgrade, HTTP2-Settings",
      "Upgrade: h2c",
      "HTTP2-Settings: AAMAAABk",
    ];
    const lines = ["GET /api/health HTTP/1.1", `Host: 127.0.0.1:${port}`, ...offer];
    const answer = await exchange({ port, lines });
    expect(answer).toMatchObject({ status: 200, closed: true });
    expect(JSON.parse(answer.body)).toHaveProperty("status", "ok");
    expectGuarded(answer);
  });

  it("what is not there is said in JSON", async () => {
    const answer = await get("/api/nothing");
    expect(answer.headers.get("content-type")).toContain("application/json");
    expect(JSON.parse(answer.body)).toHaveProperty("error.title");
    expect(JSON.parse((await post("/api/echo", [], "{}")).body)).toHaveProperty("error.title");
  });
});

describe("listening", () => {
  it("takes the next port when one is taken, and says so", async () => {
    const said: string[] = [];
    const server = createHttpServer({ request: () => undefined, upgrade: () => undefined });
    const log = (_level: string, message: string) => said.push(message);
    try {
      const listening = await listen(server, { host: "127.0.0.1", port, log });
      expect(listening.ok && listening.port).toBeGreaterThan(port);
      expect(said.join()).toContain(`port ${port} is taken`);
    } finally {
      await stopListening(server);
    }
  });

  it("says which address it cannot listen on", async () => {
    const server = createServer();
    const answer = await listen(server, { host: "192.0.2.1", port: 0, log: () => undefined });
    expect(answer).toEqual({ ok: false, why: expect.stringContaining("192.0.2.1") });
  });

  it("keeps a connection longer than a page rests, and lets go of it at once at the end", async () => {
    const [server, ownPort] = await start("production");
    const lines = ["GET /api/health HTTP/1.1", `Host: 127.0.0.1:${ownPort}`];
    let answeredMs = 0;
    server.once("request", (_req, res) => {
      res.once("close", () => {
        answeredMs = performance.now();
        void stopListening(server);
      });
    });
    const answer = await exchange({ port: ownPort, lines });
    expect(answer.headers.get("keep-alive")).toBe("timeout=65");
    expect(answer.closed).toBe(true);
    expect(performance.now() - answeredMs).toBeLessThan(1_000);
  });
});

async function start(mode: "production" | "development"): Promise<[Server, number]> {
  const report = (_level: string, message: string) => log.push(message);
  const api = createApi({
    version: "1.2.3",
    registry: { list: () => connections },
    parts: [],
    log: report,
  });
  api.post("/api/echo", async (c) => c.json(await c.req.json()));
  api.get("/api/headers", (c) => c.json(Object.fromEntries(c.req.raw.headers)));
  const accept: Parameters<typeof createFrontDoor>[0]["devUpgrade"] = (_req, socket) => {
    socket.end("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
  };
  const door = createFrontDoor({
    pages: answerPage,
    api,
    home: () => "/c/a%20b",
    gateway: {
      has: (id) => id === "local" || id === "café",
      upgrade: (req, socket, head, id) => {
        upgraded.push(id);
        upgradeHeaders = JSON.stringify([req.headers, req.headersDistinct, req.rawHeaders]);
        accept(req, socket, head);
      },
    },
    bindings: () => ({ host: "127.0.0.1", port: (server.address() as AddressInfo).port }),
    mode,
    devUpgrade: accept,
    token,
    log: report,
  });
  const server = createHttpServer(door);
  const listening = await listen(server, { host: "127.0.0.1", port: 0, log: report });
  if (!listening.ok) throw new Error(listening.why);
  return [server, listening.port];
}

// Writes heads in all the ways that Next does, with headers of its own that must not win.
async function answerPage(req: IncomingMessage, res: ServerResponse): Promise<void> {
  await Promise.resolve();
  const path = (req.url ?? "").split("?")[0] ?? "";
  if (path === "/throws") throw new Error("secret");
  res.setHeader("Cache-Control", "public, max-age=60");
  res.setHeader("X-Frame-Options", "ALLOWALL");
  if (path === "/redirect") res.writeHead(308, { Location: "/", "Cache-Control": "public" }).end();
  else if (path === "/rsc")
    res.writeHead(200, ["Content-Type", "text/x-component", "Vary", "rsc"]).end("0:{}");
  else if (path.endsWith("nope.js") || path === "/nothing") {
    res.statusCode = 404;
    res.setHeader("Content-Type", "text/html");
    res.end("nothing");
  } else if (path.endsWith(".js")) {
    res.setHeader("Content-Type", "application/javascript; charset=UTF-8");
    res.end("1");
  } else res.writeHead(200, "OK", { "Content-Type": "text/html" }).end(JSON.stringify(req.headers));
}

function get(path: string, headers: string[] = []): Promise<RawAnswer> {
  const host = `Host: 127.0.0.1:${port}`;
  return exchange({ port, lines: [`GET ${path} HTTP/1.1`, host, ...headers, "Connection: close"] });
}

function postLines(path: string, headers: string[]): string[] {
  return [`POST ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers, "Connection: close"];
}

function post(path: string, headers: string[], body: string): Promise<RawAnswer> {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return exchange({ port, lines: postLines(path, [...headers, length]), body });
}

function upgradeLines(path: string, of: number, headers: string[]): RawRequest["lines"] {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${of}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  ];
}

function upgrade(path: string, headers: string[]): Promise<RawAnswer> {
  return exchange({ port, lines: upgradeLines(path, port, headers) });
}

function nonceOf(answer: RawAnswer): string | undefined {
  return /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1];
}

function expectGuarded(answer: RawAnswer): void {
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": expect.stringContaining("camera=()"),
    "cache-control": expect.stringMatching(/^no-store$|immutable$/),
  });
  expect(answer.headers.has("access-control-allow-origin")).toBe(false);
}
