import { createHash, randomBytes } from "node:crypto";
import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { Objm } from "@nats-io/obj";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { liveBytes } from "@/lib/testing/live-bytes";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { getObject } from "./objects";

const mebibyte = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const namesOf = { "CLI and Go": "utf8", JavaScript: "latin1" } as const;

/** Puts an object as the CLI does, under the subject that it gives the name. */
async function putRaw(
  nc: NatsConnection,
  bucket: string,
  name: string,
  bytes: Uint8Array,
  encoding: "utf8" | "latin1" = "utf8",
): Promise<void> {
  const nuid = randomBytes(11).toString("hex");
  await nc.request(`$O.${bucket}.C.${nuid}`, bytes);
  const encoded = Buffer.from(name, encoding).toString("base64");
  const digest = createHash("sha256").update(bytes).digest("base64");
  const meta = {
    name,
    nuid,
    bucket,
    size: bytes.length,
    chunks: 1,
    digest: `SHA-256=${digest.replaceAll("+", "-").replaceAll("/", "_")}`,
  };
  const subject = `$O.${bucket}.M.${encoded.replaceAll("+", "-").replaceAll("/", "_")}`;
  await nc.request(subject, JSON.stringify(meta));
}

async function readAll(nc: NatsConnection, bucket: string, name: string, signal?: AbortSignal) {
  const hash = createHash("sha256");
  let length = 0;
  const result = await getObject(nc, bucket, name, {
    onChunk: (chunk) => {
      hash.update(chunk);
      length += chunk.length;
    },
    ...(signal ? { signal } : {}),
  });
  return { result, length, hash: hash.digest("hex") };
}

describe.each(["newest", "2.10", "2.9"] as const)(
  "the objects of a store on a %s server",
  (version) => {
    let server: TestServer;
    let nc: NatsConnection;
    const large = randomBytes(64 * mebibyte);
    const small = randomBytes(300_000);

    const consumersOf = async (stream: string) =>
      (await (await jetstreamManager(nc)).consumers.list(stream).next()).length;

    beforeAll(async () => {
      server = await startServer({ version });
      nc = await connectTo(server.url);
      const store = await new Objm(nc).create("files");
      await store.putBlob({ name: "large.bin", options: { max_chunk_size: mebibyte } }, large);
      await store.putBlob({ name: "small.bin" }, small);
      await store.putBlob({ name: "empty" }, new Uint8Array());
      await store.putBlob({ name: "gone" }, small);
      await store.delete("gone");
    }, 60_000);

    afterAll(async () => {
      await nc?.close();
      await server?.stop();
    });

    it("are read byte for byte, 64 MiB in bounded memory", async () => {
      let highest = 0;
      let count = 0;
      const before = liveBytes();
      const hash = createHash("sha256");
      const result = await getObject(nc, "files", "large.bin", {
        onChunk: (chunk) => {
          hash.update(chunk);
          count++;
          if (count % 4 === 0) highest = Math.max(highest, liveBytes() - before);
        },
      });
      expect(result).toMatchObject({ ok: true, value: { sizeBytes: BigInt(large.length) } });
      expect(hash.digest("hex")).toBe(sha256(large));
      expect(highest).toBeLessThan(16 * mebibyte);
      expect(await consumersOf("OBJ_files")).toBe(0);
    });

    it("flow no faster than they are taken", async () => {
      let open: () => void = () => undefined;
      const gate = new Promise<void>((settle) => {
        open = settle;
      });
      let taken = 0;
      const before = nc.stats().inBytes;
      const reading = getObject(nc, "files", "large.bin", {
        onChunk: () => {
          taken++;
          return taken === 3 ? gate : undefined;
        },
      });
      await expect.poll(() => taken).toBe(3);
      await nc.rtt();
      expect(nc.stats().inBytes - before).toBeLessThan(12 * mebibyte);
      open();
      expect((await reading).ok).toBe(true);
    });

    it("stop when nobody wants them any more, and leave nothing behind", async () => {
      const stopping = new AbortController();
      let taken = 0;
      const result = await getObject(nc, "files", "large.bin", {
        signal: stopping.signal,
        onChunk: () => {
          taken++;
          if (taken === 5) stopping.abort();
        },
      });
      expect(result).toMatchObject({ ok: false, error: { kind: "cancelled" } });
      expect(taken).toBe(5);
      expect(await consumersOf("OBJ_files")).toBe(0);
    });

    it.each([
      ["small.bin", 300_000],
      ["empty", 0],
    ])("are whole: %s", async (name, length) => {
      const read = await readAll(nc, "files", name);
      expect(read.result.ok).toBe(true);
      expect(read.length).toBe(length);
    });

    it.each(Object.entries(namesOf))("have names as %s writes them", async (_client, encoding) => {
      const bytes = randomBytes(1_000);
      const names = encoding === "utf8" ? ["世界 ? ~~~.txt", "Größe.txt", "a/b>c*"] : ["Maß.txt"];
      for (const name of names) {
        await putRaw(nc, "files", name, bytes, encoding);
        const read = await readAll(nc, "files", name);
        expect(read.result).toMatchObject({ ok: true, value: { name } });
        expect(read.hash).toBe(sha256(bytes));
      }
    });

    it("are read through a link, and a missing bucket stays missing", async () => {
      const store = await new Objm(nc).open("files");
      const small = await store.info("small.bin");
      if (small) await store.link("shortcut", small);
      const link = (name: string, bucket: string) =>
        nc.request(
          `$O.files.M.${Buffer.from(name).toString("base64url")}${"=".repeat((4 - (Buffer.from(name).toString("base64url").length % 4)) % 4)}`,
          JSON.stringify({ name, bucket: "files", options: { link: { bucket, name: "x" } } }),
        );
      expect((await readAll(nc, "files", "shortcut")).result).toMatchObject({
        ok: true,
        value: { name: "small.bin" },
      });
      await link("dangling", "no-such-store");
      expect((await readAll(nc, "files", "dangling")).result).toMatchObject({
        error: { kind: "not-found", what: "Object store no-such-store" },
      });
      const names = await (await jetstreamManager(nc)).streams.names().next();
      expect(names).not.toContain("OBJ_no-such-store");
    });

    it("are said to be damaged where a chunk is missing or another", async () => {
      const store = await new Objm(nc).open("files");
      const info = await store.putBlob({ name: "torn", options: { max_chunk_size: 1_000 } }, small);
      const manager = await jetstreamManager(nc);
      const { state } = await manager.streams.info("OBJ_files", { subjects_filter: ">" });
      const first = await manager.streams.getMessage("OBJ_files", {
        last_by_subj: `$O.files.C.${info.nuid}`,
      });
      await manager.streams.deleteMessage("OBJ_files", first?.seq ?? state.last_seq);
      expect((await readAll(nc, "files", "torn")).result).toMatchObject({
        ok: false,
        error: { kind: "damaged", detail: "1 of its 300 chunks are not there." },
      });
      await nc.request(`$O.files.C.${info.nuid}`, new Uint8Array(1_000));
      const other = (await readAll(nc, "files", "torn")).result;
      expect(other).toMatchObject({
        error: { kind: "damaged", detail: expect.stringContaining("SHA-256") },
      });
    });

    it.each([
      ["files", "gone"],
      ["files", "never"],
      ["nowhere", "x"],
    ])("of %s are not found: %s", async (bucket, name) => {
      expect((await readAll(nc, bucket, name)).result).toMatchObject({
        error: { kind: "not-found" },
      });
    });

    it("are read from a store without direct get, and from one where a consumer would change things", async () => {
      const manager = await jetstreamManager(nc);
      for (const retention of ["limits", "workqueue"] as const) {
        const bucket = `plain-${retention}`;
        await manager.streams.add({
          name: `OBJ_${bucket}`,
          subjects: [`$O.${bucket}.>`],
          allow_direct: false,
          retention,
        });
        await putRaw(nc, bucket, "x", small.subarray(0, 5_000));
        const read = await readAll(nc, bucket, "x");
        expect(read.result.ok).toBe(true);
        expect(read.hash).toBe(sha256(small.subarray(0, 5_000)));
        expect(await consumersOf(`OBJ_${bucket}`)).toBe(0);
      }
    });
  },
);

describe("an object of chunks larger than a step", () => {
  it.each(["newest", "2.10", "2.9"] as const)("is read on a %s server", async (version) => {
    const server = await startServer({ version, config: "max_payload: 8MB" });
    const nc = await connectTo(server.url);
    try {
      const bytes = randomBytes(20 * mebibyte);
      const store = await new Objm(nc).create("files");
      await store.putBlob({ name: "x", options: { max_chunk_size: 6 * mebibyte } }, bytes);
      const read = await readAll(nc, "files", "x");
      expect(read.result.ok).toBe(true);
      expect(read.hash).toBe(sha256(bytes));
    } finally {
      await nc.close();
      await server.stop();
    }
  });
});
