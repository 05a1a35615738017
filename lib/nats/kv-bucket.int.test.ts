import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBucketRow } from "@/lib/model/bucket-row";
import type { BucketDetail, BucketSettings } from "@/lib/model/kv-bucket";
import { connectTo } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { getBucket } from "./kv-bucket";
import { createBucket, deleteBucket, updateBucket } from "./kv-bucket-write";
import { listStreams } from "./streams";

const plain: BucketSettings = {
  ...{ name: "made", description: "", history: 1, ttlNs: undefined, maxBytes: undefined },
  ...{ maxValueBytes: undefined, storage: "file", replicas: 1, placement: undefined },
  ...{ republish: undefined, mirror: undefined, sources: [], isCompressed: false, metadata: {} },
  ...{ hasKeyTtl: false, markerTtlNs: undefined },
};
const elsewhere = { bucket: "origin", api: "$JS.hub.API" };
const second = 1_000_000_000n;

describe.each(["newest", "2.10", "2.9"] as const)("buckets on a %s server", (version) => {
  let server: TestServer;
  let nc: NatsConnection;
  const has = (minor: number) => version === "newest" || Number(version.split(".")[1]) >= minor;

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
  });
  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  const infoOf = async (bucket: string) =>
    (await jetstreamManager(nc)).streams.info(`KV_${bucket}`);
  const open = async (bucket: string): Promise<BucketDetail> => {
    const detail = await getBucket(nc, bucket);
    if (!detail.ok) throw new Error(JSON.stringify(detail.error));
    return detail.value;
  };
  const asAsked = (name: string) => ({ ok: true, value: { name, differences: [] } });

  it("a plain one is made as the specification says", async () => {
    expect(await createBucket(nc, plain)).toEqual(asAsked("made"));
    expect((await infoOf("made")).config).toMatchObject({
      ...{ name: "KV_made", subjects: ["$KV.made.>"], retention: "limits", discard: "new" },
      ...{ max_msgs_per_subject: 1, max_age: 0, max_bytes: -1, max_msg_size: -1, max_msgs: -1 },
      ...{ max_consumers: -1, storage: "file", num_replicas: 1, deny_delete: true },
      ...{ allow_rollup_hdrs: true, allow_direct: true, mirror_direct: false },
      duplicate_window: 120_000_000_000,
    });
  });

  it("every setting is kept as it was asked for, and read back as it was said", async () => {
    const full: BucketSettings = {
      ...{ ...plain, name: "full", description: "All of it", history: 64, ttlNs: 60n * second },
      ...{ maxBytes: 1_000_000n, maxValueBytes: 4_096, storage: "memory" },
      republish: { source: "$KV.full.>", destination: "changes.>", headersOnly: true },
      ...(has(10) && { metadata: { team: "shop", "a b": "c=d" } }),
      ...(has(11) && { hasKeyTtl: true, markerTtlNs: 30n * second }),
    };
    expect(await createBucket(nc, full)).toEqual(asAsked("full"));
    expect((await infoOf("full")).config).toMatchObject({
      ...{ description: "All of it", max_msgs_per_subject: 64, max_age: 60e9, storage: "memory" },
      ...{ max_bytes: 1_000_000, max_msg_size: 4_096, duplicate_window: 60e9 },
      republish: { src: "$KV.full.>", dest: "changes.>", headers_only: true },
      ...(has(11) && { allow_msg_ttl: true, subject_delete_marker_ttl: 30e9 }),
    });
    expect((await open("full")).settings).toEqual(full);
    const packed = { ...plain, name: "packed", isCompressed: true };
    const silently = has(10) ? [] : ['compression: asked for "s2", it has nothing of it'];
    expect(await createBucket(nc, packed)).toMatchObject({ value: { differences: silently } });
  });

  it("one of the name that is there is never taken for it", async () => {
    const there = { error: { kind: "not-done", cause: { kind: "exists" } } };
    expect(await createBucket(nc, plain)).toMatchObject(there);
    expect(await createBucket(nc, { ...plain, history: 5 })).toMatchObject(there);
    for (const name of ["", "a.b", "a b", "a*", "ä"]) {
      expect(await createBucket(nc, { ...plain, name })).toMatchObject({
        error: { kind: "not-done", cause: { kind: "bad-name" } },
      });
    }
  });

  it("a mirror keeps its origin's keys, and takes what may differ from it", async () => {
    const origin = { ...plain, name: "origin", history: 5 };
    await createBucket(nc, origin);
    const mirror: BucketSettings = { ...plain, name: "copy", mirror: { bucket: "origin" } };
    const far: BucketSettings = { ...mirror, name: "far", mirror: elsewhere };
    expect(await createBucket(nc, mirror)).toEqual(asAsked("copy"));
    expect(await createBucket(nc, far)).toEqual(asAsked("far"));
    const { config } = await infoOf("copy");
    expect(config).toMatchObject({ mirror: { name: "KV_origin" }, mirror_direct: true });
    expect(config.subjects).toBeUndefined();
    await jetstream(nc).publish("$KV.origin.k", "v");
    await until("the mirror has it", async () => (await open("copy")).row.values === 1n);
    expect(await open("copy")).toMatchObject({
      ...{ settings: mirror, prefix: "$KV.origin.", readOnlyWhy: undefined },
      row: { mirrorOf: "origin", isMirrorOfElsewhere: false, oddities: [] },
    });
    expect(await open("far")).toMatchObject({
      ...{ settings: far, prefix: "$KV.origin.", readOnlyWhy: "mirror-of-elsewhere" },
      row: { mirrorOf: "origin", isMirrorOfElsewhere: true },
    });
    const { settings, config: opened } = await open("far");
    expect(await updateBucket(nc, { ...settings, description: "Far" }, opened)).toEqual(
      asAsked("far"),
    );
    expect((await infoOf("far")).config.mirror).toMatchObject({ external: { api: elsewhere.api } });
  });

  it.runIf(has(10))(
    "what comes from sources has this bucket's keys, and an edit keeps all else of them",
    async () => {
      await createBucket(nc, { ...plain, name: "one" });
      const all = { ...plain, name: "all", sources: [{ bucket: "one" }, elsewhere] };
      expect(await createBucket(nc, all)).toEqual(asAsked("all"));
      expect((await open("all")).settings).toEqual(all);
      await jetstream(nc).publish("$KV.one.k", "v");
      await until("it came from the source", async () => (await open("all")).row.values === 1n);
      const kv = await new Kvm(nc).open("all");
      expect((await kv.get("k"))?.string()).toBe("v");

      const { streams } = await jetstreamManager(nc);
      await streams.add({ name: "PLAIN", subjects: ["plain.>"] });
      const { config } = await infoOf("all");
      const foreign = { name: "PLAIN", filter_subject: "plain.a" };
      await streams.update("KV_all", { ...config, sources: [foreign, ...(config.sources ?? [])] });
      const { settings, config: opened } = await open("all");
      expect(settings.sources).toEqual(all.sources);
      const wish = { ...settings, sources: [elsewhere, { bucket: "made" }] };
      expect(await updateBucket(nc, wish, opened)).toEqual(asAsked("all"));
      expect((await infoOf("all")).config.sources).toMatchObject([
        foreign,
        { name: "KV_origin", external: { api: elsewhere.api } },
        { name: "KV_made", subject_transforms: [{ src: "$KV.made.>", dest: "$KV.all.>" }] },
      ]);
    },
  );

  it("the list tells the same of it as the bucket itself", async () => {
    const listed = await listStreams(nc);
    const rows = listed.ok ? listed.value.flatMap((stream) => toBucketRow(stream) ?? []) : [];
    expect(rows.map(({ name }) => name)).toContain("full");
    for (const row of rows) {
      const own = await open(row.name);
      expect({ ...row, atMs: own.row.atMs }).toEqual(own.row);
    }
    expect(rows.find(({ name }) => name === "full")).toMatchObject({
      ...{ history: 64n, ttlMs: 60_000, maxValueBytes: 4_096, storage: "memory" },
      ...{ hasKeyTtl: has(11), markerTtlMs: has(11) ? 30_000 : undefined, keys: 0 },
    });
    expect(rows.find(({ name }) => name === "packed")?.isCompressed).toBe(has(10));
  });

  it("one that is no usual bucket says why", async () => {
    const { streams } = await jetstreamManager(nc);
    await streams.add({ name: "KV_queue", subjects: ["$KV.queue.>"], retention: "workqueue" });
    await streams.add({ name: "KV_other", subjects: ["other.>"] });
    expect((await open("queue")).row.oddities).toEqual(["workqueue"]);
    expect((await open("other")).row.oddities).toEqual(["subjects"]);
  });

  it("an edit changes what was changed, and nothing else", async () => {
    const { streams } = await jetstreamManager(nc);
    const { config } = await infoOf("made");
    // What this console has no word for.
    await streams.update("KV_made", { ...config, no_ack: false, max_msgs: 77 });
    const { settings, config: opened } = await open("made");
    const before = (await infoOf("made")).config;
    const wish = { ...settings, description: "Now", history: 9, ttlNs: 5n * second };
    expect(await updateBucket(nc, wish, opened)).toEqual(asAsked("made"));
    const { metadata: _one, ...after } = (await infoOf("made")).config;
    const { metadata: _other, ...rest } = before;
    expect(after).toEqual({
      ...{ ...rest, description: "Now", max_msgs_per_subject: 9 },
      ...{ max_age: 5e9, duplicate_window: 5e9 },
    });
    const back = { ...(await open("made")).settings, ttlNs: undefined, description: "" };
    await updateBucket(nc, back, (await open("made")).config);
    expect((await infoOf("made")).config).toMatchObject({ max_age: 0, duplicate_window: 120e9 });
    expect((await open("made")).settings).toEqual(back);
  });

  it("an edit of what was changed meanwhile is not sent", async () => {
    const { settings, config } = await open("made");
    await updateBucket(nc, { ...settings, history: 3 }, config);
    expect(await updateBucket(nc, { ...settings, description: "Mine" }, config)).toMatchObject({
      error: { kind: "not-done", cause: { kind: "changed-elsewhere" } },
    });
    expect((await open("made")).settings).toMatchObject({ history: 3, description: "" });
  });

  it("it goes with all that it holds, and is told as gone", async () => {
    await jetstream(nc).publish("$KV.made.a", "x");
    expect((await open("made")).row).toMatchObject({ keys: 1, values: 1n });
    expect(await deleteBucket(nc, "made")).toEqual({ ok: true, value: null });
    expect(await getBucket(nc, "made")).toMatchObject({
      error: { kind: "not-found", what: "Bucket made" },
    });
    expect(await deleteBucket(nc, "made")).toMatchObject({ error: { kind: "not-done" } });
  });

  it("one of the client library's is opened and edited, and the library opens ours", async () => {
    const kvm = new Kvm(nc);
    await kvm.create("theirs", { history: 3, ttl: 60_000, ...(has(11) && { markerTTL: 5_000 }) });
    const before = (await infoOf("theirs")).config;
    const { settings, config } = await open("theirs");
    expect(await updateBucket(nc, { ...settings, maxBytes: 4_096n }, config)).toEqual(
      asAsked("theirs"),
    );
    expect((await infoOf("theirs")).config).toEqual({ ...before, max_bytes: 4_096 });
    await createBucket(nc, { ...plain, name: "ours", history: 2 });
    const ours = await kvm.open("ours");
    await ours.put("k", "v");
    expect((await ours.get("k"))?.string()).toBe("v");
    expect(await ours.status()).toMatchObject({ history: 2, values: 1, bucket: "ours" });
  });
});
