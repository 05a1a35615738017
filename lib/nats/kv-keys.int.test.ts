import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/nats-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { fillStream } from "@/lib/testing/fill";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { listKeyNames } from "./kv-keys-names";
import { readKeyStates } from "./kv-keys-states";
import { getKvPlace } from "./kv-place";

describe.each(["newest", "2.9"] as const)("keys by their names on a %s server", (version) => {
  let server: TestServer;
  let nc: NatsConnection;
  const { signal } = new AbortController();

  const placeOf = async (bucket: string) => {
    const place = await getKvPlace(nc, bucket);
    if (!place.ok) throw new Error(JSON.stringify(place.error));
    return place.value;
  };

  beforeAll(async () => {
    server = await startServer({ version });
    nc = await connectTo(server.url);
  });

  afterAll(async () => {
    await nc?.close();
    await server?.stop();
  });

  it("are all there, though thousands before them go between two pages", async () => {
    const [going, staying] = [5_000, 101_000];
    await new Kvm(nc).create("many");
    await fillStream(nc, going + staying, (n) => ({
      subject: n <= going ? `$KV.many.a.${n}` : `$KV.many.b.${n}`,
    }));
    const manager = await jetstreamManager(nc);
    const place = await placeOf("many");
    const names = new Set<string>();
    let pages = 0;
    const purge = manager.streams.purge.bind(manager.streams, "KV_many", {
      filter: "$KV.many.a.>",
    });
    let purged: Promise<unknown> | undefined;
    const end = await listKeyNames(nc, place, {
      pattern: ">",
      onPage(page) {
        for (const name of page.names) names.add(name);
        pages++;
        purged ??= purge();
        return true;
      },
    });
    await purged;
    expect(end).toEqual({ isWhole: true });
    expect(pages).toBe(2);
    expect([...names].filter((name) => name.startsWith("b."))).toHaveLength(staying);
  });

  it.each([
    ["small", 10],
    ["big", 10_000_000],
  ])("tell what was done to them last, also where values are %s", async (_, meanBytes) => {
    const kv = await new Kvm(nc).create("states", { history: 3 });
    await kv.put("a.b", "first");
    await kv.put("a.b", "second");
    await kv.delete("gone.marked");
    await jetstream(nc).publish("$KV.states.a:b$c", "odd");
    const keys = ["a.b", "gone.marked", "a:b$c", "never"];
    const read = await readKeyStates(nc, await placeOf("states"), { keys, meanBytes, signal });
    expect(read).toMatchObject({ ok: true, value: { gone: ["never"] } });
    const entries = read.ok ? read.value.entries : [];
    expect(
      entries.map(({ key, operation, sizeBytes }) => [key, operation.kind, sizeBytes]).sort(),
    ).toEqual([
      ["a.b", "put", 6],
      ["a:b$c", "put", 3],
      ["gone.marked", "delete", 0],
    ]);
    const consumers = await (await jetstreamManager(nc)).consumers.list("KV_states").next();
    expect(consumers).toEqual([]);
  });
});
