import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StoreDetail, StoreSettings } from "@/lib/model/object-store";
import { connectTo } from "@/lib/testing/connect";
import { putChunks, putMetadata } from "@/lib/testing/object-store";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { getStore } from "./object-store";
import { countObjects } from "./object-store-count";
import { findLinksTo } from "./object-store-links";
import { createStore, deleteStore, sealStore, updateStore } from "./object-store-write";

const plain: StoreSettings = {
  ...{ name: "made", description: "", ttlNs: undefined, maxBytes: undefined, storage: "file" },
  ...{ replicas: 1, placement: undefined, isCompressed: false, metadata: {} },
};
const second = 1_000_000_000n;

describe.each(["newest", "2.10", "2.9"] as const)("object stores on a %s server", (version) => {
  let server: TestServer;
  let nc: NatsConnection;
  const has10 = version !== "2.9";

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  const configOf = async (bucket: string) =>
    (await (await jetstreamManager(nc)).streams.info(`OBJ_${bucket}`)).config;
  const open = async (bucket: string): Promise<StoreDetail> => {
    const detail = await getStore(nc, bucket);
    if (!detail.ok) throw new Error(JSON.stringify(detail.error));
    return detail.value;
  };
  const asAsked = (name: string) => ({ ok: true, value: { name, differences: [] } });

  it("a plain one is made as Go's client and the command make it, and never taken for one that is there", async () => {
    expect(await createStore(nc, plain)).toEqual(asAsked("made"));
    expect(await configOf("made")).toMatchObject({
      ...{ name: "OBJ_made", subjects: ["$O.made.C.>", "$O.made.M.>"], retention: "limits" },
      ...{ discard: "new", max_age: 0, max_bytes: -1, max_msgs: -1, max_msgs_per_subject: -1 },
      ...{ max_consumers: -1, storage: "file", num_replicas: 1, duplicate_window: 120e9 },
      ...{ allow_rollup_hdrs: true, allow_direct: true, deny_delete: false, deny_purge: false },
    });
    expect(await createStore(nc, plain)).toMatchObject({
      error: { kind: "not-done", cause: { kind: "exists", what: "Object store made" } },
    });
    expect(await createStore(nc, { ...plain, name: "a.b" })).toMatchObject({
      error: { cause: { kind: "bad-name", detail: "A store's name has no dots." } },
    });
  });

  it("every setting is kept as it was asked for, changed alone, and read back as it was said", async () => {
    const full: StoreSettings = {
      ...{ ...plain, name: "full", description: "All of it", ttlNs: 60n * second },
      ...{ maxBytes: 1_000_000n, storage: "memory" },
      ...(has10 && { metadata: { team: "shop", "a b": "c=d" } }),
    };
    expect(await createStore(nc, full)).toEqual(asAsked("full"));
    expect(await configOf("full")).toMatchObject({
      ...{ description: "All of it", max_age: 60e9, max_bytes: 1_000_000, storage: "memory" },
      duplicate_window: 60e9,
    });
    const opened = await open("full");
    expect(opened.settings).toEqual(full);
    expect(opened.row).toMatchObject({ ttlMs: 60_000, maxBytes: 1_000_000n, isSealed: false });

    const manager = await jetstreamManager(nc);
    await manager.streams.update("OBJ_full", { max_msg_size: 77_777 });
    const changes = { ...full, description: "Other", ttlNs: undefined, maxBytes: undefined };
    expect(await updateStore(nc, changes, opened.config)).toMatchObject({
      error: { kind: "not-done", cause: { kind: "changed-elsewhere" } },
    });
    expect(await updateStore(nc, changes, (await open("full")).config)).toEqual(asAsked("full"));
    expect(await configOf("full")).toMatchObject({
      ...{ description: "Other", max_age: 0, max_bytes: -1, max_msg_size: 77_777 },
      duplicate_window: 120e9,
    });
    const packed = { ...plain, name: "packed", isCompressed: true };
    const silently = has10 ? [] : ['compression: asked for "s2", it has nothing of it'];
    expect(await createStore(nc, packed)).toMatchObject({ value: { differences: silently } });
  });

  it("one that is sealed takes nothing any more, and says so", async () => {
    await createStore(nc, { ...plain, name: "closed", ttlNs: 60n * second });
    await putMetadata(nc, "closed", { name: "a", nuid: "n" });
    const opened = await open("closed");
    await putMetadata(nc, "closed", { name: "b", nuid: "m" });
    expect(await sealStore(nc, "closed", opened.config)).toEqual(asAsked("closed"));
    expect(await configOf("closed")).toMatchObject({ sealed: true });
    expect(await open("closed")).toMatchObject({ readOnlyWhy: "sealed", row: { isSealed: true } });
    await expect(putMetadata(nc, "closed", { name: "c", nuid: "o" })).rejects.toThrow(/sealed/);
    expect(await countObjects(nc, "closed")).toMatchObject({ value: { objects: 2 } });
    expect(await deleteStore(nc, "closed")).toEqual({ ok: true, value: null });
    expect(await getStore(nc, "closed")).toMatchObject({
      error: { kind: "not-found", what: "Object store closed" },
    });
  });

  it("its objects are counted without those that were deleted, with the sizes of their chunks", async () => {
    await createStore(nc, { ...plain, name: "counted" });
    await putChunks(nc, "counted", "n1", [10]);
    await putMetadata(nc, "counted", { name: "a", nuid: "n1", chunkBytes: 131_072 });
    await putMetadata(nc, "counted", { name: "b", nuid: "n2", chunkBytes: 1_048_576 });
    await putMetadata(nc, "counted", { name: "c", nuid: "n3", isDeleted: true });
    await putMetadata(nc, "counted", { name: "d", link: { bucket: "made", name: "x" } });
    const chunkBytes = [131_072, 1_048_576];
    expect(await countObjects(nc, "counted")).toEqual({
      ok: true,
      value: { bucket: "counted", objects: 3, isAtMost: false, chunkBytes },
    });
    expect(await findLinksTo(nc, "made", ["counted", "gone"])).toEqual({
      ok: true,
      value: { links: [{ bucket: "counted", name: "d" }], unread: ["gone"] },
    });
  });

  it("beyond a thousand they are counted by their names alone", async () => {
    await createStore(nc, { ...plain, name: "many" });
    const puts = Array.from({ length: 1_030 }, (_, n) =>
      putMetadata(nc, "many", { name: `o${n}`, nuid: `n${n}` }),
    );
    await Promise.all(puts);
    expect(await countObjects(nc, "many")).toMatchObject({
      value: { objects: 1_030, isAtMost: true, chunkBytes: [] },
    });
  });
});
