import { existsSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { infoOfPort } from "@/lib/server/dial/info-of-port";
import { isFree } from "@/lib/server/embedded/ports";
import { processStart } from "@/lib/server/lock/process.mjs";
import { startServer, type TestServer } from "./servers";

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe.each(["newest", "2.10", "2.9"] as const)("a %s server for a test", (version) => {
  it("answers with its version, JetStream and WebSocket", async () => {
    server = await startServer({ version, websocket: true });
    const info = await infoOfPort(server.ports.client, 1_000);
    expect(info).toMatchObject({ version: server.version, jetstream: true });
    expect(server.ports.websocket).toBeGreaterThan(0);
    const varz = await fetch(`http://127.0.0.1:${server.ports.monitor}/varz`);
    expect(await varz.json()).toMatchObject({ version: server.version });
  });

  it("leaves no process, port or folder behind when it is stopped", async () => {
    server = await startServer({ version });
    const { pid, ports, dir } = server;
    await server.stop();
    expect(processStart(pid)).toBeUndefined();
    expect(await isFree(ports.client)).toBe(true);
    expect(existsSync(dir)).toBe(false);
  });

  it("comes back on the same ports after it was killed", async () => {
    server = await startServer({ version });
    const { pid } = server;
    await server.kill();
    expect(await infoOfPort(server.ports.client, 500)).toBeUndefined();
    await server.restart();
    expect(server.pid).not.toBe(pid);
    expect(await infoOfPort(server.ports.client, 1_000)).toMatchObject({ version: server.version });
  });

  it("answers nothing while it is frozen, and goes on afterwards", async () => {
    server = await startServer({ version });
    await server.freeze();
    expect(await infoOfPort(server.ports.client, 200)).toBeUndefined();
    server.thaw();
    expect(await infoOfPort(server.ports.client, 1_000)).toBeDefined();
  });
});

it("says what the server said when its configuration is wrong", async () => {
  await expect(startServer({ config: "nonsense {" })).rejects.toThrow(/nonsense|parse|EOF/);
});
