import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecure } from "node:https";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createAuthority } from "@/lib/testing/certificates";
import { startServer } from "@/lib/testing/servers";
import { fetchMonitoring } from "./fetch";
import { describeMonitoringError } from "./monitoring-error";
import { type MonitoringPath, monitoringPaths } from "./question";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUp.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const varz = { path: "varz" } as const;

describe("a real server's monitoring", () => {
  it.each(["newest", "2.10", "2.9"] as const)(
    "of %s answers on every path that is asked",
    async (version) => {
      const server = await startServer({ version });
      cleanUp.push(() => server.stop());
      const base = `http://127.0.0.1:${server.ports.monitor}`;
      const answers = await Promise.all(
        monitoringPaths.map((path) => fetchMonitoring(base, { path })),
      );
      expect(answers.map(({ ok }) => ok)).toEqual(monitoringPaths.map(() => true));
      expect(answers[0]).toMatchObject({ value: { version: server.version }, httpStatus: 200 });
    },
  );

  it("is found under a base path, with its options", async () => {
    const server = await startServer({ config: "http_base_path: /mon" });
    cleanUp.push(() => server.stop());
    const base = `http://localhost:${server.ports.monitor}/mon/`;
    const query = { limit: 7, subs: "detail" };
    const answer = await fetchMonitoring(base, { path: "connz", query });
    expect(answer).toMatchObject({ ok: true, value: { limit: 7 } });
  });

  it("over TLS is read with the connection's own CA, and not without", async () => {
    const authority = createAuthority();
    const { cert, key } = authority.issue();
    const secure = createSecure({ cert, key }, (_request, response) => response.end("{}"));
    await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
    cleanUp.push(() => secure.close());
    const url = `https://localhost:${(secure.address() as AddressInfo).port}`;
    const tls = { ca: authority.cert, handshakeFirst: false };
    expect(await fetchMonitoring(url, varz, { tls })).toMatchObject({ ok: true });
    expect(await fetchMonitoring(url, varz)).toMatchObject({
      error: { kind: "dial", error: { kind: "tls" } },
    });
  });

  it("that is not well says so", async () => {
    const { url } = await serve((_request, response) =>
      response.writeHead(503).end('{"status":"unavailable"}'),
    );
    expect(await fetchMonitoring(url, { path: "healthz" })).toMatchObject({
      ok: true,
      httpStatus: 503,
    });
    expect(await fetchMonitoring(url, varz)).toMatchObject({
      error: { kind: "status", httpStatus: 503 },
    });
  });

  it("keeps integers that a number can't hold", async () => {
    const { url } = await serve((_request, response) =>
      response.end('{"in_msgs":9007199254740993}'),
    );
    expect(await fetchMonitoring(url, varz)).toMatchObject({
      value: { in_msgs: 9007199254740993n },
    });
  });
});

describe("only what is on the list is asked (T24)", () => {
  it.each(["debug/vars", "debug/pprof", "stacksz", "..%2f", "../varz", "varz?x=1", "", "VARZ"])(
    "not %j",
    async (path) => {
      const trap = await serve((_request, response) => response.end("{}"));
      const answer = await fetchMonitoring(trap.url, { path: path as MonitoringPath });
      expect(answer).toMatchObject({ ok: false, error: { kind: "bad-url" } });
      expect(trap.seen).toHaveLength(0);
    },
  );

  it.each([
    ["varz", { callback: "fn" }],
    ["connz", { callback: "fn" }],
    ["connz", { sort: "x".repeat(300) }],
    ["healthz", { constructor: "1" }],
  ] as const)("/%s not with %j", async (path, query) => {
    const trap = await serve((_request, response) => response.end("{}"));
    const answer = await fetchMonitoring(trap.url, { path, query });
    expect(answer).toMatchObject({ ok: false, error: { kind: "bad-url" } });
    expect(trap.seen).toHaveLength(0);
  });

  it("a value can't become another option", async () => {
    const trap = await serve((_request, response) => response.end("{}"));
    await fetchMonitoring(trap.url, { path: "connz", query: { user: "a&auth=1#/../x" } });
    expect(trap.seen.map(({ url }) => url)).toEqual(["/connz?user=a%26auth%3D1%23%2F..%2Fx"]);
  });

  it.each([
    "ftp://h/",
    "file:///etc/passwd",
    "h:8222",
    "http://ada:canary@h:8222",
    "http://h/?a=b",
  ])("%s is no monitoring URL, and is not repeated", async (base) => {
    const answer = await fetchMonitoring(base, varz);
    expect(answer).toMatchObject({ ok: false, error: { kind: "bad-url" } });
    expect(JSON.stringify(answer)).not.toContain("canary");
  });
});

it("nothing but a fixed list of headers is sent (T25)", async () => {
  const trap = await serve((_request, response) => response.end("{}"));
  await fetchMonitoring(trap.url, varz);
  const headers = trap.seen[0]?.headers ?? {};
  expect(Object.keys(headers).sort()).toEqual([
    "accept",
    "accept-encoding",
    "connection",
    "host",
    "user-agent",
  ]);
  expect(trap.seen[0]?.method).toBe("GET");
});

describe("an answer that is too much is cut off (T26)", () => {
  it.each([
    ["a gzip bomb", sendBomb],
    ["an endless answer", sendForEver],
  ])("%s: with little memory", async (_name, send) => {
    const { url } = await serve((_request, response) => send(response));
    const beforeBytes = process.memoryUsage().rss;
    expect(await fetchMonitoring(url, varz)).toMatchObject({ error: { kind: "too-large" } });
    expect(process.memoryUsage().rss - beforeBytes).toBeLessThan(32 * 1024 * 1024);
  });

  it.each([64, 65, 100_000])("nested %i deep", async (depth) => {
    const text = `${"[".repeat(depth)}"[[\\"[[["${"]".repeat(depth)}`;
    const { url } = await serve((_request, response) => response.end(text));
    const answer = await fetchMonitoring(url, varz);
    expect(answer.ok ? "read" : answer.error.kind).toBe(depth <= 64 ? "read" : "too-deep");
  });

  it.each([
    ["a web page", "<!doctype html><p>hello", {}, "a web page"],
    ["a script", 'fn({"a":1})', {}, "not JSON"],
    ["nothing", "", {}, "not JSON"],
    ["broken gzip", "nope", { "content-encoding": "gzip" }, "broken gzip"],
    ["another encoding", "nope", { "content-encoding": "br" }, "encoded as br"],
  ])("%s", async (_name, body, headers, words) => {
    const { url } = await serve((_request, response) => response.writeHead(200, headers).end(body));
    const answer = await fetchMonitoring(url, varz);
    expect(answer.ok ? "" : describeMonitoringError(answer.error)).toContain(words);
  });

  it("drop by drop, for longer than five seconds", async () => {
    const { url } = await serve((_request, response) => {
      const timer = setInterval(() => response.write(" "), 100);
      response.on("close", () => clearInterval(timer));
    });
    const startedMs = Date.now();
    const answer = await fetchMonitoring(url, varz);
    expect(answer).toMatchObject({ error: { kind: "dial", error: { kind: "timeout" } } });
    expect(Date.now() - startedMs).toBeLessThan(6500);
  });

  it("is given up at once when whoever asked has gone", async () => {
    const silent = createTcpServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    cleanUp.push(() => silent.close());
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const controller = new AbortController();
    const answer = fetchMonitoring(url, varz, { signal: controller.signal });
    controller.abort();
    expect(await answer).toMatchObject({ error: { kind: "dial", error: { kind: "aborted" } } });
  });
});

describe("a monitoring URL leads nowhere else (T19)", () => {
  it.each([301, 302, 307, 308])("HTTP %i is not followed", async (status) => {
    const trap = await serve((_request, response) => response.end("{}"));
    const { url } = await serve((_request, response) =>
      response.writeHead(status, { location: `${trap.url}/varz` }).end(),
    );
    const answer = await fetchMonitoring(url, varz);
    expect(answer).toMatchObject({ error: { kind: "redirect", httpStatus: status } });
    expect(trap.seen).toHaveLength(0);
  });

  it.each(["http://169.254.169.254", "http://2852039166", "http://[fd00:ec2::254]", "http://0x0"])(
    "%s is not dialled",
    async (base) => {
      const answer = await fetchMonitoring(base, varz);
      expect(answer).toMatchObject({ error: { kind: "dial", error: { kind: "forbidden" } } });
    },
  );

  it("a name is resolved once, and refused when it turns into a metadata service", async () => {
    const trap = await serve((_request, response) => response.end("{}"));
    let asked = 0;
    const resolve = (_host: string, _options: unknown, done: (error: null, found: Found) => void) =>
      done(null, [{ address: asked++ === 0 ? "127.0.0.1" : "169.254.169.254", family: 4 }]);
    const base = trap.url.replace("127.0.0.1", "rebind.example");
    expect(await fetchMonitoring(base, varz, { resolve })).toMatchObject({ ok: true });
    expect(asked).toBe(1);
    expect(trap.seen[0]?.headers.host).toContain("rebind.example");
    expect(await fetchMonitoring(base, varz, { resolve })).toMatchObject({
      error: { error: { kind: "forbidden" } },
    });
    expect(trap.seen).toHaveLength(1);
  });
});

const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024, 0x20), { level: 9 });

function sendBomb(response: ServerResponse): void {
  response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
}

function sendForEver(response: ServerResponse): void {
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
}

type Found = { address: string; family: number }[];
