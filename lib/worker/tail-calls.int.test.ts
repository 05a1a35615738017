import type { NatsConnection } from "@nats-io/nats-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import type { TailFrame, TailSettings, TailView } from "@/lib/model/tail";
import { connectTo, targetOf } from "@/lib/testing/connect";
import { startGateway, type TestGateway } from "@/lib/testing/gateway";
import { startServer, type TestServer } from "@/lib/testing/servers";
import { until } from "@/lib/testing/until";
import { createBulkLinks } from "./bulk-links";
import { openLink } from "./link";
import { wayTo } from "./link-lab";
import { createTailCalls } from "./tail-calls";
import { createNodeThreads } from "./thread-lab";

// The link takes the platform's WebSocket, which Node 20 has not.
Object.assign(globalThis, { WebSocket });

const openThread = createNodeThreads("tail-regex");

const everything: TailSettings = {
  ...{ filter: undefined, hidesNoise: true, keepRows: 1_000, isPaused: false },
};
const top: TailView = { anchorNo: undefined, first: 0, count: 50, open: [], branch: undefined };

let server: TestServer;
let gateway: TestGateway;
let nc: NatsConnection;
let close = () => {};

beforeEach(async () => {
  server = await startServer();
  gateway = await startGateway({ local: targetOf(server.url) });
  nc = await connectTo(server.url);
});

afterEach(async () => {
  close();
  await nc.close();
  await gateway.stop();
  await server.stop();
});

/** A tail as the worker runs it, with what it told last. */
async function tail(subjects: string[], settings = everything, queue?: string) {
  const bulk = createBulkLinks(() =>
    openLink({ findWay: async () => wayTo(gateway.url("local")) }),
  );
  const { calls } = createTailCalls(bulk, openThread);
  let last: TailFrame | undefined;
  const start = { connectionId: "local", order: { subjects, queue }, settings, view: top };
  const ended = calls.openTail("one", start, (frame) => {
    last = frame;
  });
  close = () => calls.closeTail("one");
  const becomes = (what: string, isSo: (frame: TailFrame) => boolean) =>
    until(`${what}: ${JSON.stringify(last?.counts)}`, () => last && isSo(last) && last);
  await becomes("listening", ({ state }) => state.state === "listening");
  return { calls, becomes, ended };
}

async function publish(subject: string, payload: string, count = 1): Promise<void> {
  for (let sent = 0; sent < count; sent++) nc.publish(subject, payload);
  await nc.flush();
}

const sum = ({ counts }: TailFrame) =>
  counts.listed + counts.skipped + counts.filtered + counts.hidden + counts.paused;

describe("a tail", () => {
  it("[T48] counts a flood exactly, lists a part of it and says how much it left out", async () => {
    const { becomes } = await tail(["flood.>"]);
    for (let part = 0; part < 40; part++) await publish(`flood.${part % 4}`, "x".repeat(128), 500);
    const frame = await becomes("all", ({ counts }) => counts.received === 20_000);
    expect(sum(frame)).toBe(20_000);
    expect(frame.counts.skipped).toBeGreaterThan(0);
    expect(frame.counts.receivedBytes).toBe(20_000 * 128);
    expect(frame.kept.rows).toBeLessThanOrEqual(1_000);
    expect(frame.tree).toMatchObject([{ path: "flood", count: 20_000, children: 4 }]);
  });

  it("counts a message once, whichever of its subjects it comes by", async () => {
    const { becomes } = await tail(["a.*.c", "a.b.*", "a.b.c", "a.b.>"]);
    await publish("a.b.c", "both", 3);
    await publish("a.x.c", "one");
    await publish("a.b.y", "other");
    await publish("a.end.c", "end");
    const frame = await becomes("the last", ({ rows }) => rows.length === 6);
    expect(frame.counts.received).toBe(6);
    expect(frame.covered.map(({ subject }) => subject)).toEqual(["a.b.*", "a.b.c"]);
  });

  it("leaves out inboxes and NATS's own, and shows them when they are named or wanted", async () => {
    const { becomes, calls } = await tail([">"]);
    await publish("_INBOX.0123456789abcdef01.x", "answer", 2);
    await publish("plain", "shown");
    const frame = await becomes("plain", ({ counts }) => counts.listed === 1);
    expect(frame.counts.hidden).toBeGreaterThanOrEqual(2);
    calls.setTail("one", { ...everything, hidesNoise: false });
    await publish("_INBOX.0123456789abcdef01.x", "answer");
    await becomes("the inbox", ({ rows }) =>
      rows.some((row) => "subject" in row && row.subject.startsWith("_INBOX")),
    );
  });

  it("[L9] goes on counting while it is paused, and says how many came", async () => {
    const { becomes, calls } = await tail(["p"]);
    calls.setTail("one", { ...everything, isPaused: true });
    await publish("p", "unseen", 700);
    const paused = await becomes("700", ({ pausedNow }) => pausedNow === 700);
    expect(paused).toMatchObject({ rows: [], counts: { received: 700, paused: 700 } });
    calls.setTail("one", everything);
    await publish("p", "seen");
    const resumed = await becomes("one more", ({ rows }) => rows.length === 1);
    expect(resumed).toMatchObject({ pausedNow: 0, counts: { received: 701, listed: 1 } });
    calls.clearTail("one");
    await becomes("nothing", ({ counts, rows }) => counts.received === 0 && rows.length === 0);
  });

  it("filters by a text in subject, header or payload, of what is kept too", async () => {
    const { becomes, calls } = await tail(["f.>"]);
    await publish("f.one", "Needle before");
    await publish("f.two", "hay");
    await becomes("both", ({ rows }) => rows.length === 2);
    calls.setTail("one", { ...everything, filter: { kind: "text", text: "nEEdle" } });
    await publish("f.needle", "hay");
    await publish("f.three", "hay", 5);
    const frame = await becomes("filtered", ({ counts }) => counts.filtered === 5);
    expect(frame.rows).toMatchObject([{ subject: "f.needle" }, { subject: "f.one" }]);
    calls.setTail("one", everything);
    await becomes("all that is kept", ({ rows }) => rows.length === 3);
  });

  it("filters by an expression, and survives one that never ends", async () => {
    const { becomes, calls } = await tail(["r"]);
    await publish("r", "order 17");
    await publish("r", "order x");
    await becomes("both", ({ rows }) => rows.length === 2);
    calls.setTail("one", { ...everything, filter: { kind: "regex", text: "order \\d+" } });
    await publish("r", "order 18");
    await publish("r", "order y");
    const frame = await becomes("filtered", ({ counts }) => counts.filtered === 1);
    expect(frame.rows).toMatchObject([{ preview: "order 18" }, { preview: "order 17" }]);
    calls.setTail("one", { ...everything, filter: { kind: "regex", text: "^(r|a+)+$" } });
    await publish("r", `${"a".repeat(60)}-`, 50);
    calls.setTail("one", { ...everything, filter: { kind: "regex", text: "(a+)+$" } });
    const stuck = await becomes("too long", ({ filterProblem }) => filterProblem !== undefined);
    expect(stuck.filterProblem).toContain("takes too long");
    expect(sum(stuck)).toBe(stuck.counts.received);
    calls.setTail("one", { ...everything, filter: { kind: "regex", text: "(" } });
    const wrong = await becomes(
      "invalid",
      ({ filterProblem }) => !!filterProblem?.includes("regular"),
    );
    expect(wrong.rows).toEqual([]);
  });

  it("[L10] tells the time without a connection between the messages around it", async () => {
    const { becomes } = await tail(["g"]);
    await publish("g", "before");
    await becomes("before", ({ rows }) => rows.length === 1);
    await server.kill("SIGKILL");
    await becomes("away", ({ state }) => state.state === "away");
    await server.restart();
    await becomes("back", ({ state }) => state.state === "listening");
    const again = await connectTo(server.url);
    again.publish("g", "after");
    await again.flush();
    await again.close();
    const frame = await becomes("after", ({ counts }) => counts.received === 2);
    expect(frame.rows).toMatchObject([
      { preview: "after" },
      { kind: "gap" },
      { preview: "before" },
    ]);
  });

  it("holds the rows that are looked at, however much comes", async () => {
    const { becomes, calls } = await tail(["h"], { ...everything, keepRows: 100 });
    for (const word of ["one", "two", "three"]) await publish("h", word);
    const { rows } = await becomes("three", (frame) => frame.rows.length === 3);
    calls.lookAtTail("one", { ...top, anchorNo: rows[0]?.no });
    await becomes("held", ({ newer, total }) => newer === 0 && total === 3);
    await publish("h", "more", 500);
    const held = await becomes("all", ({ counts }) => counts.received === 503);
    expect(held.rows).toEqual(rows);
    expect(held.newer).toBe(97);
    expect(sum(held)).toBe(503);
    const message = await calls.getTailMessage("one", rows[2]?.no ?? 0);
    expect(message).toMatchObject({ ok: true, value: { subject: "h", bodyBytes: 3 } });
    const file = await calls.exportTail("one");
    expect(file.ok && (await file.value.text()).split("\n").length).toBe(101);
  });

  it("says which subject was refused, and the line that allows it", async () => {
    await gateway.stop();
    const target = { ...targetOf(server.url), tailSubjects: ["orders.>"] };
    gateway = await startGateway({ local: target }, {}, "reader");
    const { becomes } = await tail(["orders.eu", "payments.>"]);
    const frame = await becomes("refused", ({ refused }) => refused.length === 1);
    expect(frame.refused[0]).toMatchObject({
      subject: "payments.>",
      error: { kind: "permission" },
    });
    await publish("orders.eu", "heard");
    await becomes("what is allowed", ({ counts }) => counts.received === 1);
  });

  it("takes its share alone where it joins a queue group, and leaves no subscription behind", async () => {
    const other: string[] = [];
    nc.subscribe("q", {
      queue: "workers",
      callback: (_, message) => void other.push(message.string()),
    });
    const { becomes, calls, ended } = await tail(["q"], everything, "workers");
    const from = await connectTo(server.url);
    for (let at = 0; at < 200; at++) from.publish("q", String(at));
    await from.flush();
    const frame = await becomes("a share", ({ counts }) => counts.received + other.length === 200);
    expect(frame.counts.received).toBeGreaterThan(0);
    expect(other.length).toBeGreaterThan(0);
    calls.closeTail("one");
    expect(await ended).toEqual({ ok: true, value: null });
    const before = other.length;
    await until("the group is left", async () => {
      from.publish("q", "x");
      await from.flush();
      return other.length >= before + 20;
    });
    await from.close();
  });
});
