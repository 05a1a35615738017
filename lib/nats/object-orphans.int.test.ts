import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { putChunks, putMetadata } from "@/lib/testing/object-store";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { findOrphans } from "./object-orphans";
import { removeOrphans } from "./object-orphans-remove";
import { createStore } from "./object-store-write";

const options = () => ({ signal: new AbortController().signal, tell: () => undefined });

describe.each(["newest", "2.10", "2.9"] as const)("chunks of nothing on %s", (version) => {
  let server: TestServer;
  let nc: NatsConnection;

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  const make = async (name: string) => {
    await createStore(nc, {
      ...{ name, description: "", ttlNs: undefined, maxBytes: undefined, storage: "file" },
      ...{ replicas: 1, placement: undefined, isCompressed: false, metadata: {} },
    });
    await putChunks(nc, name, "kept", [10, 5]);
    await putMetadata(nc, name, { name: "a", nuid: "kept", size: 15, chunks: 2 });
    await putChunks(nc, name, "left", [100, 100, 7]);
    await putChunks(nc, name, "gone", [3]);
    await putMetadata(nc, name, { name: "b", nuid: "gone", isDeleted: true });
  };
  const find = async (name: string) => {
    const found = await findOrphans(nc, name, options());
    if (!found.ok) throw new Error(JSON.stringify(found.error));
    return found.value;
  };
  const chunksIn = async (name: string) => {
    const filter = { subjects_filter: `$O.${name}.C.>` };
    const { state } = await (await jetstreamManager(nc)).streams.info(`OBJ_${name}`, filter);
    return state.subjects ?? {};
  };

  it("are found and weighed, and go by themselves", async () => {
    await make("plain");
    const book = await find("plain");
    expect(book).toMatchObject({ usedChunks: 2, usedBytes: 15n });
    expect(book.groups).toMatchObject([
      { nuid: "left", chunks: 3, bytes: 207n, isYoung: true },
      { nuid: "gone", chunks: 1, bytes: 3n, isYoung: true },
    ]);
    expect(await removeOrphans(nc, book, ["left"], options())).toEqual({
      ...{ removed: 1, chunks: 3, left: 0, failures: [], isStopped: false },
    });
    expect(await chunksIn("plain")).toEqual({ "$O.plain.C.kept": 2, "$O.plain.C.gone": 1 });
  });

  it("stay where an object has them by now, or chunks came since", async () => {
    await make("meanwhile");
    const book = await find("meanwhile");
    await putMetadata(nc, "meanwhile", { name: "new", nuid: "left", size: 207, chunks: 3 });
    await putChunks(nc, "meanwhile", "gone", [9]);
    expect(await removeOrphans(nc, book, ["left", "gone"], options())).toMatchObject({
      ...{ removed: 0, chunks: 0, left: 2, failures: [] },
    });
    expect(await chunksIn("meanwhile")).toMatchObject({ "$O.meanwhile.C.left": 3 });
  });

  it("are not looked for where an object's metadata can't be read: they may be its own", async () => {
    await make("odd");
    await nc.request("$O.odd.M.eA==", "no JSON");
    expect(await findOrphans(nc, "odd", options())).toMatchObject({ error: { kind: "malformed" } });
  });

  it("are found and removed in a work queue without touching anything else", async () => {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({
      ...{ name: "OBJ_queue", subjects: ["$O.queue.C.>", "$O.queue.M.>"] },
      ...{ retention: "workqueue", allow_rollup_hdrs: true, allow_direct: true },
    });
    await putChunks(nc, "queue", "kept", [10]);
    await putMetadata(nc, "queue", { name: "a", nuid: "kept", size: 10, chunks: 1 });
    await putChunks(nc, "queue", "left", [100, 7]);
    const book = await find("queue");
    expect(book.groups).toMatchObject([{ nuid: "left", chunks: 2, bytes: 107n }]);
    await removeOrphans(nc, book, ["left"], options());
    expect(await chunksIn("queue")).toEqual({ "$O.queue.C.kept": 1 });
    const { state } = await manager.streams.info("OBJ_queue");
    expect(state).toMatchObject({ messages: 2, consumer_count: 0 });
  });
});
