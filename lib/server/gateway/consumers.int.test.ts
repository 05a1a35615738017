import { jetstreamManager } from "@nats-io/jetstream";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { connectThrough, startGateway } from "@/lib/testing/gateway";
import { startServer } from "@/lib/testing/servers";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const rounds = process.env.NATSIGHT_TEST_LONG ? 5000 : 150;

/** Each field as it may be, and as it may not. */
const config = fc.record(
  {
    deliver_policy: fc.constantFrom("all", "last", "new", "by_start_sequence", "last_per_subject"),
    opt_start_seq: fc.constantFrom(1, 2),
    ack_policy: fc.constantFrom("none", "none", "explicit", "all"),
    filter_subject: fc.constantFrom("orders.>", "orders.one", ">"),
    max_waiting: fc.constantFrom(1, 8, 9, 512, 0),
    inactive_threshold: fc.constantFrom(1_000_000_000, 300_000_000_000, 300_000_000_001, 0, -1),
    mem_storage: fc.constantFrom(true, true, false),
    num_replicas: fc.constantFrom(0, 1, 3),
    headers_only: fc.boolean(),
    max_deliver: fc.constantFrom(-1, 1),
    description: fc.string({ maxLength: 10 }),
    metadata: fc.constantFrom({ a: "b" }, {}),
    deliver_subject: fc.constant("witness"),
    deliver_group: fc.constant("group"),
    durable_name: fc.constantFrom("ui-a", "worker"),
    idle_heartbeat: fc.constant(1_000_000_000),
    flow_control: fc.boolean(),
    rate_limit_bps: fc.constant(1000),
    sample_freq: fc.constant("100%"),
    pause_until: fc.constant("2099-01-01T00:00:00Z"),
    priority_groups: fc.constant(["a"]),
    priority_policy: fc.constant("overflow"),
    direct: fc.boolean(),
    Deliver_Subject: fc.constant("witness"),
    ACK_POLICY: fc.constant("explicit"),
    max_waitİng: fc.constant(512),
    inactive_threſhold: fc.constant(0),
  },
  { requiredKeys: [] },
);
/** Most of what is generated would be refused for one field: a few of them make a config of their own. */
const few = fc.tuple(config, fc.array(fc.nat(), { maxLength: 5 })).map(([all, picks]) => {
  const fields = Object.entries(all);
  const picked = picks.flatMap((pick) => fields.slice(pick % (fields.length + 1)).slice(0, 1));
  return Object.fromEntries(picked);
});

type Info = { name: string; config: Record<string, unknown> };

/** What may be there after a reader has made it. */
function wrongOf({ name, config: made }: Info): string[] {
  const { inactive_threshold: lifeNs = 0, max_waiting: waiting = 0 } = made;
  const isShort = Number(lifeNs) > 0 && Number(lifeNs) <= 300_000_000_000;
  const unset = ["deliver_subject", "deliver_group", "durable_name", "flow_control", "direct"];
  const more = ["sample_freq", "pause_until", "priority_groups", "idle_heartbeat"];
  return [
    name.startsWith("ui-") ? "" : "name",
    isShort ? "" : "inactive_threshold",
    Number(waiting) >= 1 && Number(waiting) <= 8 ? "" : "max_waiting",
    made.mem_storage === true ? "" : "mem_storage",
    made.ack_policy === "none" ? "" : "ack_policy",
    ...[...unset, ...more].filter((field) => made[field]),
  ].filter((field) => field !== "");
}

describe.each(["newest", "2.10", "2.9"] as const)("on nats-server %s", (version) => {
  async function start() {
    const server = await startServer({ version });
    cleanUp.push(() => server.stop());
    const lab = await startGateway(
      { local: targetOf(server.url) },
      { refusedPerSecond: 1e6, consumers: 1e6, consumersOfSocket: 1e6 },
      "reader",
    );
    cleanUp.push(() => lab.stop());
    const owner = await connectTo(server.url);
    cleanUp.push(() => owner.close());
    const manager = await jetstreamManager(owner);
    await manager.streams.add({ name: "S", subjects: ["orders.>"] });
    await manager.streams.add({ name: "WORK", subjects: ["work.>"], retention: "workqueue" });
    for (const subject of ["orders.one", "orders.two", "work.a"]) await owner.request(subject, "x");
    const nats = await connectThrough(lab.url("local"));
    cleanUp.push(() => nats.close());
    return { owner, manager, nats };
  }

  it("T29 every consumer that a reader makes only looks, and goes soon", async () => {
    const { owner, manager, nats } = await start();
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(few, fc.nat(), async (fields, number) => {
        const name = `ui-hM0ka0t0EZTtwmJxVoO4ZE-${number}`;
        const filter = fields.filter_subject === undefined ? "" : `.${fields.filter_subject}`;
        const body = { stream_name: "S", config: { name, ...fields } };
        const subject = `$JS.API.CONSUMER.CREATE.S.${name}${filter}`;
        const answer = await nats
          .request(subject, JSON.stringify(body), { timeout: 5000 })
          .catch((error: Error) => error.message);
        const made = await owner.request(`$JS.API.CONSUMER.INFO.S.${name}`);
        const info = made.json<Info & { error?: unknown }>();
        if (info.error) return;
        expect(typeof answer).toBe("object");
        accepted += 1;
        expect(wrongOf(info)).toEqual([]);
        await manager.consumers.delete("S", name);
      }),
      { numRuns: rounds },
    );
    expect(accepted).toBeGreaterThan(rounds / 20);
    expect(await manager.consumers.list("S").next()).toEqual([]);
  });

  it("T29 a reader takes nothing out of a work queue", async () => {
    const { owner, manager, nats } = await start();
    const create = (name: string, config: object) =>
      nats.request(
        `$JS.API.CONSUMER.CREATE.WORK.${name}`,
        JSON.stringify({ stream_name: "WORK", config: { name, ...config } }),
        { timeout: 5000 },
      );
    await expect(create("ui-hM0ka0t0EZTtwmJxVoO4ZE", { ack_policy: "explicit" })).rejects.toThrow(
      "ack_policy",
    );
    const answer = (await create("ui-hM0ka0t0EZTtwmJxVoO4ZE", {})).json<{
      error?: { code: number };
    }>();
    expect(answer.error?.code).toBe(400);
    expect((await manager.streams.info("WORK")).state.messages).toBe(1);
    await manager.consumers.add("WORK", { durable_name: "worker", ack_policy: "explicit" });
    await owner.flush();
  });

  it("T29 a reader neither pulls from nor deletes a consumer whose name only looks like the console's", async () => {
    const { manager, nats } = await start();
    await manager.consumers.add("WORK", { durable_name: "ui-updates", ack_policy: "explicit" });
    for (const call of ["MSG.NEXT", "DELETE"]) {
      const subject = `$JS.API.CONSUMER.${call}.WORK.ui-updates`;
      await expect(nats.request(subject, "")).rejects.toMatchObject({
        cause: { operation: "publish", subject },
      });
    }
    expect(await manager.consumers.info("WORK", "ui-updates")).toMatchObject({
      num_ack_pending: 0,
      num_pending: 1,
    });
  });
});
