import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { infoOfPort } from "@/lib/server/dial/info-of-port";
import { processStart } from "@/lib/server/lock/process.mjs";
import { binaryOf } from "@/lib/testing/binaries";
import { connectTo } from "@/lib/testing/connect";
import { isFrozen } from "@/lib/testing/frozen";
import { commandsNaming } from "@/lib/testing/process";
import { runScript } from "@/lib/testing/script";
import { until } from "@/lib/testing/until";
import { guardFolder, guardProcess } from "@/lib/testing/watchdog";
import { tryWebSocket } from "@/lib/testing/websocket";
import { type EmbeddedServer, startEmbedded } from "./embedded";
import { keepAlive } from "./keep-alive";
import { readServerFile, writeServerFile } from "./server-file";

let dataDir = "";
let lines: string[] = [];
let servers: EmbeddedServer[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "natsight-test-"));
  guardFolder(dataDir);
  lines = [];
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
  rmSync(dataDir, { recursive: true, force: true });
});

async function startHere(): Promise<EmbeddedServer> {
  const binary = await binaryOf("newest");
  const result = await startEmbedded({ binary, dataDir, report: (line) => lines.push(line) });
  if (!result.ok) throw new Error(result.why);
  guardProcess(result.server.pid);
  servers.push(result.server);
  return result.server;
}

async function publishOrder(url: string): Promise<void> {
  const nc = await connectTo(url);
  try {
    const manager = await jetstreamManager(nc);
    await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
    await jetstream(nc).publish("orders.new", "one");
  } finally {
    await nc.close();
  }
}

async function countOrders(url: string): Promise<number> {
  const nc = await connectTo(url);
  try {
    return (await (await jetstreamManager(nc)).streams.info("ORDERS")).state.messages;
  } finally {
    await nc.close();
  }
}

describe("the console's own server", () => {
  it("lets everybody on loopback in without credentials, JetStream included", async () => {
    const server = await startHere();
    await publishOrder(server.url);
    expect(await countOrders(server.url)).toBe(1);
  });

  it.each(["VARZ", "STATSZ", "HEALTHZ", "JSZ", "CONNZ"])(
    "answers the ordinary connection's %s once",
    async (name) => {
      const server = await startHere();
      const nc = await connectTo(server.url);
      const replies: unknown[] = [];
      const answers = await nc.requestMany(`$SYS.REQ.SERVER.PING.${name}`, "", {
        strategy: "stall",
        stall: 150,
        maxWait: 2_000,
      });
      for await (const message of answers) replies.push(message.json());
      await nc.close();
      expect(replies).toMatchObject([{ server: { name: server.name } }]);
    },
  );

  it("lets nobody change it from the ordinary connection", async () => {
    const server = await startHere();
    const nc = await connectTo(server.url);
    const subject = `$SYS.REQ.SERVER.${nc.info?.server_id}.RELOAD`;
    await expect(nc.request(subject, "", { timeout: 1_000 })).rejects.toThrow(/no responders/);
    await nc.close();
  });

  it("listens on loopback only", async () => {
    const server = await startHere();
    const varz = await fetch(`http://127.0.0.1:${server.ports.monitor}/varz`);
    expect(await varz.json()).toMatchObject({
      host: "127.0.0.1",
      http_host: "127.0.0.1",
      websocket: { host: "127.0.0.1" },
    });
  });

  it("refuses every page of a browser at its WebSocket, also one that was rebound to loopback", async () => {
    const { ports } = await startHere();
    const { websocket: port } = ports;
    const rebound = { Origin: `http://evil.example:${port}`, Host: `evil.example:${port}` };
    expect(await tryWebSocket(port, { Origin: "https://evil.example" })).toBe("403");
    expect(await tryWebSocket(port, rebound)).toBe("403");
    expect(await tryWebSocket(port, { Origin: "http://127.0.0.1:3222" })).toBe("403");
    expect(await tryWebSocket(port, { Origin: "null" })).toBe("403");
    expect(await tryWebSocket(port, {})).toBe("open");
  });

  it("keeps its data and its ports from one start to the next", async () => {
    const first = await startHere();
    await publishOrder(first.url);
    await first.stop();
    const second = await startHere();
    expect(second.ports).toEqual(first.ports);
    expect(second.adopted).toBe(false);
    expect(await countOrders(second.url)).toBe(1);
  });

  it("ends within two seconds and takes its process and its file along", async () => {
    const server = await startHere();
    const beganMs = Date.now();
    await server.stop();
    expect(Date.now() - beganMs).toBeLessThan(2_000);
    expect(processStart(server.pid)).toBeUndefined();
    expect(existsSync(join(dataDir, "nats", "server.json"))).toBe(false);
  });

  it("takes another port, and says so, when somebody has taken its own", async () => {
    const first = await startHere();
    await first.stop();
    const stranger = createServer().listen(first.ports.client, "127.0.0.1");
    await once(stranger, "listening");
    try {
      const second = await startHere();
      expect(second.ports.client).not.toBe(first.ports.client);
      expect(lines.join()).toContain(`port ${first.ports.client} of earlier starts is taken`);
    } finally {
      stranger.close();
    }
  });

  it("says what the server said when it can't start", async () => {
    const binary = await binaryOf("newest");
    mkdirSync(join(dataDir, "nats"));
    // The store can't be made where a file is.
    writeFileSync(join(dataDir, "nats", "jetstream"), "");
    const result = await startEmbedded({ binary, dataDir, report: () => {} });
    expect(result).toMatchObject({ ok: false, why: expect.stringMatching(/jetstream/i) });
    expect(readServerFile(join(dataDir, "nats"))).toBeUndefined();
  });

  it("does not run a server that is too old for the console", async () => {
    const binary = await binaryOf("2.10");
    const result = await startEmbedded({ binary, dataDir, report: () => {} });
    expect(result).toMatchObject({ ok: false, why: expect.stringContaining("too old") });
  });
});

describe("after the console was killed", () => {
  // A console in another process: started by the same code, then killed without a chance to clean up.
  async function startAndKillConsole(): Promise<{ pid: number; url: string }> {
    const binary = await binaryOf("newest");
    const { child, line } = await runScript(
      dataDir,
      `import { startEmbedded } from "@/lib/server/embedded/embedded";
      const [path = "", version = "", dataDir = ""] = process.argv.slice(2);
      const result = await startEmbedded({ binary: { path, version }, dataDir, report: () => {} });
      if (!result.ok) throw new Error(result.why);
      console.log(JSON.stringify({ pid: result.server.pid, url: result.server.url }));
      setInterval(() => {}, 1000);`,
      [binary.path, binary.version, dataDir],
    );
    const started = JSON.parse(line) as { pid: number; url: string };
    guardProcess(started.pid);
    child.kill("SIGKILL");
    await once(child, "exit");
    return started;
  }

  it("goes on with the server that it left, and can stop it", async () => {
    const left = await startAndKillConsole();
    await publishOrder(left.url);
    const server = await startHere();
    expect(server.adopted).toBe(true);
    expect(server.pid).toBe(left.pid);
    expect(await countOrders(server.url)).toBe(1);
    await server.stop();
    expect(processStart(left.pid)).toBeUndefined();
  });

  it("notices that the server it took over has died, and can start it again", async () => {
    const left = await startAndKillConsole();
    const server = await startHere();
    const exited = new Promise((resolve) => server.onExit(resolve));
    process.kill(left.pid, "SIGKILL");
    await exited;
    expect(await server.restart()).toEqual({ ok: true });
    guardProcess(server.pid);
    expect(server.url).toBe(left.url);
  });

  it("starts a new one when the server has died meanwhile", async () => {
    const left = await startAndKillConsole();
    await publishOrder(left.url);
    process.kill(left.pid, "SIGKILL");
    await until("the server has died", () => processStart(left.pid) === undefined);
    const server = await startHere();
    expect(server.adopted).toBe(false);
    expect(await countOrders(server.url)).toBe(1);
  });

  it("does not touch a stranger that has got the server's process number", async () => {
    const first = await startHere();
    const record = readServerFile(join(dataDir, "nats"));
    await first.stop();
    const stranger = spawn("sleep", ["60"], { stdio: "ignore" });
    try {
      if (!record || stranger.pid === undefined) throw new Error("nothing to test with");
      writeServerFile(join(dataDir, "nats"), { ...record, pid: stranger.pid });
      const server = await startHere();
      expect(server.adopted).toBe(false);
      await server.stop();
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    } finally {
      stranger.kill("SIGKILL");
    }
  });

  it("neither kills nor starts beside its own server when that does not answer", async () => {
    const first = await startHere();
    process.kill(first.pid, "SIGSTOP");
    await until("it is frozen", () => isFrozen(first.pid));
    const binary = await binaryOf("newest");
    const result = await startEmbedded({ binary, dataDir, report: () => {} });
    expect(result).toMatchObject({ ok: false, what: expect.stringContaining(`${first.pid}`) });
    expect(processStart(first.pid)).toBeDefined();
  });

  it("does not start beside its own server when the file about it is lost", async () => {
    const first = await startHere();
    rmSync(join(dataDir, "nats", "server.json"));
    const binary = await binaryOf("newest");
    const result = await startEmbedded({ binary, dataDir, report: () => {} });
    expect(result).toMatchObject({ ok: false, why: expect.stringContaining(first.name) });
  });
});

describe("a server that dies", () => {
  it("is back with its data and its ports", async () => {
    const server = await startHere();
    const { pid, url } = server;
    const letGo = keepAlive(server, { report: (line) => lines.push(line), firstDelayMs: 10 });
    await publishOrder(url);
    process.kill(pid, "SIGKILL");
    await until("it runs again", () => server.pid !== pid && infoOfPort(server.ports.client, 500));
    guardProcess(server.pid);
    letGo();
    expect(server.url).toBe(url);
    expect(await countOrders(url)).toBe(1);
    expect(lines[0]).toContain("SIGKILL");
  });

  it("is back as soon as it can be, though it could not at first", async () => {
    const server = await startHere();
    const { pid } = server;
    const configFile = join(dataDir, "nats", "nats-server.conf");
    const letGo = keepAlive(server, { report: (line) => lines.push(line), firstDelayMs: 10 });
    // As on a full disk: it can't be written.
    rmSync(configFile);
    mkdirSync(configFile);
    process.kill(pid, "SIGKILL");
    await until("it says why not", () => lines.some((line) => line.includes("did not start")));
    rmSync(configFile, { recursive: true });
    await until("it runs again", () => server.pid !== pid && infoOfPort(server.ports.client, 500));
    guardProcess(server.pid);
    letGo();
  });

  it("stays ended when it was stopped", async () => {
    const server = await startHere();
    const letGo = keepAlive(server, { report: (line) => lines.push(line), firstDelayMs: 1 });
    await server.stop();
    letGo();
    expect(lines).toEqual([]);
    expect(await infoOfPort(server.ports.client, 200)).toBeUndefined();
  });

  it("leaves no process when it is stopped while it starts again", async () => {
    const server = await startHere();
    const { pid } = server;
    const restarted = server.restart();
    await until("it is being started", () => {
      const record = readServerFile(join(dataDir, "nats"));
      return record !== undefined && record.pid !== pid;
    });
    await server.stop();
    await restarted;
    expect(commandsNaming(dataDir)).toEqual([]);
    expect(existsSync(join(dataDir, "nats", "server.json"))).toBe(false);
  });
});

it("keeps what it writes from other users", async () => {
  await startHere();
  expect(statSync(join(dataDir, "nats")).mode & 0o077).toBe(0);
});
