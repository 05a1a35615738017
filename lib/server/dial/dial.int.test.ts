import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TlsFiles } from "@/lib/server/connections/target";
import {
  type Authority,
  createAuthority,
  createSelfSigned,
  expired,
} from "@/lib/testing/certificates";
import { targetOf } from "@/lib/testing/connect";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import { type ServerOptions, startServer } from "@/lib/testing/servers";
import { tlsConfig } from "@/lib/testing/tls-config";
import { connectNats } from "./connect";
import { type DialFailure, type Dialled, dial } from "./dial";
import { describeDialError } from "./dial-error";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});
let authority: Authority;
beforeAll(() => {
  authority = createAuthority();
});

async function start(options: ServerOptions = {}) {
  const server = await startServer({ jetstream: false, ...options });
  cleanUp.push(() => server.stop());
  return server;
}

type Result = Dialled | DialFailure;

async function tryDial(
  urls: string | string[],
  tls: Partial<TlsFiles> = {},
  timeoutMs = 2000,
): Promise<Result> {
  const target = { ...targetOf("", { tls }), urls: [urls].flat() };
  const result = await dial(target, { timeoutMs });
  if (result.ok) cleanUp.push(() => result.stream.destroy());
  return result;
}

const kindOf = (result: Result) => (result.ok ? "reached" : result.error.kind);
const wordsOf = (result: Result) => (result.ok ? "reached" : describeDialError(result.error));

/** A program on a port of its own that answers with a text, and remembers what it was sent. */
async function startFake(answer: string) {
  const got: Buffer[] = [];
  const sockets = new Set<Socket>();
  const fake = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("data", (chunk) => got.push(chunk));
    if (answer !== "") socket.write(answer);
  });
  await new Promise<void>((resolve) => fake.listen(0, "127.0.0.1", resolve));
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy();
    fake.close();
  });
  const { port } = fake.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, got: () => Buffer.concat(got).toString("latin1") };
}

const info = (fields: object) =>
  `INFO ${JSON.stringify({ server_id: "F", version: "2.15.1", max_payload: 1024, ...fields })}\r\n`;

describe.each(["newest", "2.10", "2.9"] as const)("nats-server %s is reached", (version) => {
  it("over TCP", async () => {
    const server = await start({ version });
    const result = await tryDial(server.url);
    expect(result).toMatchObject({ ok: true, encrypted: false, info: { version: server.version } });
  });

  it("over its WebSocket", async () => {
    const server = await start({ version, websocket: true });
    const result = await tryDial(`ws://127.0.0.1:${server.ports.websocket}`);
    expect(result).toMatchObject({ ok: true, encrypted: false, info: { version: server.version } });
  });

  it.each(["nats", "tls"])("over TLS, written as %s://", async (scheme) => {
    const server = await start({
      version,
      config: (dir) => tlsConfig(dir, { certificate: authority.issue() }),
    });
    const url = `${scheme}://localhost:${server.ports.client}`;
    expect(await tryDial(url, { ca: authority.cert })).toMatchObject({ ok: true, encrypted: true });
  });
});

// Node takes a certificate's common name when it lists no host name.
const issueFor = (host: string) => authority.issue({ commonName: "lab", hosts: [host] });

it("an IP address is checked against the certificate, too", async () => {
  const server = await start({
    config: (dir) => tlsConfig(dir, { certificate: issueFor("127.0.0.1") }),
  });
  const tls = { ca: authority.cert };
  expect(kindOf(await tryDial(`tls://127.0.0.1:${server.ports.client}`, tls))).toBe("reached");
  expect(wordsOf(await tryDial(`tls://localhost:${server.ports.client}`, tls))).toContain(
    "another name",
  );
});

it("a WebSocket over TLS is reached with an own CA, and not without", async () => {
  const server = await start({
    config: (dir) =>
      `websocket { host: "127.0.0.1", port: -1, ${tlsConfig(dir, { certificate: authority.issue() })} }`,
  });
  const varz = await fetch(`http://127.0.0.1:${server.ports.monitor}/varz`);
  const { websocket } = (await varz.json()) as { websocket: { port: number } };
  const url = `wss://localhost:${websocket.port}`;
  expect(await tryDial(url, { ca: authority.cert })).toMatchObject({ ok: true, encrypted: true });
  expect(kindOf(await tryDial(url))).toBe("tls");
});

it("the first of several URLs that answers is taken, in order", async () => {
  const server = await start();
  const gone = await startFake("HTTP/1.1 400\r\n");
  const result = await tryDial([`nats://${gone.address}`, "nats://127.0.0.1:1", server.url]);
  expect(result).toMatchObject({ ok: true, url: server.url });
  const none = await tryDial([`nats://${gone.address}`, "nats://127.0.0.1:1"]);
  expect(none).toMatchObject({
    ok: false,
    error: { kind: "refused" },
    tried: [{ error: { kind: "not-nats" } }, { error: { kind: "refused" } }],
  });
});

it("silent addresses, however many, leave time for the one that answers", async () => {
  const server = await start();
  const silent = await Promise.all([1, 2, 3, 4, 5].map(() => startFake("")));
  const target = targetOf("");
  const urls = [...silent.map(({ address }) => `nats://${address}`), server.url];
  const startedMs = Date.now();
  const result = await dial({ ...target, urls }, { timeoutMs: 1200 });
  if (result.ok) cleanUp.push(() => result.stream.destroy());
  expect(result).toMatchObject({ ok: true, url: server.url });
  expect(Date.now() - startedMs).toBeLessThan(1200);
});

it("a refusal by one address is not the reason as long as another may come back", async () => {
  const server = await start();
  const plain = `tls://127.0.0.1:${server.ports.client}`;
  const result = await tryDial(["tls://127.0.0.1:1", plain]);
  expect(result).toMatchObject({
    error: { kind: "refused" },
    tried: [{ error: { kind: "refused" } }, { error: { kind: "no-tls-offered" } }],
  });
});

describe("a dial fails with words when", () => {
  it("nothing listens", async () => {
    expect(kindOf(await tryDial("nats://127.0.0.1:1"))).toBe("refused");
  });

  it("the name does not exist", async () => {
    expect(kindOf(await tryDial("nats://no.such.host.invalid", {}, 5000))).toBe("dns");
  });

  it("nobody answers", async () => {
    const server = await start();
    const proxy = await startFaultProxy({ port: server.ports.client });
    cleanUp.push(() => proxy.stop());
    proxy.set({ kind: "black hole" });
    const result = await tryDial(proxy.url, {}, 200);
    expect(result).toMatchObject({ ok: false, error: { kind: "no-hello", afterMs: 200 } });
  });

  it("it is the WebSocket port", async () => {
    const server = await start({ websocket: true });
    const result = await tryDial(`nats://127.0.0.1:${server.ports.websocket}`, {}, 300);
    expect(wordsOf(result)).toContain("a WebSocket port");
  });

  it("it is the monitoring port, asked for a WebSocket", async () => {
    const server = await start();
    const result = await tryDial(`ws://127.0.0.1:${server.ports.monitor}/none`);
    expect(result).toMatchObject({ error: { kind: "websocket", httpStatus: 404 } });
  });

  it("it is given up", async () => {
    const fake = await startFake("");
    const controller = new AbortController();
    const result = dial(targetOf(`nats://${fake.address}`), {
      timeoutMs: 5000,
      signal: controller.signal,
    });
    controller.abort();
    expect(kindOf(await result)).toBe("aborted");
  });

  it("the URL is none", async () => {
    expect(kindOf(await tryDial("http://127.0.0.1"))).toBe("bad-url");
  });
});

describe("TLS is never given up for plaintext (T23)", () => {
  const tls = () => ({ ca: authority.cert });

  it.each(["tls", "nats"])("%s:// with an own CA against a server without TLS", async (scheme) => {
    const fake = await startFake(info({ tls_required: false }));
    expect(kindOf(await tryDial(`${scheme}://${fake.address}`, tls()))).toBe("no-tls-offered");
    expect(fake.got()).toBe("");
  });

  it("tls:// without any files against a server without TLS", async () => {
    const fake = await startFake(info({}));
    expect(kindOf(await tryDial(`tls://${fake.address}`))).toBe("no-tls-offered");
    expect(fake.got()).toBe("");
  });

  it.each([
    ["nats:// beside tls://", "nats"],
    ["ws:// beside tls://", "ws"],
  ])("%s", async (_name, scheme) => {
    const fake = await startFake(info({}));
    const urls = ["tls://127.0.0.1:1", `${scheme}://${fake.address}`];
    const result = await tryDial(urls);
    expect(result).toMatchObject({ ok: false, tried: [{}, { error: { kind: "no-tls-offered" } }] });
    expect(fake.got()).toBe("");
  });

  it("ws:// with an own CA, a client certificate or TLS first", async () => {
    const server = await start({ websocket: true });
    const url = `ws://127.0.0.1:${server.ports.websocket}`;
    const { cert, key } = authority.issue({ usage: "client" });
    for (const files of [tls(), { cert, key }, { handshakeFirst: true }]) {
      expect(kindOf(await tryDial(url, files))).toBe("no-tls-offered");
    }
  });

  it("nats.js's own way of going on to the next address", async () => {
    const fake = await startFake(info({ auth_required: true }));
    const auth = { kind: "user", user: "ada", password: "s3cret" } as const;
    const target = targetOf("", { auth });
    const urls = ["tls://127.0.0.1:1", `nats://${fake.address}`];
    await expect(connectNats({ ...target, urls }, { name: "test" })).rejects.toThrow();
    expect(fake.got()).toBe("");
  });

  it("plaintext slipped in behind INFO", async () => {
    const fake = await startFake(`${info({ tls_required: true })}MSG evil 1 0\r\n\r\n`);
    expect(kindOf(await tryDial(`tls://${fake.address}`, tls()))).toBe("not-nats");
    expect(fake.got()).toBe("");
  });

  it.each([
    ["self-signed", () => createSelfSigned(), "signed by itself"],
    ["by an authority that nobody knows", () => createAuthority().issue(), "is not known here"],
    ["for another name", () => authority.issue({ hosts: ["other.example"] }), "for another name"],
    ["expired", () => authority.issue(expired()), "has expired"],
  ])("a certificate %s", async (_name, issue, words) => {
    const server = await start({ config: (dir) => tlsConfig(dir, { certificate: issue() }) });
    const result = await tryDial(`tls://localhost:${server.ports.client}`, tls());
    expect(kindOf(result)).toBe("tls");
    expect(wordsOf(result)).toContain(words);
    expect(wordsOf(result)).not.toMatch(/127\.0\.0\.1|localhost|example/);
  });

  it("a server that only speaks TLS 1.1", async () => {
    const { cert, key } = authority.issue();
    const old = createTlsServer({
      cert,
      key,
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    old.on("tlsClientError", () => {});
    await new Promise<void>((resolve) => old.listen(0, "127.0.0.1", resolve));
    cleanUp.push(() => old.close());
    const { port } = old.address() as AddressInfo;
    const result = await tryDial(`tls://localhost:${port}`, { ...tls(), handshakeFirst: true });
    expect(kindOf(result)).toBe("tls");
  });

  it("TLS first against a server that says INFO first", async () => {
    const server = await start();
    const result = await tryDial(server.url, { ...tls(), handshakeFirst: true });
    expect(wordsOf(result)).toContain("does not answer in TLS");
  });

  it("TLS first is reached when the server wants it", async () => {
    const server = await start({
      handshakeFirst: true,
      config: (dir) => tlsConfig(dir, { certificate: authority.issue(), handshakeFirst: true }),
    });
    const url = `tls://localhost:${server.ports.client}`;
    expect(kindOf(await tryDial(url, { ...tls(), handshakeFirst: true }))).toBe("reached");
    expect(wordsOf(await tryDial(url, tls(), 300))).toContain("TLS comes first");
  });
});
