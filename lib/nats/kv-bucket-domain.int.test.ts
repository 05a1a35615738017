import { jetstream } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BucketSettings } from "@/lib/model/kv-bucket";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { getBucket } from "./kv-bucket";
import { createBucket } from "./kv-bucket-write";

const plain: BucketSettings = {
  ...{ name: "stock", description: "", history: 5, ttlNs: undefined, maxBytes: undefined },
  ...{ maxValueBytes: undefined, storage: "memory", replicas: 1, placement: undefined },
  ...{ republish: undefined, mirror: undefined, sources: [], isCompressed: false, metadata: {} },
  ...{ hasKeyTtl: false, markerTtlNs: undefined },
};
const api = "$JS.hub.API";

describe.each(["newest", "2.10"] as const)("a bucket behind a leaf node of %s", (version) => {
  let hub: TestServer;
  let leaf: TestServer;
  let atHub: NatsConnection;
  let atLeaf: NatsConnection;

  beforeAll(async () => {
    let leafPort = 0;
    const inDomain = (domain: string, dir: string) =>
      `jetstream { store_dir: ${JSON.stringify(`${dir}/js`)}, domain: ${domain} }`;
    hub = await startServer({
      ...{ version, jetstream: false, name: "hub" },
      config: (dir, ports) => {
        leafPort = ports.websocket;
        return `${inDomain("hub", dir)}\nleafnodes { listen: "127.0.0.1:${leafPort}" }`;
      },
    });
    leaf = await startServer({
      ...{ version, jetstream: false, name: "leaf" },
      config: (dir) =>
        `${inDomain("edge", dir)}\nleafnodes { remotes: [ { url: "nats://127.0.0.1:${leafPort}" } ] }`,
    });
    [atHub, atLeaf] = await Promise.all([connectTo(hub.url), connectTo(leaf.url)]);
  });
  afterAll(async () => {
    await Promise.all([atHub?.close(), atLeaf?.close()]);
    await Promise.all([leaf?.stop(), hub?.stop()]);
  });

  it("is mirrored and taken from in the other domain, as the form says it", async () => {
    await createBucket(atHub, plain);
    await jetstream(atHub).publish("$KV.stock.k", "v");
    const origin = { bucket: "stock", api };
    const wishes = [
      { ...plain, name: "copy", mirror: origin },
      { ...plain, name: "taken", sources: [origin] },
      { ...plain, sources: [origin] },
    ];
    for (const wish of wishes) {
      expect(await createBucket(atLeaf, wish)).toMatchObject({ value: { differences: [] } });
      await until(`${wish.name} has it`, async () => {
        const detail = await getBucket(atLeaf, wish.name);
        return detail.ok && detail.value.row.values === 1n;
      });
    }
    const subjectOf = async (stream: string) =>
      (await jetstream(atLeaf).streams.get(stream)).getMessage({ seq: 1 });
    expect((await subjectOf("KV_copy"))?.subject).toBe("$KV.stock.k");
    expect((await subjectOf("KV_taken"))?.subject).toBe("$KV.taken.k");
    expect((await subjectOf("KV_stock"))?.subject).toBe("$KV.stock.k");
  });
});
