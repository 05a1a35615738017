import { connect } from "node:net";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import type { KeysFrame, KeysRow, KeysView } from "@/lib/model/kv-keys";
import type { RoleName } from "@/lib/model/role";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createBulkLinks } from "./bulk-links";
import { createKeysCalls } from "./keys-calls";
import { type KeysLimits, keysLimits } from "./keys-desk";
import { openLink } from "./link";
import { wayTo } from "./link-lab";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const flat: KeysView = {
  ...{ shape: "flat", separators: "both", pattern: undefined, text: "", showsDeleted: false },
  ...{ open: [], sort: { by: "key", isDescending: false }, from: 0, count: 100 },
};
const odd = ["a:b$c", 'q<b>&"c"', "back\\slash", "schlüssel.世界", "k".repeat(1_000), "x=/y", "a/"];

let server: TestServer;
let gateway: TestGateway;
let nc: NatsConnection;
let close = () => {};

afterEach(async () => {
  close();
  await nc.close();
  await gateway.stop();
  await server.stop();
});

async function start(version: "newest" | "2.10" | "2.9", role: RoleName = "reader") {
  server = await startServer({ version });
  gateway = await startGateway({ local: targetOf(server.url) }, {}, role);
  nc = await connectTo(server.url);
}

/** A bucket's keys as the worker runs them, with what they told last. */
function open(bucket: string, view: Partial<KeysView> = {}, limits: Partial<KeysLimits> = {}) {
  const bulk = createBulkLinks(() =>
    openLink({ findWay: async () => wayTo(gateway.url("local")) }),
  );
  const control = openLink({ findWay: async () => wayTo(gateway.url("local")) });
  const { calls } = createKeysCalls(bulk, () => control, { ...keysLimits, ...limits });
  let last: KeysFrame | undefined;
  const order = { connectionId: "local", bucket, view: { ...flat, ...view } };
  const ended = calls.openKeys("one", order, (frame) => {
    last = frame;
  });
  close = () => {
    calls.closeKeys("one");
    control.end();
  };
  const look = (next: Partial<KeysView>) => calls.lookAtKeys("one", { ...flat, ...next });
  const becomes = (what: string, isSo: (frame: KeysFrame) => boolean) =>
    until(`${what}; it was ${inWords(last)}`, () => last && isSo(last) && last, 15_000);
  const complete = () => becomes("complete", ({ listing }) => listing.state === "complete");
  return { calls, look, becomes, complete, ended };
}

function inWords(frame: KeysFrame | undefined): string {
  const toText = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}` : value);
  const { rows, ...rest } = frame ?? { rows: [] };
  return `${JSON.stringify(rest)}\n${JSON.stringify(rows.slice(0, 5), toText)}`;
}

/** Publishes without a client, and waits until the server has it. */
async function publishRaw(url: string, subject: string, payload: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const pong = new Promise<void>((settle) => {
    socket.on("data", (data) => data.includes("PONG") && settle());
  });
  socket.write(
    `CONNECT {"verbose":false}\r\nPUB ${subject} ${payload.length}\r\n${payload}\r\nPING\r\n`,
  );
  await pong;
  socket.destroy();
}

const nameOf = (row: KeysRow) => (row.kind === "key" ? row.key : `${row.prefix} ${row.keys}`);
const namesOf = ({ rows }: KeysFrame) => rows.map(nameOf);
const consumersOf = async (stream: string) =>
  (await (await jetstreamManager(nc)).consumers.list(stream).next()).length;

describe.each(["newest", "2.10", "2.9"] as const)(
  "the keys of a bucket on a %s server",
  (version) => {
    beforeEach(() => start(version));

    it.each([
      ["by a consumer", {}],
      ["by their names", { whole: 0 }],
    ])("are listed %s whatever they are called, with what is known of each", async (_, limits) => {
      const kv = await new Kvm(nc).create("odd", { history: 3 });
      for (const key of ["a.b", "a.c", "a/d", "z"]) await kv.put(key, key);
      await kv.delete("z");
      for (const key of odd) await jetstream(nc).publish(`$KV.odd.${key}`, "refused by libraries");
      const { complete, becomes, look } = open("odd", { showsDeleted: true }, limits);
      const all = ["a.b", "a.c", "a/d", "z", ...odd].toSorted();
      const frame = await complete();
      expect(namesOf(frame)).toEqual(all);
      const seen = await becomes("states", ({ rows }) =>
        rows.every((row) => row.kind === "key" && row.state),
      );
      expect(seen.rows.find((row) => row.kind === "key" && row.key === "z")).toMatchObject({
        state: { operation: { kind: "delete" } },
      });
      expect(seen.rows[0]).toMatchObject({ key: "a.b", state: { revision: 1n, sizeBytes: 3 } });
      look({ shape: "tree", open: ["a."] });
      const tree = await becomes("a tree", ({ rows }) => rows[0]?.kind === "branch");
      expect(namesOf(tree).slice(0, 6)).toEqual([
        "a. 2",
        "a.b",
        "a.c",
        "a/ 2",
        "a:b$c",
        "back\\slash",
      ]);
      expect(tree.passing).toBe(all.length - 1);
    });

    it.each([
      ["by a consumer", {}],
      ["by their names", { whole: 0 }],
    ])("followed %s change while somebody looks, over a killed server too", async (_, limits) => {
      const kv = await new Kvm(nc).create("b", { history: 2 });
      for (let n = 0; n < 20; n++) await kv.put(`k.${n}`, "1");
      const { complete, becomes, calls, ended } = open("b", { count: 5 }, limits);
      await complete();
      await becomes("live", ({ live }) => live.state === "live");
      await kv.put("k.0", "22");
      await kv.put("a.new", "1");
      const frame = await becomes("two changes", ({ live }) => live.changes === 2);
      expect(frame.rows[0]).toMatchObject({
        key: "a.new",
        state: { changedAgoMs: expect.any(Number) },
      });
      expect(frame.rows[1]).toMatchObject({ key: "k.0", state: { revision: 21n, sizeBytes: 2 } });
      expect(frame.listing).toMatchObject({ keys: 21, deleted: 0 });

      await server.kill("SIGKILL");
      await becomes("away", ({ live }) => live.state === "connecting");
      await server.restart();
      // A client of another transport, opened meanwhile, would take the link's from it.
      await publishRaw(server.url, "$KV.b.k.1", "333");
      const again = await becomes(
        "live again",
        ({ live, rows }) =>
          live.state === "live" &&
          rows.some((row) => row.kind === "key" && row.state?.sizeBytes === 3),
      );
      expect(again.listing).toMatchObject({ state: "complete", keys: 21 });
      calls.closeKeys("one");
      expect(await ended).toEqual({ ok: true, value: null });
      nc = await connectTo(server.url);
      await until("no consumer", async () => (await consumersOf("KV_b")) === 0);
    });

    it("fall out when their time is over, or somebody purges them from the stream", async () => {
      const kv = await new Kvm(nc).create("brief", { ttl: 2_000 });
      await kv.put("soon", "1");
      await kv.put("soon.too", "1");
      const { complete, becomes } = open("brief");
      expect(namesOf(await complete())).toEqual(["soon", "soon.too"]);
      await becomes("gone", ({ rowCount, listing }) => rowCount === 0 && listing.total === 0);

      const manager = await jetstreamManager(nc);
      await manager.streams.update("KV_brief", { max_age: 0 });
      for (const key of ["a", "b", "c"]) await kv.put(key, "1");
      await becomes("three", ({ rowCount }) => rowCount === 3);
      await manager.streams.purge("KV_brief", { filter: "$KV.brief.b" });
      const left = await becomes("purged", ({ rowCount }) => rowCount === 2);
      expect(namesOf(left)).toEqual(["a", "c"]);
    });

    it("are read of a mirror, and of a stream that no consumer may look at", async () => {
      const kv = await new Kvm(nc).create("origin");
      await kv.put("m.1", "one");
      const manager = await jetstreamManager(nc);
      await manager.streams.add({ name: "KV_mirror", mirror: { name: "KV_origin" } });
      const mirrored = open("mirror");
      const frame = await mirrored.becomes("mirrored", ({ rowCount }) => rowCount === 1);
      expect(frame.rows).toMatchObject([{ key: "m.1", state: { sizeBytes: 3 } }]);
      close();

      await manager.streams.add({
        ...{ name: "KV_work", subjects: ["$KV.work.>"], retention: "workqueue" },
      });
      await jetstream(nc).publish("$KV.work.job.1", "x");
      const { becomes } = open("work");
      const listed = await becomes(
        "states",
        ({ rows: [row] }) => row?.kind === "key" && !!row.state,
      );
      expect(listed).toMatchObject({
        listing: { state: "complete", keys: 1 },
        live: { state: "refused", error: { kind: "would-consume" } },
      });
      expect(await consumersOf("KV_work")).toBe(0);
      await jetstream(nc).publish("$KV.work.job.2", "y");
      await becomes("the other", ({ rowCount }) => rowCount === 2);
    });

    it("above the limit are asked for where somebody looks, and listed when it is wanted", async () => {
      await new Kvm(nc).create("big");
      await fillStream(nc, 3_000, (n) => ({ subject: `$KV.big.g${n % 7}.${n}`, payload: "x" }));
      const { becomes, calls, look } = open("big", { shape: "tree" }, { whole: 10, unasked: 100 });
      const first = await becomes("a sample", ({ listing }) => listing.keys === 1_000);
      expect(first).toMatchObject({ rowCount: 7, listing: { state: "asks", total: 3_000 } });
      look({ shape: "tree", open: ["g3."] });
      const opened = await becomes("counted", ({ rows }) =>
        rows.some((row) => row.kind === "branch" && row.isOpen && row.isCounted),
      );
      expect(namesOf(opened)).toContain("g3. 429");
      look({ pattern: "*.77" });
      const found = await becomes("one", ({ rowCount, isCounted }) => rowCount === 1 && isCounted);
      expect(found).toMatchObject({ rows: [{ key: "g0.77" }], listing: { state: "asks" } });
      calls.listAllKeys("one");
      look({});
      const all = await becomes("all", ({ listing }) => listing.state === "complete");
      expect(all.listing).toMatchObject({ keys: 3_000, knowsDeleted: false });
      expect(all.rowCount).toBe(3_000);
      const states = await becomes("in sight", ({ rows }) =>
        rows.every((row) => row.kind === "key" && row.state),
      );
      expect(states.rows).toHaveLength(100);
      const some = await calls.listKeysInView("one", { kind: "below", prefix: "g1." }, 100);
      expect(some).toMatchObject({ ok: true, value: { isAll: false } });
    });
  },
);

describe("the keys of a bucket", () => {
  beforeEach(() => start("newest"));

  it("of their own time fall out with it, with a marker and without", async () => {
    const manager = await jetstreamManager(nc);
    const make = (name: string, more: object) =>
      manager.streams.add({
        ...{ name: `KV_${name}`, subjects: [`$KV.${name}.>`], max_msgs_per_subject: 1 },
        ...{ allow_msg_ttl: true, allow_rollup_hdrs: true, allow_direct: true, ...more },
      });
    await make("silent", {});
    await make("marked", { subject_delete_marker_ttl: 60_000_000_000 });
    const ttl = headers();
    ttl.set("Nats-TTL", "1s");
    for (const bucket of ["silent", "marked"]) {
      await jetstream(nc).publish(`$KV.${bucket}.first`, "stays");
      await jetstream(nc).publish(`$KV.${bucket}.brief`, "goes", { headers: ttl });
    }
    const silent = open("silent");
    expect((await silent.complete()).rows).toMatchObject([
      { state: { ttl: "1s" } },
      { key: "first" },
    ]);
    await silent.becomes("gone", ({ rowCount }) => rowCount === 1);
    close();
    const marked = open("marked", { showsDeleted: true });
    const frame = await marked.becomes("marked", ({ listing }) => listing.deleted === 1);
    expect(frame.rows[0]).toMatchObject({
      state: { operation: { kind: "removed", reason: "MaxAge" } },
    });
  });

  it("past the limit come page by page, none of them left out while others go", async () => {
    await new Kvm(nc).create("many");
    const count = 60_000;
    await fillStream(nc, count, (n) => ({ subject: `$KV.many.user.${n}`, payload: "x" }));
    const { complete, becomes, calls } = open("many", { count: 10 });
    const frame = await complete();
    expect(frame.listing).toMatchObject({ keys: count, total: count, knowsDeleted: false });
    expect(frame).toMatchObject({ rowCount: count, isCounted: true });
    nc.publish("$KV.many.user.0", "new");
    const changed = await becomes("one more", ({ rowCount }) => rowCount === count + 1);
    expect(changed.rows[0]).toMatchObject({ key: "user.0", state: { sizeBytes: 3 } });
    const found = await calls.findKeysRow("one", { key: "user.0" });
    expect(found).toEqual({ ok: true, value: 0 });
  });

  it("are listed by name where no consumer is left for them, and it is said that they are not followed", async () => {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({
      ...{ name: "KV_full", subjects: ["$KV.full.>"], max_consumers: 1, max_msgs_per_subject: 1 },
    });
    await manager.consumers.add("KV_full", { name: "somebody" });
    await jetstream(nc).publish("$KV.full.key", "1");
    const { becomes } = open("full");
    const frame = await becomes("states", ({ rows: [row] }) => row?.kind === "key" && !!row.state);
    expect(frame).toMatchObject({
      listing: { state: "complete", keys: 1 },
      live: { state: "refused", error: { kind: "jetstream", code: 10026 } },
    });
    await jetstream(nc).publish("$KV.full.key", "22");
    await becomes(
      "the change",
      ({ rows: [row] }) => row?.kind === "key" && row.state?.sizeBytes === 2,
    );
  });

  it("are there when a page leaves and comes back at once", async () => {
    await (await new Kvm(nc).create("b")).put("a", "1");
    const { calls, complete, ended } = open("b");
    await complete();
    calls.closeKeys("one");
    let last: KeysFrame | undefined;
    const order = { connectionId: "local", bucket: "b", view: flat };
    void calls.openKeys("one", order, (frame) => {
      last = frame;
    });
    expect(await ended).toEqual({ ok: true, value: null });
    calls.lookAtKeys("one", { ...flat, text: "nothing" });
    await until("the second's answer", () => last?.listing.keys === 1 && last.rowCount === 0);
  });

  it("of a bucket that is deleted, or made anew, are not shown any longer", async () => {
    const manager = await jetstreamManager(nc);
    await (await new Kvm(nc).create("gone")).put("old", "1");
    const { complete, becomes, ended } = open("gone");
    await complete();
    await manager.streams.delete("KV_gone");
    await (await new Kvm(nc).create("gone")).put("fresh", "1");
    await becomes("the new one's", (frame) => namesOf(frame).join() === "fresh");
    await manager.streams.delete("KV_gone");
    expect(await ended).toMatchObject({ ok: false, error: { kind: "not-found" } });
  });
});
