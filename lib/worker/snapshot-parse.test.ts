import { expect, it } from "vitest";
import {
  labAccount,
  labConsumer,
  labJetStream,
  labServer,
  labServers,
  labStream,
} from "@/lib/live/snapshot-lab";
import { type Flow, flowSeries, type SnapshotDelta } from "@/lib/model/snapshot";
import { parseSnapshot } from "./snapshot-parse";

const lines = Object.fromEntries(flowSeries.map((name) => [name, [1, null]])) as Flow["values"];
const server = labServer("A", {
  health: { state: "unwell", why: "no quorum" },
  memoryBytes: 2n ** 60n,
  clientFlow: { inMessages: 1n, outMessages: 2n, inBytes: 3n, outBytes: 4n },
});
const delta: SnapshotDelta = {
  ...{ revision: "a.1", answeredMs: 5, beatMs: 2_000, isWhole: true },
  servers: { asOfMs: 4, value: labServers(server).value },
  account: { asOfMs: 4, value: labAccount(3, 2n ** 63n).value },
  jetstream: { asOfMs: 4, value: labJetStream(), error: { kind: "timeout", what: "It" } },
  clients: {},
  streams: {
    asOfMs: 4,
    rows: [
      { ...labStream("S", { messages: 7n }), inRate: null, trend: [1, null] },
      {
        ...labStream("KV_b", { mirrorOf: "KV_a", isMirrorOfElsewhere: true, isCompressed: true }),
        ...{ maxMessageBytes: 4_096, hasMessageTtl: true, markerTtlMs: 5_000 },
        ...{ inRate: 0.5, trend: [] },
      },
    ],
    gone: ["OLD"],
  },
  consumers: {
    asOfMs: 4,
    value: { worst: [labConsumer("S", "c")], behind: 1, total: 2, beatMs: 1, held: { slow: 1 } },
  },
  flow: { of: "servers", atMs: [1, 2], values: lines },
  events: [
    {
      ...{ id: "e", firstMs: 1, lastMs: 2, count: 1, kind: "stream-created", severity: "info" },
      ...{ stream: "S", sequence: 2n ** 62n },
    },
  ],
};
const wire = (changes: object = {}): unknown =>
  JSON.parse(
    JSON.stringify({ ...delta, ...changes }, (_key, part) =>
      typeof part === "bigint" ? String(part) : part,
    ),
  );

it("an overview is read as the console wrote it, with every long number exact", () => {
  expect(parseSnapshot(wire())).toEqual({ ok: true, value: delta });
});

it.each([
  [
    "streams.rows.0.messages: no digits",
    { streams: { rows: [{ ...labStream("S"), messages: 1 }] } },
  ],
  ["servers.value.servers.0.health.state: unknown", withHealth({ state: "fine" })],
  ["servers.value.servers.0.health.why: undefined, not a string", withHealth({ state: "unwell" })],
  ["servers.value.servers.0.health: no object", withHealth(null)],
  ["consumers.value.held.slow: string, not a number", withWorst({ held: { slow: "1" } })],
  ["consumers.value.worst.0.stream: undefined, not a string", withWorst({ worst: [{}] })],
  ["flow.values.inMessages: no list", { flow: { of: "servers", atMs: [], values: {} } }],
  ["events.0.kind: unknown", { events: [{ ...delta.events?.[0], kind: "party" }] }],
])("one that is something else is refused with the place that is wrong: %s", (detail, changes) => {
  expect(parseSnapshot(wire(changes))).toEqual({ ok: false, detail });
});

function withHealth(health: object | null) {
  return { servers: { value: { by: "import", servers: [{ ...server, health }] } } };
}

function withWorst(changes: object) {
  return { consumers: { value: { ...delta.consumers?.value, ...changes } } };
}
