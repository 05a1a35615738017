import { Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import type { KeysFrame, KeysView } from "@/lib/model/kv-keys";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createBulkLinks } from "./bulk-links";
import { createKeysCalls } from "./keys-calls";
import { openLink } from "./link";
import { wayTo } from "./link-lab";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const flat: KeysView = {
  ...{ shape: "flat", separators: "both", pattern: undefined, text: "", showsDeleted: false },
  ...{ open: [], sort: { by: "key", isDescending: false }, from: 0, count: 100 },
};

describe.each(["newest", "2.10", "2.9"] as const)("the keys of a bucket, %s", (version) => {
  let server: TestServer;
  let gateway: TestGateway;
  let nc: NatsConnection;
  let close = () => {};

  beforeEach(async () => {
    server = await startServer({ version });
    gateway = await startGateway({ local: targetOf(server.url) }, {}, "reader");
    nc = await connectTo(server.url);
  });

  afterEach(async () => {
    close();
    await nc.close();
    await gateway.stop();
    await server.stop();
  });

  const open = (bucket: string, view = flat) => {
    const bulk = createBulkLinks(() =>
      openLink({ findWay: async () => wayTo(gateway.url("local")) }),
    );
    const { calls } = createKeysCalls(bulk);
    let last: KeysFrame | undefined;
    const start = { connectionId: "local", bucket, view };
    const ended = calls.openKeys("one", start, (frame) => {
      last = frame;
    });
    close = () => calls.closeKeys("one");
    const becomes = (what: string, isSo: (frame: KeysFrame) => boolean) =>
      until(
        `${what}: ${JSON.stringify(last, (_, v) => (typeof v === "bigint" ? String(v) : v))}`,
        () => last && isSo(last) && last,
      );
    return { calls, becomes, ended };
  };

  it("are listed whatever they are called, and follow what happens", async () => {
    const kv = await new Kvm(nc).create("b", { history: 3 });
    for (const key of ["a.b", "a.c", "a/d", "z"]) await kv.put(key, key);
    await kv.delete("z");
    nc.publish("$KV.b.a:b$c", "x");
    await nc.flush();
    const { becomes, calls } = open("b");
    const all = await becomes("complete", ({ listing }) => listing.state === "complete");
    expect(all.rows.map((row) => row.kind === "key" && row.key)).toEqual([
      "a.b",
      "a.c",
      "a/d",
      "a:b$c",
    ]);
    expect(all.listing).toMatchObject({ keys: 4, deleted: 1, knowsDeleted: true });
    calls.lookAtKeys("one", { ...flat, shape: "tree", open: ["a."], showsDeleted: true });
    const tree = await becomes("a tree", ({ rows }) => rows[0]?.kind === "branch");
    expect(
      tree.rows.map((row) => (row.kind === "key" ? row.name : `${row.prefix} ${row.keys}`)),
    ).toEqual(["a. 2", "b", "c", "a/ 1", "a:b$c", "z"]);
    await kv.put("a.e", "1");
    const more = await becomes("one more", ({ rowCount }) => rowCount === 7);
    expect(more.live).toMatchObject({ state: "live", changes: 1, perSec: 1 });
  });
});
