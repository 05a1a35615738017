import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { targetOf } from "@/lib/testing/connect";
import { startFaultProxy } from "@/lib/testing/fault-proxy";
import { openRaw, startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";

let server: TestServer;
let lab: TestGateway;

beforeEach(async () => {
  server = await startServer({ jetstream: false });
  lab = await startGateway({ one: targetOf(server.url), two: targetOf(server.url) });
});
afterEach(async () => {
  await lab.stop();
  await server.stop();
});

async function openPages() {
  const pages = { one: openRaw(lab.url("one")), two: openRaw(lab.url("two")) };
  await pages.one.received("INFO");
  await pages.two.received("INFO");
  return pages;
}

describe("a page whose connection", () => {
  it("was edited is told to open it anew, and others are left alone", async () => {
    const pages = await openPages();
    lab.change("one", targetOf(server.url));
    expect(await pages.one.closed).toEqual({ code: 4004, reason: "The connection was changed." });
    await openRaw(lab.url("one")).received("INFO");
    expect(pages.two.socket.readyState).toBe(pages.two.socket.OPEN);
  });

  it("was deleted is told so", async () => {
    const pages = await openPages();
    lab.change("one");
    expect(await pages.one.closed).toEqual({ code: 4404, reason: "There is no such connection." });
    expect(await openRaw(lab.url("one")).closed).toMatchObject({ code: 4404 });
  });

  it("is changed while it is still dialled is told that, and the old server is let go", async () => {
    const proxy = await startFaultProxy({ port: server.ports.client });
    proxy.set({ kind: "black hole" });
    lab.change("one", targetOf(proxy.url));
    const page = openRaw(lab.url("one"));
    await until("it is dialled", () => proxy.connectionCount() === 1);
    lab.change("one", targetOf(server.url));
    expect(await page.closed).toMatchObject({ code: 4004 });
    await until("the dial is given up", () => lab.gateway.connectionCount() === 1);
    await proxy.stop();
  });

  it("was down does not hear the old reason after a change", async () => {
    lab.change("one", targetOf("nats://127.0.0.1:1"));
    expect(await openRaw(lab.url("one")).closed).toMatchObject({ code: 4503 });
    lab.change("one", targetOf(server.url));
    await openRaw(lab.url("one")).received("INFO");
  });

  it("the browser is to dial itself is not relayed", async () => {
    lab.change("one", { ...targetOf("ws://127.0.0.1:1"), transport: "direct" });
    expect(await openRaw(lab.url("one")).closed).toMatchObject({ code: 4004 });
  });
});
