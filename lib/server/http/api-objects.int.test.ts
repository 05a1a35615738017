import { createHash, randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { connect, type Socket } from "node:net";
import type { NatsConnection } from "@nats-io/nats-core";
import { Objm } from "@nats-io/obj";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formatDownloadAddress } from "@/lib/format/download-address";
import type { RoleName } from "@/lib/model/role";
import type { Target } from "@/lib/server/connections/target";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createApi } from "./api";
import { createObjectsApi } from "./api-objects";
import { createFrontDoor } from "./front-door";
import { mostDownloads } from "./limits";
import { createHttpServer, listen, stopListening } from "./listen";

const mebibyte = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const nasty = '../a//Ærø "資料"\r\n.txt';
const secret = "pw";

let server: TestServer;
let nc: NatsConnection;
const large = randomBytes(48 * mebibyte);
const small = randomBytes(300_000);

beforeAll(async () => {
  const config = `
    accounts { A { jetstream: enabled, users: [
      { user: owner, password: ${secret} }
      { user: clerk, password: ${secret}, permissions: { publish: { deny: ["$JS.API.DIRECT.GET.>"] } } }
    ] } }
  `;
  server = await startServer({ config });
  nc = await connectTo(server.url, { auth: user("owner") });
  const store = await new Objm(nc).create("files");
  await store.putBlob({ name: "large.bin", options: { max_chunk_size: mebibyte } }, large);
  await store.putBlob({ name: "small.bin" }, small);
  await store.putBlob({ name: "empty" }, new Uint8Array());
  const info = await store.info("small.bin");
  if (info) await store.link("latest.bin", info);
}, 60_000);

afterAll(async () => {
  await nc?.close();
  await server?.stop();
});

let open: Awaited<ReturnType<typeof startConsole>>[] = [];
let sockets: Socket[] = [];
let origin = "";
let port = 0;

beforeEach(async () => {
  await serve("reader");
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const each of open) await each.stop();
  open = [];
  sockets = [];
});

describe("T39 a download", () => {
  it.each([
    ["small.bin", small],
    ["large.bin", large],
    ["empty", new Uint8Array()],
    ["latest.bin", small],
  ])("of %s comes byte for byte, as a file and nothing else", async (name, bytes) => {
    const answer = await download(name);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "accept-ranges": "none",
      "cache-control": "no-store",
      "content-disposition": `attachment; filename="${name}"; filename*=UTF-8''${name}`,
      "content-length": String(bytes.length),
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "content-type": "application/octet-stream",
      etag: `"SHA-256=${createHash("sha256").update(bytes).digest("base64").replaceAll("+", "-").replaceAll("/", "_")}"`,
      "x-content-type-options": "nosniff",
    });
    expect(sha256(await answer.bytes())).toBe(sha256(bytes));
  });

  it("of an object whose name no path can hold has a file's name", async () => {
    await putAsGo(nasty, small);
    const answer = await download(nasty);
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="_r_ -__-.txt"; filename*=UTF-8''%C3%86r%C3%B8%20-%E8%B3%87%E6%96%99-.txt`,
    );
    expect(sha256(await answer.bytes())).toBe(sha256(small));
  });

  it("that is only asked about sends no bytes and leaves no connection", async () => {
    const answer = await download("large.bin", { method: "HEAD" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-length")).toBe(String(large.length));
    expect((await answer.bytes()).length).toBe(0);
    await allLeft();
  });
});

describe("a damaged object", () => {
  it.each([
    ["another byte in its only chunk", [1_000], 0],
    ["another byte in its last chunk", [1_000, 1_000, 1_000], 2],
    ["another byte in its first chunk", [1_000, 1_000, 1_000], 0],
  ])("with %s is never whole to a browser", async (_, chunks, wrong) => {
    const name = `damaged ${chunks.length} ${wrong}`;
    await putAsGo(name, randomBytes(3_000), { chunks, wrong });
    const end = await brokenDownload(name);
    expect(end.bytes).toBeLessThan(chunks.reduce((sum, length) => sum + length));
    // Where a connection ends without a word, a browser asks once more by itself.
    expect(end.hasHead).toBe(true);
    expect(await statusOf(end.watch)).toMatchObject({
      state: "failed",
      reason: { title: `Object ${name} is damaged`, detail: expect.stringMatching(/SHA-256/) },
    });
  });

  it.each([
    ["one chunk too few", { claimedChunks: 3, claimedSize: 3_000 }, "1 of its 3 chunks"],
    ["more than it should have", { claimedChunks: 2, claimedSize: 1_500 }, "should have 1500"],
    ["less than it should have", { claimedChunks: 2, claimedSize: 2_500 }, "should have 2500"],
    ["nothing where it should", { claimedChunks: 2, claimedSize: 0 }, "should have 0"],
  ])("that has %s neither", async (title, claimed, words) => {
    await putAsGo(title, randomBytes(2_000), { chunks: [1_000, 1_000], ...claimed });
    const end = await brokenDownload(title);
    expect(end.isWhole).toBe(false);
    expect(await statusOf(end.watch)).toMatchObject({
      state: "failed",
      reason: { detail: expect.stringContaining(words) },
    });
  });
});

describe("a page that watches its download", () => {
  it("is told how far it is and that it is whole", async () => {
    const watch = newWatch();
    expect(await statusOf(watch)).toEqual({ state: "unknown" });
    await (await download("small.bin", {}, watch)).bytes();
    const sizes = { sentBytes: small.length, sizeBytes: small.length };
    await until("its end", async () => (await statusOf(watch)).state === "done");
    expect(await statusOf(watch)).toMatchObject({
      ...sizes,
      digest: expect.stringContaining("SHA"),
    });
    expect((await download("small.bin", {}, watch)).status).toBe(409);
  });

  it("reads no more of NATS than the browser takes, and can call it off", async () => {
    const { watch, socket } = await stall("large.bin");
    const sent = await until("a standstill", async () => {
      const before = (await statusOf(watch)).sentBytes ?? 0;
      await nc.rtt();
      const after = (await statusOf(watch)).sentBytes ?? 0;
      return before > 0 && before === after ? after : undefined;
    });
    expect(sent).toBeLessThan(24 * mebibyte);
    const headers = { "X-Requested-By": "test", Origin: origin };
    const path = `${origin}/api/c/local/downloads/${watch}`;
    expect((await fetch(path, { method: "DELETE", headers })).status).toBe(204);
    await new Promise((settle) => socket.once("close", settle).resume());
    expect(await statusOf(watch)).toMatchObject({
      state: "failed",
      reason: { title: "The download was cancelled" },
    });
    await allLeft();
  });

  it("learns that the browser has left, and that the connection was changed", async () => {
    const left = await stall("large.bin");
    left.socket.destroy();
    const changed = await stall("large.bin");
    await until("its bytes", async () => ((await statusOf(changed.watch)).sentBytes ?? 0) > 0);
    open[0]?.change("local");
    for (const [{ watch }, words] of [
      [left, "The browser broke it off"],
      [changed, "changed or removed"],
    ] as const) {
      await until("its end", async () => (await statusOf(watch)).state === "failed");
      expect((await statusOf(watch)).reason?.detail).toContain(words);
    }
    await allLeft();
  });
});

it("a server that restarts in the middle ends no download", async () => {
  const { watch, socket } = await stall("large.bin");
  await until("its bytes", async () => ((await statusOf(watch)).sentBytes ?? 0) > 0);
  await server.restart();
  const hash = createHash("sha256");
  let head: string | undefined;
  socket.on("data", (piece: Buffer) => {
    const at = head === undefined ? piece.indexOf("\r\n\r\n") + 4 : 0;
    head ??= piece.toString("latin1", 0, at);
    hash.update(piece.subarray(at));
  });
  await until("its end", async () => (await statusOf(watch)).state !== "running");
  expect(await statusOf(watch)).toMatchObject({ state: "done", sentBytes: large.length });
  expect(hash.digest("hex")).toBe(sha256(large));
});

describe("who may", () => {
  it.each(["observer", "reader"] as const)("%s", async (role) => {
    await serve(role);
    const watch = newWatch();
    const answer = await download("small.bin", {}, watch);
    const body = await answer.bytes();
    const said = new TextDecoder().decode(body.subarray(0, 1_000));
    expect([answer.status, body.length === small.length]).toEqual(
      role === "reader" ? [200, true] : [403, false],
    );
    expect(said.includes("It takes the role reader")).toBe(role === "observer");
    expect((await statusOf(watch)).state).toBe(role === "reader" ? "done" : "failed");
  });

  it("what NATS refuses the connection's user is told with the line that it lacks", async () => {
    await serve("admin", targetOf(server.url, { auth: user("clerk") }));
    const answer = await download("small.bin");
    expect(answer.status).toBe(403);
    expect(JSON.stringify(await answer.json())).toContain("$JS.API.DIRECT.GET.OBJ_files");
  });

  it("not a page of another site, which could fill the places and the disk", async () => {
    for (const [site, status] of [
      ["same-origin", 200],
      ["none", 200],
      ["same-site", 403],
      ["cross-site", 403],
    ] as const) {
      const answer = await download("empty", { headers: { "Sec-Fetch-Site": site } });
      expect([site, answer.status]).toEqual([site, status]);
    }
  });
});

it("so many run at once; one more is told when to come again", async () => {
  const stalled = await Promise.all(
    Array.from({ length: mostDownloads }, () => stall("large.bin")),
  );
  const refused = await download("small.bin");
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("5");
  stalled[0]?.socket.destroy();
  await until("a place", async () => (await download("small.bin")).status === 200);
});

it.each([
  ["/api/c/local/objects/files/never", 404, "Object never"],
  ["/api/c/local/objects/nowhere/x", 404, "Object store nowhere"],
  ["/api/c/local/objects/files", 400, "It has no name"],
  ["/api/c/local/objects/files?name=a&x=1", 400, "See x."],
  ["/api/c/other/objects/files/x", 404, "There is no such connection"],
  ["/api/c/direct/objects/files/x", 409, "the browser opens it itself"],
  ["/api/c/away/objects/files/x", 503, "there is no connection to NATS"],
  ["/api/c/local/downloads/short", 400, "id"],
])("%s is refused with %i in words", async (path, status, words) => {
  const answer = await fetch(`${origin}${path}`);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(words);
});

function user(name: string): Target["auth"] {
  return { kind: "user", user: name, password: secret };
}

async function serve(role: RoleName, local = targetOf(server.url, { auth: user("owner") })) {
  const started = await startConsole(role, local);
  open.push(started);
  port = started.port;
  origin = `http://127.0.0.1:${port}`;
}

async function startConsole(role: RoleName, local: Target) {
  const targets = new Map([
    ["local", local],
    ["direct", { ...local, transport: "direct" as const }],
    ["away", { ...local, urls: ["nats://127.0.0.1:1"] }],
  ]);
  const listeners: ((id: string) => void)[] = [];
  const registry = {
    target: (id: string) => targets.get(id),
    onListed: (listener: (id: string) => void) => void listeners.push(listener),
  };
  const log = () => undefined;
  const parts = [createObjectsApi({ registry, role, log })];
  const http = createHttpServer(
    createFrontDoor({
      ...{ log, mode: "production" as const, pages: async () => undefined, home: () => "/" },
      api: createApi({ version: "1.2.3", registry: { list: () => [] }, parts, log }),
      gateway: { has: () => false, upgrade: () => undefined },
      bindings: () => ({ host: "127.0.0.1", port: (http.address() as AddressInfo).port }),
    }),
  );
  const listening = await listen(http, { host: "127.0.0.1", port: 0, log });
  if (!listening.ok) throw new Error(listening.why);
  return {
    port: listening.port,
    change: (id: string) => {
      for (const listener of listeners) listener(id);
    },
    stop: () => stopListening(http),
  };
}

async function download(name: string, init: RequestInit = {}, watch?: string) {
  const place = { connectionId: "local", bucket: "files", name };
  const answer = await fetch(`${origin}${formatDownloadAddress(place, watch)}`, init);
  return Object.assign(answer, {
    bytes: async () => new Uint8Array(await answer.arrayBuffer()),
  });
}

function newWatch(): string {
  return randomBytes(16).toString("hex");
}

type Told = { state: string; sentBytes?: number; reason?: { title: string; detail: string } };

async function statusOf(watch: string): Promise<Told> {
  return (await (await fetch(`${origin}/api/c/local/downloads/${watch}`)).json()) as Told;
}

/** Begins one and takes nothing of it. */
async function stall(name: string): Promise<{ watch: string; socket: Socket }> {
  const watch = newWatch();
  const socket = ask(name, watch);
  await new Promise((settle) => socket.once("readable", settle));
  return { watch, socket };
}

function ask(name: string, watch: string): Socket {
  const place = { connectionId: "local", bucket: "files", name };
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => undefined);
  const head = [`GET ${formatDownloadAddress(place, watch)} HTTP/1.1`, `Host: 127.0.0.1:${port}`];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  return socket;
}

/** What came until the server closed: a client that keeps connections open sees the same. */
async function brokenDownload(name: string) {
  const watch = newWatch();
  const socket = ask(name, watch);
  const pieces: Buffer[] = [];
  socket.on("data", (piece) => pieces.push(piece));
  await new Promise((settle) => socket.once("close", settle));
  const [head = "", ...rest] = Buffer.concat(pieces).toString("latin1").split("\r\n\r\n");
  const bytes = rest.join("\r\n\r\n").length;
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  const hasHead = length !== undefined;
  return { watch, bytes, hasHead, isWhole: hasHead && bytes >= Number(length) };
}

/** The test's own connection is left. */
function allLeft(): Promise<unknown> {
  return until("no connection but the test's", async () => {
    const answer = await fetch(`http://127.0.0.1:${server.ports.monitor}/connz`);
    return ((await answer.json()) as { num_connections: number }).num_connections === 1;
  });
}

type Put = { chunks?: number[]; wrong?: number; claimedChunks?: number; claimedSize?: number };

/** Writes an object as Go does; with a chunk that is not what was hashed, or other figures than are true. */
async function putAsGo(name: string, bytes: Uint8Array, put: Put = {}): Promise<void> {
  const { chunks = [bytes.length], wrong, claimedChunks, claimedSize } = put;
  const nuid = randomBytes(11).toString("hex");
  let at = 0;
  let size = 0;
  for (const [index, length] of chunks.entries()) {
    const chunk = Uint8Array.from(bytes.subarray(at, at + length));
    if (index === wrong) chunk[0] = (chunk[0] ?? 0) ^ 1;
    await nc.request(`$O.files.C.${nuid}`, chunk);
    at += length;
    size += length;
  }
  const toUrl = (base64: string) => base64.replaceAll("+", "-").replaceAll("/", "_");
  const digest = createHash("sha256").update(bytes.subarray(0, size)).digest("base64");
  const meta = {
    ...{ name, nuid, bucket: "files", digest: `SHA-256=${toUrl(digest)}` },
    size: claimedSize ?? size,
    chunks: claimedChunks ?? chunks.length,
  };
  const subject = `$O.files.M.${toUrl(Buffer.from(name).toString("base64"))}`;
  await nc.request(subject, JSON.stringify(meta));
}
