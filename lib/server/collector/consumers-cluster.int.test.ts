import { jetstreamManager } from "@nats-io/jetstream";
import { afterEach, describe, expect, it } from "vitest";
import type { ConsumersDelta } from "@/lib/model/consumers";
import { startCluster } from "@/lib/testing/cluster";
import { connectTo } from "@/lib/testing/connect";
import { collectConsumers } from "@/lib/testing/consumer-collector";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

describe("the consumers of a cluster", () => {
  it("stay, marked, when their leader dies while they are read, and are right when it is back", async () => {
    const cluster = await startCluster();
    cleanUp.push(() => cluster.stop());
    const nc = await connectTo(cluster.servers[0]?.url ?? "");
    cleanUp.push(() => nc.close());
    const manager = await jetstreamManager(nc);
    for (const [name, num_replicas] of [
      ["ONE", 1],
      ["THREE", 3],
    ] as const) {
      await manager.streams.add({ name, subjects: [name], num_replicas });
      await manager.consumers.add(name, { durable_name: `of-${name}`, ack_policy: "explicit" });
      for (let n = 0; n < 5; n++) await nc.request(name);
    }
    const { cluster: held } = await manager.consumers.info("ONE", "of-ONE");
    const dying = cluster.servers.find(({ name }) => name === held?.leader);
    const other = cluster.servers.find(({ name }) => name !== dying?.name);
    const { reads, rowWhen } = collectConsumers(cleanUp, other?.url ?? "");
    const isRight = ({ rows }: ConsumersDelta) =>
      rows.length === 2 &&
      rows.every(({ lagMessages, group }) => lagMessages === 5n && group?.leader);
    await reads("both", isRight);
    await dying?.kill();
    const away = await reads("it is marked", ({ missing }) => missing?.includes("ONE"), 20_000);
    expect(new Map(away.rows.map(({ name, lagMessages }) => [name, lagMessages]))).toEqual(
      new Map([
        ["of-ONE", 5n],
        ["of-THREE", 5n],
      ]),
    );
    expect(away.error).toBeUndefined();
    await rowWhen(
      "another leads",
      "of-THREE",
      ({ group }) => group?.leader && group.leader !== dying?.name,
      20_000,
    );
    await rowWhen("nobody leads it", "of-ONE", ({ cause }) => cause === "no-leader", 20_000);
    await reads("nothing but it is missing", ({ missing }) => missing?.join() === "ONE", 20_000);
    await dying?.restart();
    const back = await reads(
      "both are right",
      (now) => isRight(now) && now.missing?.length === 0,
      30_000,
    );
    expect(back.error).toBeUndefined();
  }, 90_000);
});
