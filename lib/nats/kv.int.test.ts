import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KvEntry } from "@/lib/model/kv";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { type WatchKeysOptions, watchKeys } from "./kv";

const keyCount = 20_000;
const text = ({ value }: KvEntry) => new TextDecoder().decode(value);

/** A watch, and all that it has told. */
async function startWatch(
  nc: NatsConnection,
  bucket: string,
  options: Partial<WatchKeysOptions> = {},
) {
  const entries: KvEntry[] = [];
  const told: string[] = [];
  const watch = await watchKeys(nc, bucket, {
    onEntry: (entry) => void entries.push(entry),
    onInitial: () => told.push(`initial after ${entries.length}`),
    onAgain: () => told.push("again"),
    ...options,
  });
  if (!watch.ok) throw new Error(JSON.stringify(watch.error));
  return { ...watch.value, entries, told };
}

describe.each(["newest", "2.10", "2.9"] as const)(
  "the keys of a bucket on a %s server",
  (version) => {
    let server: TestServer;
    let nc: NatsConnection;

    const consumersOf = async (stream: string) => {
      const manager = await jetstreamManager(nc);
      return (await manager.consumers.list(stream).next()).map(({ name }) => name);
    };

    beforeAll(async () => {
      server = await startServer({ version });
      nc = await connectTo(server.url);
      const kvm = new Kvm(nc);
      await kvm.create("many");
      await fillStream(nc, keyCount, (n) => ({
        ...{ subject: `$KV.many.user.${n - 1}`, payload: `value ${n - 1}` },
      }));
      const odd = await kvm.create("odd", { history: 5 });
      for (const value of ["first", "second", "third"]) await odd.put("often", value);
      await odd.put("deleted", "x");
      await odd.delete("deleted");
      await odd.put("purged", "x");
      await odd.purge("purged");
      await jetstream(nc).publish("$KV.odd.a:b$c", "what libraries refuse");
      await jetstream(nc).publish("$KV.odd.schlüssel.世界", "any script");
      await kvm.create("empty");
    });

    afterAll(async () => {
      await nc?.close();
      await server?.stop();
    });

    it(`come once each, all ${keyCount} of them, then each change as it happens`, async () => {
      const watch = await startWatch(nc, "many");
      await until("all there is", () => watch.told.length > 0);
      expect(watch.told).toEqual([`initial after ${keyCount}`]);
      expect(new Set(watch.entries.map(({ key }) => key)).size).toBe(keyCount);
      expect(
        watch.entries.filter((entry) => text(entry) !== `value ${entry.key.slice(5)}`),
      ).toEqual([]);
      const names = await consumersOf("KV_many");
      expect(names).toEqual([expect.stringMatching(/^ui-\w{22}$/)]);

      const kv = await new Kvm(nc).open("many");
      for (let n = 0; n < 2_500; n++) nc.publish(`$KV.many.user.${n}`, `live ${n}`);
      const revision = await kv.put("user.new", "made while watched");
      await until("the last change", () => watch.entries.at(-1)?.revision === BigInt(revision));
      const live = watch.entries.slice(keyCount);
      expect(live).toHaveLength(2_501);
      expect(live.at(-2)).toMatchObject({ key: "user.2499" });
      expect(live.at(-1)).toMatchObject({ key: "user.new", operation: { kind: "put" } });

      await watch.stop();
      expect(await watch.ended).toBeUndefined();
      expect(await consumersOf("KV_many")).toEqual([]);
    });

    it("are read whatever they are called, with what was done to them and exactly when", async () => {
      const watch = await startWatch(nc, "odd");
      await until("all there is", () => watch.told.length > 0);
      await watch.stop();
      const seen = watch.entries.map((entry) => [entry.key, entry.operation.kind, text(entry)]);
      expect(seen).toEqual([
        ["often", "put", "third"],
        ["deleted", "delete", ""],
        ["purged", "purge", ""],
        ["a:b$c", "put", "what libraries refuse"],
        ["schlüssel.世界", "put", "any script"],
      ]);
      const manager = await jetstreamManager(nc);
      const often = watch.entries[0];
      const stored = await manager.streams.getMessage("KV_odd", { seq: Number(often?.revision) });
      const nanoseconds = /\.(\d+)Z/.exec(stored?.timestamp ?? "")?.[1]?.padEnd(9, "0");
      expect(String(often?.timeNs).slice(-9)).toBe(nanoseconds);
    });

    it("come without their values, but with the size of these, where that is asked for", async () => {
      const watch = await startWatch(nc, "odd", { headersOnly: true, filter: "often" });
      await until("all there is", () => watch.told.length > 0);
      await watch.stop();
      expect(watch.entries).toMatchObject([{ key: "often", sizeBytes: 5 }]);
      expect(watch.entries[0]?.value).toHaveLength(0);
    });

    it("are known to be none at once in an empty bucket, and the first one comes", async () => {
      const watch = await startWatch(nc, "empty");
      await until("it is known", () => watch.told[0] === "initial after 0");
      await (await new Kvm(nc).open("empty")).put("k", "v");
      await until("the first key", () => watch.entries.length === 1);
      await watch.stop();
      await (await new Kvm(nc).open("empty")).purge("k");
    });

    it("wait for whoever takes them slowly", async () => {
      let open: () => void = () => undefined;
      const gate = new Promise<void>((settle) => {
        open = settle;
      });
      let taken = 0;
      const watch = await startWatch(nc, "many", {
        onEntry: async () => {
          taken++;
          if (taken === 100) await gate;
        },
      });
      await until("the hundredth", () => taken === 100);
      const before = nc.stats().inMsgs;
      await nc.rtt();
      // No more than what was asked for came meanwhile, and nothing is handed on.
      expect(nc.stats().inMsgs - before).toBeLessThan(5_100);
      expect(taken).toBe(100);
      open();
      await until("all the others", () => taken >= keyCount);
      await watch.stop();
    });

    it("come anew after the server was gone, and go on", async () => {
      const own = await startServer({ version });
      const client = await connectTo(own.url);
      try {
        const kv = await new Kvm(client).create("b");
        await kv.put("a", "1");
        await kv.put("b", "1");
        const watch = await startWatch(client, "b");
        await until("all there is", () => watch.told.length === 1);
        await own.restart();
        await until("all there is, again", () => watch.told.length === 3, 20_000);
        expect(watch.told.slice(1)).toEqual(["again", "initial after 4"]);
        await kv.put("a", "2");
        await until("a change", () => watch.entries.some((entry) => text(entry) === "2"));
        await watch.stop();
      } finally {
        await client.close();
        await own.stop();
      }
    });

    it("come anew after somebody deleted the consumer", async () => {
      const watch = await startWatch(nc, "odd");
      await until("all there is", () => watch.told.length === 1);
      const [name = ""] = await consumersOf("KV_odd");
      await (await jetstreamManager(nc)).consumers.delete("KV_odd", name);
      await until("all there is, again", () => watch.told.length === 3);
      await watch.stop();
      expect(await consumersOf("KV_odd")).toEqual([]);
    });

    it("end with the bucket, and that is said", async () => {
      await new Kvm(nc).create("brief");
      const watch = await startWatch(nc, "brief");
      await (await jetstreamManager(nc)).streams.delete("KV_brief");
      expect(await watch.ended).toMatchObject({ kind: "not-found", what: "Bucket brief" });
    });

    it("are not read by a consumer where that would change what is kept", async () => {
      await (await jetstreamManager(nc)).streams.add({
        name: "KV_jobs",
        subjects: ["$KV.jobs.>"],
        retention: "workqueue",
      });
      expect(await watchKeys(nc, "jobs", { onEntry: () => undefined })).toMatchObject({
        ok: false,
        error: { kind: "would-consume", stream: "KV_jobs", retention: "workqueue" },
      });
    });

    it.each([
      ["nowhere", "not-found"],
      ["no.bucket", "bad-name"],
      ["a b", "bad-name"],
    ])("of %s are %s", async (bucket, kind) => {
      const watch = await watchKeys(nc, bucket, { onEntry: () => undefined });
      expect(watch).toMatchObject({ ok: false, error: { kind } });
    });
  },
);
