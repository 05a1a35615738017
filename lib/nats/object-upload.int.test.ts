import { createHash, randomBytes } from "node:crypto";
import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { Objm } from "@nats-io/obj";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UploadOutcome, UploadProgress } from "@/lib/model/object-upload";
import { connectTo } from "@/lib/testing/connect";
import { type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { uploadObject } from "./object-upload";
import { getObject } from "./objects";

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

type Wish = Partial<Parameters<typeof uploadObject>[1]> & { signal?: AbortSignal };

/** Uploads over a connection, or over whichever there is then. */
function upload(
  nc: NatsConnection | (() => Promise<NatsConnection>),
  name: string,
  bytes: Uint8Array<ArrayBuffer> | Blob,
  { signal = new AbortController().signal, ...more }: Wish = {},
  tell: (progress: UploadProgress) => void = () => undefined,
): Promise<UploadOutcome> {
  const wish = {
    ...{ bucket: "files", name, file: bytes instanceof Blob ? bytes : new Blob([bytes]) },
    ...{ description: "", headers: {}, metadata: {}, chunkBytes: undefined, replaces: undefined },
    ...more,
  };
  const reach = typeof nc === "function" ? nc : async () => nc;
  return uploadObject(reach, wish, { signal, tell });
}

describe.each(["newest", "2.10", "2.9"] as const)("an upload to a %s server", (version) => {
  let server: TestServer;
  let nc: NatsConnection;

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
    await new Objm(nc).create("files");
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  const read = async (name: string) => {
    const hash = createHash("sha256");
    const result = await getObject(nc, "files", name, {
      onChunk: (part) => void hash.update(part),
    });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return { info: result.value, hash: hash.digest("hex") };
  };
  /** How many messages are stored under each subject of chunks. */
  const chunks = async (bucket = "files") => {
    const manager = await jetstreamManager(nc);
    const filter = { subjects_filter: `$O.${bucket}.C.>` };
    const { state } = await manager.streams.info(`OBJ_${bucket}`, filter);
    return state.subjects ?? {};
  };
  const proxied = async () => {
    const proxy = await startFaultProxy({ port: Number(new URL(server.url).port) });
    const shaky = await connectTo(proxy.url);
    const stop = async () => {
      await shaky.close();
      await proxy.stop();
    };
    return { proxy, shaky, stop };
  };

  it.each([0, 1, 4 * kibibyte - 1, 4 * kibibyte, 4 * kibibyte + 1, 200 * kibibyte])(
    "of %i bytes is read back byte for byte, by other clients too",
    async (length) => {
      const bytes = randomBytes(length);
      const name = `plain/${length}`;
      const outcome = await upload(nc, name, bytes, { chunkBytes: 4 * kibibyte });
      const count = Math.ceil(length / (4 * kibibyte));
      const info = { name, chunks: count, sizeBytes: BigInt(length), chunkBytes: 4 * kibibyte };
      expect(outcome).toMatchObject({ is: "done", replaced: false, info });
      expect((await read(name)).hash).toBe(sha256(bytes));
      const store = await new Objm(nc).open("files");
      expect(Buffer.compare((await store.getBlob(name)) ?? randomBytes(9), bytes)).toBe(0);
    },
  );

  it.each([
    "世界/🚀 ?~~~.txt",
    "../../etc/passwd",
    'a"b\r\nc>*.\u202Etxt',
    "Größe ß",
    "x".repeat(2_000),
  ])("keeps the name %s, and what is said of it", async (name) => {
    const said = {
      description: "größer",
      headers: { "X-A": ["1", "2"] },
      metadata: { who: "世" },
    };
    const outcome = await upload(nc, name, randomBytes(10), said);
    expect(outcome).toMatchObject({ is: "done", info: { name, ...said } });
    expect((await read(name)).info).toMatchObject({ name, ...said });
  });

  it("goes in the place of what was shown, whose chunks go; never of anything else", async () => {
    const first = await upload(nc, "twice", randomBytes(5_000));
    const shown = first.is === "done" ? first.info : undefined;
    expect(await upload(nc, "twice", randomBytes(10))).toMatchObject({
      is: "taken",
      info: { revision: shown?.revision },
    });
    const bytes = randomBytes(6_000);
    const second = await upload(nc, "twice", bytes, { replaces: shown?.revision });
    expect(second).toMatchObject({ is: "done", replaced: true });
    expect(await chunks()).not.toHaveProperty(`$O.files.C.${shown?.nuid}`);
    expect(await upload(nc, "twice", randomBytes(10), { replaces: shown?.revision })).toMatchObject(
      {
        is: "taken",
      },
    );
    expect((await read("twice")).hash).toBe(sha256(bytes));
    const store = await new Objm(nc).open("files");
    await store.delete("twice");
    expect(await upload(nc, "twice", randomBytes(10))).toMatchObject({
      is: "done",
      replaced: false,
    });
  });

  it("takes the place of an object that the JavaScript client has spelled in another way", async () => {
    const store = await new Objm(nc).open("files");
    await store.putBlob({ name: "Maß" }, randomBytes(3_000));
    const old = await store.info("Maß");
    const refused = await upload(nc, "Maß", randomBytes(10));
    expect(refused).toMatchObject({ is: "taken", info: { nuid: old?.nuid } });
    const replaces = refused.is === "taken" ? refused.info.revision : 0n;
    expect(await upload(nc, "Maß", randomBytes(10), { replaces })).toMatchObject({ is: "done" });
    expect(await store.info("Maß")).toBeNull();
    expect(await chunks()).not.toHaveProperty(`$O.files.C.${old?.nuid}`);
  });

  it("of one name at the same time is stored once, and the other leaves nothing", async () => {
    const bytes = [randomBytes(3 * mebibyte), randomBytes(3 * mebibyte)];
    const before = Object.keys(await chunks()).length;
    const outcomes = await Promise.all(bytes.map((part) => upload(nc, "raced", part)));
    expect(outcomes.map(({ is }) => is).sort()).toEqual(["done", "taken"]);
    const { info, hash } = await read("raced");
    expect(hash).toBe(
      sha256(bytes[outcomes.findIndex(({ is }) => is === "done")] ?? randomBytes(1)),
    );
    expect(Object.keys(await chunks())).toContain(`$O.files.C.${info.nuid}`);
    expect(Object.keys(await chunks()).length).toBe(before + 1);
  });

  it("that does not fit leaves nothing behind and says why", async () => {
    await new Objm(nc).create("little", { max_bytes: 2 * mebibyte });
    const outcome = await upload(nc, "big", randomBytes(8 * mebibyte), { bucket: "little" });
    expect(outcome).toMatchObject({
      is: "failed",
      leftBytes: 0,
      error: { detail: expect.stringContaining("The object store is full") },
    });
    expect(await chunks("little")).toEqual({});
    expect(await upload(nc, "small", randomBytes(mebibyte), { bucket: "little" })).toMatchObject({
      is: "done",
    });
  });

  it("that is stopped leaves nothing behind", async () => {
    const before = await chunks();
    const stopping = new AbortController();
    const { signal } = stopping;
    const outcome = await upload(nc, "stopped", randomBytes(24 * mebibyte), { signal }, (told) => {
      if (told.sentBytes > 0) stopping.abort();
    });
    expect(outcome).toEqual({ is: "cancelled", leftBytes: 0 });
    expect(await chunks()).toEqual(before);
  });

  it("goes on after the connection was lost, and sends nothing twice", async () => {
    const { proxy, shaky, stop } = await proxied();
    const bytes = randomBytes(12 * mebibyte);
    const states = new Set<string>();
    let resets = 0;
    proxy.set({ kind: "bandwidth", bytesPerSec: 24 * mebibyte });
    const outcome = await upload(shaky, "lost", bytes, { chunkBytes: 100_000 }, (told) => {
      states.add(told.state);
      const due = (resets + 1) * 3 * mebibyte;
      if (told.sentBytes < due || resets === 2) return;
      resets++;
      proxy.set({ kind: "reset" });
      proxy.set({ kind: "bandwidth", bytesPerSec: 24 * mebibyte });
    });
    const info = { sizeBytes: BigInt(bytes.length), nuid: expect.any(String) };
    expect(outcome).toMatchObject({ is: "done", info });
    expect(resets).toBe(2);
    expect([...states]).toContain("waiting-for-link");
    const kept = await read("lost");
    expect(kept.hash).toBe(sha256(bytes));
    expect((await chunks())[`$O.files.C.${kept.info.nuid}`]).toBe(kept.info.chunks);
    await stop();
  });

  it("whose last answer is lost is not stored twice, and is told as what it is", async () => {
    const { proxy, shaky, stop } = await proxied();
    const publish = shaky.request.bind(shaky);
    let cut = 0;
    // The metadata arrives, its answer does not.
    shaky.request = (subject, ...rest) => {
      const asked = publish(subject, ...rest);
      if (subject.startsWith("$O.files.M.") && cut++ === 0) {
        void until("it is stored", async () => {
          const now = await getObject(nc, "files", "unanswered", { onChunk: () => undefined });
          return now.ok;
        }).then(() => {
          proxy.set({ kind: "reset" });
          proxy.set({ kind: "pass" });
        });
      }
      return asked;
    };
    proxy.set({ kind: "latency", delayMs: 60 });
    const bytes = randomBytes(10_000);
    expect(await upload(shaky, "unanswered", bytes)).toMatchObject({ is: "done", replaced: false });
    expect(cut).toBe(1);
    expect((await read("unanswered")).hash).toBe(sha256(bytes));
    await stop();
  });
});

describe("an upload", () => {
  it("survives a server that is killed in its middle", async () => {
    const server = await startServer();
    const nc = await connectTo(server.url);
    await new Objm(nc).create("files");
    const proxy: FaultProxy = await startFaultProxy({ port: Number(new URL(server.url).port) });
    proxy.set({ kind: "bandwidth", bytesPerSec: 24 * mebibyte });
    const slow = await connectTo(proxy.url);
    const bytes = randomBytes(16 * mebibyte);
    let killed: Promise<void> | undefined;
    const outcome = await upload(slow, "killed", bytes, {}, (told) => {
      if (told.sentBytes > 4 * mebibyte) killed ??= server.kill().then(() => server.restart());
    });
    await killed;
    expect(killed).toBeDefined();
    expect(outcome).toMatchObject({ is: "done", info: { sizeBytes: BigInt(bytes.length) } });
    const hash = createHash("sha256");
    const result = await getObject(nc, "files", "killed", {
      onChunk: (part) => void hash.update(part),
    });
    expect(result.ok).toBe(true);
    expect(hash.digest("hex")).toBe(sha256(bytes));
    await Promise.all([nc.close(), slow.close()]);
    await proxy.stop();
    await server.stop();
  });

  it("is refused with its reason where nothing can be written, before a byte is sent", async () => {
    const server = await startServer();
    const nc = await connectTo(server.url);
    await (await new Objm(nc).create("files")).seal();
    const title = "Object x was not uploaded";
    const why = { title, detail: expect.stringContaining("sealed") };
    const failed = { is: "failed", leftBytes: 0 };
    expect(await upload(nc, "x", randomBytes(10))).toMatchObject({ ...failed, error: why });
    expect(await upload(nc, "x", randomBytes(10), { bucket: "nowhere" })).toMatchObject({
      ...failed,
      error: { kind: "not-done", cause: { kind: "not-found" } },
    });
    expect(await upload(nc, "", randomBytes(10))).toMatchObject(failed);
    await nc.close();
    await server.stop();
  });

  it("reads no further ahead than its window, and heeds what the server takes at once", async () => {
    const server = await startServer({ config: "max_payload: 64KB" });
    const nc = await connectTo(server.url);
    await new Objm(nc).create("files");
    const proxy = await startFaultProxy({ port: Number(new URL(server.url).port) });
    proxy.set({ kind: "bandwidth", bytesPerSec: 24 * mebibyte });
    const slow = await connectTo(proxy.url);
    const file = new Blob([randomBytes(48 * mebibyte)]);
    const slice = file.slice.bind(file);
    let stored = 0;
    let furthest = 0;
    file.slice = (from, to = 0) => {
      furthest = Math.max(furthest, to - stored);
      return slice(from, to);
    };
    const outcome = await upload(slow, "long", file, {}, (told) => {
      stored = told.sentBytes;
    });
    expect(outcome).toMatchObject({ is: "done", info: { chunkBytes: 64 * kibibyte - 128 } });
    expect(furthest).toBeLessThan(20 * mebibyte);
    await Promise.all([nc.close(), slow.close()]);
    await proxy.stop();
    await server.stop();
  });
});
