import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applySnapshot } from "@/lib/live/apply-snapshot";
import {
  labAccount,
  labEvent,
  labJetStream,
  labServer,
  labServers,
  labStream,
} from "@/lib/live/snapshot-lab";
import { createSnapshotStore } from "@/lib/live/snapshot-store";
import { readAdvisory } from "@/lib/nats/advisory";
import { toEvent } from "@/lib/nats/events";
import { fetchNames, fetchSnapshot } from "./snapshot-gateway";

const store = createSnapshotStore({ nowMs: () => 5_000 });
const names = { streams: ["A"], consumers: [{ stream: "A", name: "c" }], buckets: [], stores: [] };
const asJson = (value: unknown) =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one));

const server = createServer(({ url = "" }, response) => {
  const { pathname, searchParams } = new URL(url, "http://console");
  if (pathname === "/api/c/a%2Fb/overview") {
    return response.end(asJson(store.read(searchParams.get("since") ?? undefined)));
  }
  if (pathname === "/api/c/one/names") return response.end(asJson(names));
  if (pathname === "/api/c/odd/overview") return response.end('{"revision":7}');
  response.statusCode = pathname.includes("/full/") ? 503 : 404;
  response.end('{"error":{"title":"Too many ask","detail":"Come back later."}}');
});
let origin = "";
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("what the console's collector knows", () => {
  it("comes to the page as it is, with every digit", async () => {
    const far = 2n ** 63n - 1n;
    const use = { usedBytes: far, limitBytes: far };
    store.put(
      "servers",
      labServers(labServer("A", { inMessages: far, slowConsumers: far })),
      1_000,
    );
    store.put("account", labAccount(1_000, far), 1_000);
    store.put("jetstream", { ok: true, value: labJetStream({ storage: use }) }, 1_000);
    store.put("clients", { ok: false, error: { kind: "electing", what: "Clients" } }, 1_000);
    store.putStreams({ ok: true, value: [labStream("A", { lastSequence: far })] }, 1_000);
    store.addEvent(labEvent("1", 1_000, { sequence: far }));
    store.endSweep(1_000);
    const whole = await fetchSnapshot(origin, "a/b", undefined);
    expect(whole).toEqual({ ok: true, value: store.read() });
    const { revision } = store.read();
    store.putStreams({ ok: true, value: [] }, 2_000);
    const delta = await fetchSnapshot(origin, "a/b", revision);
    expect(delta).toMatchObject({ ok: true, value: { isWhole: false, streams: { gone: ["A"] } } });
    expect(applySnapshot(undefined, store.read()).streams.value).toEqual([]);
  });

  it("is not spoilt by a forged advisory, which everybody in the account can send (T26)", async () => {
    const digits = "9".repeat(40);
    const forged = `{"stream":"A","consumer":"c","stream_seq":${digits},"deliveries":1}`;
    const subject = "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.A.c";
    const honest = readAdvisory(subject, '{"stream":"A","consumer":"c","stream_seq":7}');
    expect(honest).toMatchObject({ sequence: 7n });
    for (const one of [honest, readAdvisory(subject, forged)]) {
      if (one) store.addEvent(toEvent(one, 1_000));
    }
    expect(await fetchSnapshot(origin, "a/b", undefined)).toMatchObject({ ok: true });
  });

  it("tells a connection that is not there from a console that is away, and from one that says no", async () => {
    expect(await fetchNames(origin, "one")).toEqual({ ok: true, value: names });
    expect(await fetchSnapshot(origin, "gone", undefined)).toMatchObject({
      error: { kind: "unknown-connection", id: "gone" },
    });
    expect(await fetchSnapshot(origin, "full", undefined)).toMatchObject({
      error: { kind: "console", detail: "Come back later." },
    });
    expect(await fetchSnapshot(origin, "odd", undefined)).toMatchObject({
      error: { kind: "malformed", detail: expect.stringContaining("revision") },
    });
    expect(await fetchSnapshot("http://127.0.0.1:1", "one", undefined)).toMatchObject({
      error: { kind: "console-away" },
    });
  });
});
