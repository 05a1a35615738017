import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { jetstreamManager } from "@nats-io/jetstream";
import { Objm } from "@nats-io/obj";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectNats } from "@/lib/server/dial/connect";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { guardProcess, releaseProcess } from "@/lib/testing/watchdog";
import { type Demo, startDemo } from "./demo";
import { programs } from "./office";
import type { Problem } from "./schedule";

let server: TestServer;
let demo: Demo | undefined;
let problems: Problem[] = [];

beforeEach(async () => {
  server = await startServer();
});
afterEach(async () => {
  await demo?.stop();
  await server.stop();
  demo = undefined;
  problems = [];
});

const connect = (name: string) => connectNats(targetOf(server.url), { name });
const start = async () => {
  demo = await startDemo({ connect, report: (problem) => problems.push(problem), speed: 10 });
  return demo;
};

async function monitor(path: string) {
  const response = await fetch(`http://127.0.0.1:${server.ports.monitor}/${path}`);
  return (await response.json()) as {
    num_connections: number;
    num_subscriptions: number;
    connections: { name: string }[];
  };
}

/** What must go on, and not twice: ids of all new orders, and of the uploaded objects. */
async function takeStock() {
  const connection = await connectTo(server.url);
  try {
    const manager = await jetstreamManager(connection);
    const documents = await new Objm(connection).open("documents");
    const areSealed = async () => (await manager.streams.info("OBJ_books-2025")).config.sealed;
    await until("the books to be sealed, which comes last", areSealed, 20_000);
    const objects = (await documents.list()).map(({ name, nuid }) => `${name} ${nuid}`);
    const orders = await manager.streams.info("ORDERS", { subjects_filter: "orders.*.created" });
    const created = Object.values(orders.state.subjects ?? {}).reduce(
      (sum, count) => sum + count,
      0,
    );
    const newest = await manager.streams.getMessage("ORDERS", { last_by_subj: "orders.*.created" });
    const newestNumber = Number(newest?.header.get("Fernway-Order").slice("ORD-".length));
    const auditSeq = (await manager.streams.info("AUDIT")).state.last_seq;
    return { objects, created, newestNumber, lastSeq: orders.state.last_seq, auditSeq };
  } finally {
    await connection.close();
  }
}

const untilUploaded = () => takeStock();
const untilOrdersGoOn = (lastSeq: number) =>
  until("orders to go on", async () => (await takeStock()).lastSeq > lastSeq + 30, 20_000);

/** Runs the demo in a process of its own; resolves once it has started. */
async function startElsewhere(): Promise<ChildProcess> {
  const outfile = join(server.dir, "demo.mjs");
  await build({
    stdin: {
      contents: `import { startDemo } from "@/lib/server/demo/demo";
        import { connectTo } from "@/lib/testing/connect";
        await startDemo({ connect: () => connectTo(process.argv[2]), speed: 10 });
        console.log("started");`,
      resolveDir: process.cwd(),
      loader: "ts",
    },
    alias: { "@": process.cwd() },
    // nkeys is CommonJS and asks for node:crypto by require.
    banner: {
      js: `import { createRequire } from "node:module"; const require = createRequire(${JSON.stringify(outfile)});`,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "silent",
  });
  const child = spawn(process.execPath, [outfile, server.url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  guardProcess(child.pid ?? 0);
  const ended = once(child, "exit").then(() =>
    Promise.reject(new Error("ended before it started")),
  );
  await Promise.race([once(child.stdout, "data"), ended]);
  return child;
}

describe("stopping the demo", () => {
  it("takes less than a second and leaves no connection and no subscription", async () => {
    const idle = (await monitor("subsz")).num_subscriptions;
    const running = await start();
    const names = (await monitor("connz")).connections.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...programs]));
    const since = performance.now();
    await running.stop();
    expect(performance.now() - since).toBeLessThan(1_000);
    await until("the connections to be gone", async () => {
      return (await monitor("connz")).num_connections === 0;
    });
    // JetStream keeps subscriptions of its own for each stream and consumer: none is a client's.
    const subsz = await fetch(`http://127.0.0.1:${server.ports.monitor}/connz?subs=1`);
    expect(await subsz.json()).toMatchObject({ connections: [] });
    expect((await monitor("subsz")).num_subscriptions).toBeGreaterThan(idle);
  });

  it("works while the server is away", async () => {
    const running = await start();
    await server.kill();
    const since = performance.now();
    await running.stop();
    expect(performance.now() - since).toBeLessThan(1_000);
  });

  it("works while the server answers nothing", async () => {
    const running = await start();
    await server.freeze();
    const since = performance.now();
    await running.stop();
    expect(performance.now() - since).toBeLessThan(1_000);
  });

  it("is harmless twice", async () => {
    const running = await start();
    await running.stop();
    await running.stop();
  });
});

describe("starting the demo again", () => {
  it("takes up where it was stopped: nothing twice, nothing uploaded anew", async () => {
    await (await start()).stop();
    const first = await start();
    await untilUploaded();
    await first.stop();
    // Counted while nothing moves: one figure is read after the other.
    const before = await takeStock();
    const again = await start();
    await untilOrdersGoOn(before.lastSeq);
    await again.stop();
    const after = await takeStock();
    expect(after.objects).toEqual(before.objects);
    expect(after.newestNumber).toBeGreaterThan(before.newestNumber);
    expect(after.newestNumber - before.newestNumber).toBe(after.created - before.created);
    // One line in the audit log an event. Lines have no message id: what was told twice would show.
    expect(Math.abs(after.auditSeq - after.lastSeq)).toBeLessThan(200);
    expect(problems).toEqual([]);
  });

  it("takes up what a killed process has left", async () => {
    const child = await startElsewhere();
    child.kill("SIGKILL");
    await once(child, "exit");
    releaseProcess(child.pid ?? 0);
    await start();
    const before = await takeStock();
    await untilOrdersGoOn(before.lastSeq);
    const after = await takeStock();
    expect(after.newestNumber - 104_200 + 1).toBe(after.created);
    expect(problems).toEqual([]);
  });

  it("brings a changed stream back to what it should be", async () => {
    await (await start()).stop();
    const connection = await connectTo(server.url);
    const manager = await jetstreamManager(connection);
    await manager.streams.update("AUDIT", { description: "changed", max_msgs: 12 });
    await start();
    const { config } = await manager.streams.info("AUDIT");
    await connection.close();
    expect(config.description).toBe("Audit log of all services, one line of text a message");
  });

  it("refuses when the server can't be reached, and leaves no connection open", async () => {
    let opened = 0;
    const failing = (name: string) => {
      opened += 1;
      return opened === 5 ? Promise.reject(new Error("no more")) : connect(name);
    };
    await expect(startDemo({ connect: failing })).rejects.toThrow("no more");
    await until("the connections to be gone", async () => {
      return (await monitor("connz")).num_connections === 0;
    });
  });
});

describe("a server that goes away", () => {
  it("is found again when it comes back: orders, services and workers go on", async () => {
    await start();
    const before = await takeStock();
    await server.kill();
    await server.restart();
    await untilOrdersGoOn(before.lastSeq);
    const connection = await connectTo(server.url);
    const manager = await jetstreamManager(connection);
    const pings: string[] = [];
    await until("all services to answer", async () => {
      pings.length = 0;
      const answers = await connection.requestMany("$SRV.PING", "", {
        maxWait: 500,
        strategy: "stall",
      });
      for await (const answer of answers) pings.push(answer.json<{ name: string }>().name);
      return pings.length === 4;
    });
    await until(
      "every worker to be back",
      async () => {
        const infos = await Promise.all([
          manager.consumers.info("ORDERS", "order-projection"),
          manager.consumers.info("SHIPMENTS", "label-printer"),
          manager.consumers.info("PAYMENTS", "card-capture"),
          manager.consumers.info("TELEMETRY", "cold-chain"),
        ]);
        return infos.every(({ num_waiting, num_pending }) => num_waiting > 0 && num_pending < 100);
      },
      20_000,
    );
    const sessions = await until(
      "the sessions, which lay in memory, to be there again",
      async () => {
        const info = await manager.streams.info("KV_sessions").catch(() => undefined);
        return info && info.state.messages > 0 && info;
      },
    );
    expect(sessions.config.storage).toBe("memory");
    await connection.close();
  });
});
