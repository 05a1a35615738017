import { jetstreamManager } from "@nats-io/jetstream";
import { Kvm } from "@nats-io/kv";
import { type NatsConnection, nuid } from "@nats-io/nats-core";
import { afterEach, describe, expect, it } from "vitest";
import { type RoleName, roleNames } from "@/lib/model/role";
import { isAtLeast } from "@/lib/roles/grant";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { connectThrough, openRaw, type RawClient, startGateway } from "@/lib/testing/gateway";
import { hpub, inbox, pub } from "@/lib/testing/policed-socket";
import { startServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const versions = ["newest", "2.10", "2.9"] as const;
type Version = (typeof versions)[number];

/** A server whose every door is open to the console, with somebody who sees what should not be seen. */
async function startLab(version: Version, role: RoleName) {
  const server = await startServer({ version });
  cleanUp.push(() => server.stop());
  const lab = await startGateway({ local: targetOf(server.url) }, {}, role);
  cleanUp.push(() => lab.stop());
  const owner = await connectTo(server.url);
  cleanUp.push(() => owner.close());
  const manager = await jetstreamManager(owner);
  await manager.streams.add({ name: "S", subjects: ["orders.>"], allow_direct: true });
  await manager.streams.add({ name: "T", subjects: ["stored.>"] });
  for (const name of ["one", "two"]) await owner.request(`orders.${name}`, `secret ${name}`);
  const witnessed: string[] = [];
  // One for each: what a consumer pushes keeps the subject that it was stored under.
  for (const subject of ["info", "direct", "get", "ping", "push", "trace"]) {
    owner.subscribe(`pay.${subject}`, { callback: () => void witnessed.push(`pay.${subject}`) });
  }
  await owner.flush();
  const count = async (stream: string) => (await manager.streams.info(stream)).state.messages;
  return { server, lab, owner, manager, witnessed, count };
}

async function openGreeted(url: string, own = inbox): Promise<RawClient> {
  const raw = openRaw(url);
  cleanUp.push(() => raw.socket.terminate());
  await raw.received("\r\n");
  raw.send(`CONNECT {"headers":true,"no_responders":true}\r\nSUB ${own}.> 1\r\nPING\r\n`);
  await raw.received("PONG");
  return raw;
}

const refusals = (raw: RawClient) => raw.text().match(/-ERR 'Permissions Violation/g)?.length ?? 0;
const push = (name: string, subject: string) =>
  pub(
    `$JS.API.CONSUMER.CREATE.S${name}`,
    `{"stream_name":"S","config":{"name":"ui-hM0ka0t0EZTtwmJxVoO4ZE","deliver_subject":"${subject}"}}`,
    `${inbox}.1`,
  );

/** Each way to make the server do what the role may not, and the first role that may. */
const attacks: { name: string; least: RoleName; frame: string; since?: Version }[] = [
  {
    name: "an answer to elsewhere",
    least: "admin",
    frame: pub("$JS.API.STREAM.INFO.S", "", "pay.info"),
  },
  {
    name: "a stored message to elsewhere",
    least: "admin",
    frame: pub("$JS.API.DIRECT.GET.S", '{"seq":1}', "pay.direct"),
  },
  {
    name: "a stored message to elsewhere, the old way",
    least: "admin",
    frame: pub("$JS.API.STREAM.MSG.GET.S", '{"seq":1}', "pay.get"),
  },
  {
    name: "a ping to elsewhere",
    least: "admin",
    frame: hpub("$SRV.PING", "A: b\r\n", "", "pay.ping"),
  },
  {
    name: "a consumer that pushes",
    least: "operator",
    frame: push(".ui-hM0ka0t0EZTtwmJxVoO4ZE", "pay.push"),
  },
  { name: "a consumer that pushes, the old way", least: "operator", frame: push("", "pay.push") },
];
const witness: Record<string, string[]> = {
  admin: ["pay.info", "pay.direct", "pay.get", "pay.push"],
  operator: ["pay.push"],
};

describe.each(versions)(
  "T28 on nats-server %s, as a user who may do everything there",
  (version) => {
    it.each(roleNames)("%s makes it publish nowhere but where the role may", async (role) => {
      const { lab, witnessed } = await startLab(version, role);
      const raw = await openGreeted(lab.url("local"));
      for (const { frame } of attacks) raw.send(frame);
      raw.send(pub("$JS.API.STREAM.INFO.S", "", `${inbox}.last`));
      await raw.received(`${inbox}.last`);
      const refused = attacks.filter(({ least }) => !isAtLeast(role, least));
      expect(refusals(raw)).toBe(refused.length);
      const expected = witness[role] ?? [];
      await until("the witness has seen it", () =>
        expected.every((subject) => witnessed.includes(subject)),
      );
      expect([...new Set(witnessed)].sort()).toEqual([...expected].sort());
    });

    it.each(roleNames)(
      "%s stores nothing by a reply, and makes no stream of others' words",
      async (role) => {
        const { lab, count, manager, owner } = await startLab(version, role);
        const raw = await openGreeted(lab.url("local"));
        raw.send(pub("$JS.API.STREAM.INFO.S", "", "stored.reply"));
        raw.send(
          pub("$JS.API.STREAM.CREATE.SPY", '{"name":"SPY","subjects":["secret.>"]}', `${inbox}.1`),
        );
        raw.send(pub("$JS.API.STREAM.INFO.S", "", `${inbox}.last`));
        await raw.received(`${inbox}.last`);
        owner.publish("secret.a", "secret");
        await owner.flush();
        const isAdmin = role === "admin";
        expect(refusals(raw)).toBe(isAdmin ? 0 : 2);
        expect(await count("T")).toBe(isAdmin ? 1 : 0);
        expect(await count("S")).toBe(2);
        expect((await manager.streams.names().next()).includes("SPY")).toBe(isAdmin);
      },
    );

    it.each(roleNames)("T31 %s listens to nobody's answers but their own", async (role) => {
      const { server, lab, owner } = await startLab(version, role);
      owner.subscribe("echo", { callback: (_error, message) => void message.respond("hidden") });
      await owner.flush();
      const spy = await openGreeted(lab.url("local"));
      const other = await connectTo(server.url);
      cleanUp.push(() => other.close());
      spy.send("SUB > 2\r\nSUB *.> 3\r\nSUB _INBOX.> 4\r\nSUB *.*.* 5\r\nSUB $SYS.> 6\r\nPING\r\n");
      await until("it is judged", () => spy.text().split("PONG").length === 3);
      await other.request("echo", "hello");
      spy.send("PING\r\n");
      await until("it has all", () => spy.text().split("PONG").length === 4);
      const isAdmin = role === "admin";
      expect(refusals(spy)).toBe(isAdmin ? 0 : 5);
      expect(spy.text().includes("hidden")).toBe(isAdmin);
    });

    it.each(["observer", "reader", "publisher", "operator"] as const)(
      "T31 %s gets no byte of an inbox that another socket listens to",
      async (role) => {
        const { lab, owner } = await startLab(version, role);
        const first = await openGreeted(lab.url("local"));
        const second = openRaw(lab.url("local"));
        cleanUp.push(() => second.socket.terminate());
        await second.received("\r\n");
        second.send(`CONNECT {}\r\nSUB ${inbox}.> 9\r\nPING\r\n`);
        await second.received("PONG");
        owner.publish(`${inbox}.1`, "hidden");
        await first.received("hidden");
        second.send("PING\r\n");
        await until("it has all", () => second.text().split("PONG").length === 3);
        expect(second.text()).toContain(`Subscription to "${inbox}.>"`);
        expect(second.text()).not.toContain("hidden");
      },
    );

    it.each(["observer", "reader", "publisher"] as const)(
      "T28 T31 %s neither hears nor answers at an inbox of which the server has told",
      async (role) => {
        const { lab, owner, manager } = await startLab(version, role);
        const deliver = "_INBOX.someoneElsesInbox12345";
        const heard: string[] = [];
        owner.subscribe(deliver, { callback: (_error, { subject }) => void heard.push(subject) });
        const push = { name: "watch", deliver_subject: deliver, ack_policy: "none" } as const;
        await manager.consumers.add("S", { ...push, deliver_policy: "new" });
        const raw = await openGreeted(lab.url("local"));
        raw.send(pub("$JS.API.CONSUMER.LIST.S", "", `${inbox}.1`));
        await raw.received(deliver);
        const second = await openGreeted(lab.url("local"), "_INBOX.anotherSocketsInbox123");
        for (const socket of [raw, second]) {
          socket.send(`SUB ${deliver} 7\r\n${pub("$JS.API.STREAM.INFO.S", "", deliver)}PING\r\n`);
          await until("it is judged", () => socket.text().split("PONG").length === 3);
          expect(refusals(socket)).toBe(2);
        }
        await owner.request("orders.three", "hidden");
        await until("who it is for has it", () => heard.includes("orders.three"));
        raw.send("PING\r\n");
        await until("it has all", () => raw.text().split("PONG").length === 4);
        expect(heard).toEqual(["orders.three"]);
        expect(raw.text() + second.text()).not.toContain("hidden");
      },
    );

    it.each(["observer", "reader", "publisher", "operator"] as const)(
      "%s can't crash it with a list's position",
      async (role) => {
        const { lab, owner } = await startLab(version, role);
        const raw = await openGreeted(lab.url("local"));
        const bodies = ['{"offset":-1}', '{"offset":1,"OFFSET":-1}', '{"offſet":-1}'];
        const subjects = ["$JS.API.STREAM.NAMES", "$JS.API.STREAM.LIST", "$JS.API.CONSUMER.LIST.S"];
        for (const subject of subjects) {
          for (const body of bodies) raw.send(pub(subject, body, `${inbox}.1`));
        }
        raw.send(
          pub(
            "$SYS.REQ.ACCOUNT.PING.CONNZ",
            '{"offset":1,"limit":9223372036854775807}',
            `${inbox}.1`,
          ),
        );
        raw.send("PING\r\n");
        await until("it is judged", () => raw.text().split("PONG").length === 3);
        expect(refusals(raw)).toBe(10);
        await owner.flush();
      },
    );
  },
);

describe("T28 a trace", () => {
  it.each(roleNames)("of %s goes nowhere but where the role may", async (role) => {
    const { lab, witnessed } = await startLab("newest", role);
    const raw = await openGreeted(lab.url("local"));
    const subject = isAtLeast(role, "operator") ? "$KV.b.k" : "$JS.API.STREAM.INFO.S";
    raw.send(hpub(subject, "Nats-Trace-Dest: pay.trace\r\nNats-Trace-Only: true\r\n"));
    raw.send(hpub(subject, `Nats-Trace-Dest: ${inbox}.trace\r\n`));
    await raw.received(`${inbox}.trace`);
    expect(refusals(raw)).toBe(role === "admin" ? 0 : 1);
    expect(witnessed).toEqual(role === "admin" ? ["pay.trace"] : []);
  });
});

describe.each(versions)("on nats-server %s a reader's nats.js", (version) => {
  it("asks, reads streams and messages, and pulls with consumers of the console's", async () => {
    const { lab, count } = await startLab(version, "reader");
    const nats: NatsConnection = await connectThrough(lab.url("local"));
    cleanUp.push(() => nats.close());
    const manager = await jetstreamManager(nats);
    expect(await manager.streams.names().next()).toEqual(["S", "T"]);
    expect((await manager.streams.getMessage("S", { seq: 1 }))?.string()).toBe("secret one");
    expect((await manager.direct.getMessage("S", { seq: 2 }))?.string()).toBe("secret two");
    expect((await manager.direct.getMessage("S", { last_by_subj: "orders.one" }))?.seq).toBe(1);
    const stream = await manager.streams.get("S");
    const consumer = await stream.getConsumer({
      name_prefix: `ui-look-${nuid.next()}`,
      filter_subjects: "orders.>",
    });
    const seen: string[] = [];
    for await (const message of await consumer.fetch({ max_messages: 2, expires: 1000 })) {
      seen.push(message.string());
    }
    expect(seen).toEqual(["secret one", "secret two"]);
    expect(await consumer.delete()).toBe(true);
    expect(await count("S")).toBe(2);
  });

  it("reads a bucket, and does not write it", async () => {
    const { lab, owner } = await startLab(version, "reader");
    const bucket = await new Kvm(owner).create("prices");
    await bucket.put("apple", "3");
    const nats = await connectThrough(lab.url("local"));
    cleanUp.push(() => nats.close());
    const seen = await new Kvm(nats).open("prices");
    expect((await seen.get("apple"))?.string()).toBe("3");
    await expect(seen.put("apple", "4")).rejects.toThrow("Permissions Violation");
    expect((await bucket.get("apple"))?.string()).toBe("3");
  });

  it("is told which publish and which subscription it may not", async () => {
    const { lab } = await startLab(version, "reader");
    const nats = await connectThrough(lab.url("local"));
    cleanUp.push(() => nats.close());
    await expect(nats.request("$JS.API.STREAM.DELETE.S", "")).rejects.toMatchObject({
      cause: { operation: "publish", subject: "$JS.API.STREAM.DELETE.S" },
    });
    const failed = new Promise((resolve) => {
      nats.subscribe("orders.>", { callback: (error) => resolve(error) });
    });
    expect(await failed).toMatchObject({ operation: "subscription", subject: "orders.>" });
    expect((await nats.request("$JS.API.INFO", "")).string()).toContain("streams");
  });
});
