import { describe, expect, it, vi } from "vitest";
import { packMatrix } from "@/lib/live/matrix-wire";
import type { HistoryAnswer, HistoryKept, LagMatrix } from "@/lib/model/history";
import { createHistoryCalls } from "./history-calls";
import { wayTo } from "./link-lab";
import type { Way } from "./way";

const kept: HistoryKept = {
  ...{ state: { kind: "on" }, levels: [{ stepMs: 10_000, sinceMs: 1 }] },
  ...{ bytes: 5, maxBytes: 10, isShortened: false, putAside: { file: "h.db.1", atMs: 2 } },
};
const answer: HistoryAnswer = {
  ...{ atMs: [0, 10], stepMs: 10, events: [], kept },
  values: { lagMs: { min: [1, null], max: [3, null], last: [2, null] } },
};
const matrix: LagMatrix = {
  ...{ fromMs: 0, stepMs: 10, columns: 2, rows: [{ stream: "S", name: "c" }], kept },
  cells: Uint8Array.of(1, 255),
  bands: [{ stream: "S", consumers: 2, worst: Uint8Array.of(3, 4), mean: Uint8Array.of(5, 6) }],
};

/** What the console answers, and what it was asked. */
function callsTo(way: Way, body: BodyInit = "", status = 200) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (address: string) => {
    asked.push(address);
    return Promise.resolve(new Response(body, { status }));
  });
  const calls = createHistoryCalls({
    origin: () => "http://console",
    findWay: () => Promise.resolve(way),
  });
  return { calls, asked };
}

const gateway = wayTo("ws://console/gateway/a b", "gateway");
const span = { fromMs: 1_000.4, toMs: 2_000.6 };

describe("the past", () => {
  it("is asked of the console for a consumer, a stream or the account", async () => {
    const { calls, asked } = callsTo(gateway, JSON.stringify(answer));
    const reading = await calls.getHistory("a b", {
      ...{ series: ["lagMs", "pending"], stream: "S&1", consumer: "c=#", points: 300 },
      ...span,
    });
    expect(reading).toEqual({ ok: true, value: answer });
    expect(asked).toEqual([
      "http://console/api/c/a%20b/history?series=lagMs%2Cpending&stream=S%261&consumer=c%3D%23&from=1000&to=2001&points=300",
    ]);
  });

  it("of all consumers comes as the bytes that it is drawn from", async () => {
    const { calls, asked } = callsTo(gateway, packMatrix(matrix));
    const reading = await calls.getLagMatrix("a", { ...span, columns: 2, rows: 200 });
    expect(reading).toEqual({ ok: true, value: matrix });
    expect(asked[0]).toContain("/history/matrix?metric=lag&from=1000&to=2001&columns=2&rows=200");
  });

  it.each([
    ["malformed", JSON.stringify({ ...answer, atMs: "x" }), 200],
    ["unknown-connection", "", 404],
    ["console", JSON.stringify({ error: { title: "No.", detail: "The disk is full." } }), 503],
  ])("is an error where the console says something else: %s", async (kind, body, status) => {
    const { calls } = callsTo(gateway, body, status);
    const question = { series: ["lagMs" as const], points: 1, ...span };
    expect(await calls.getHistory("a", question)).toMatchObject({ ok: false, error: { kind } });
    const size = { ...span, columns: 2, rows: 1 };
    expect(await calls.getLagMatrix("a", size)).toMatchObject({ ok: false, error: { kind } });
  });

  it("is nobody's in direct mode, which is said in words", async () => {
    const { calls, asked } = callsTo(wayTo("ws://nats", "direct"));
    const error = { kind: "console", detail: expect.stringContaining("direct") };
    const question = { series: ["lagMs" as const], points: 1, ...span };
    expect(await calls.getHistory("a", question)).toMatchObject({ ok: false, error });
    const size = { ...span, columns: 2, rows: 1 };
    expect(await calls.getLagMatrix("a", size)).toMatchObject({ ok: false, error });
    expect(asked).toEqual([]);
  });
});
