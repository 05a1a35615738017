import { describe, expect, it } from "vitest";
import type { StreamRow } from "@/lib/model/streams";
import { chooseStreams } from "./choose-streams";

const nowMs = Date.UTC(2026, 10, 21);

function stream(name: string, changes: Partial<StreamRow> = {}): StreamRow {
  return {
    ...{ name, subjects: [`${name}.>`], retention: "limits", storage: "file", discard: "old" },
    ...{ messages: 10n, bytes: 100n, firstSequence: 1n, lastSequence: 10n, consumers: 1 },
    ...{ isSealed: false, replicas: 1, inRate: 0, trend: [], atMs: nowMs, lastMessageMs: nowMs },
    ...changes,
  };
}

const everything = { takes: undefined, states: [], withBuckets: true } as const;
const namesOf = (rows: readonly StreamRow[]) => rows.map(({ name }) => name);

describe("streams by the subject that they take", () => {
  const all = [
    stream("all", { subjects: ["orders.>"] }),
    stream("created", { subjects: ["x", "orders.*.created"] }),
    stream("exact", { subjects: ["orders.eu.created"] }),
    stream("other", { subjects: ["orders", "order.eu.created", "orders.eu.created.late"] }),
    stream("mirror", { subjects: [] }),
  ];
  it.each([
    ["orders.eu.created", ["all", "created", "exact"]],
    ["orders.eu", ["all"]],
    ["orders", ["other"]],
    ["orders.*.created", ["all", "created", "exact"]],
    ["orders.eu.>", ["all", "created", "exact", "other"]],
    ["*.us.created", ["all", "created"]],
    [">", ["all", "created", "exact", "other"]],
    ["ORDERS.eu.created", []],
  ])("%s", (takes, names) => {
    expect(namesOf(chooseStreams(all, { ...everything, takes }).rows)).toEqual(names);
  });
});

describe("streams by their state", () => {
  const all = [
    stream("busy"),
    stream("quiet", { lastMessageMs: nowMs - 3_600_000 }),
    stream("empty", { messages: 0n, consumers: 0, lastMessageMs: nowMs - 3_600_000 }),
    stream("full", { maxMessages: 10n, discard: "new" }),
    stream("rolls", { maxMessages: 10n, discard: "old" }),
    stream("late", {
      group: {
        leader: "a",
        followers: [{ name: "b", isCurrent: false, isOffline: false, lag: 5n }],
      },
    }),
  ];

  it.each([
    ["idle", ["quiet", "empty"]],
    ["empty", ["empty"]],
    ["no-consumers", ["empty"]],
    ["near-limit", ["full"]],
    ["behind", ["late"]],
  ] as const)("%s", (state, names) => {
    const chosen = chooseStreams(all, { ...everything, states: [state] });
    expect(namesOf(chosen.rows)).toEqual(names);
    expect(chooseStreams(all, everything).counts[state]).toBe(names.length);
  });

  it("takes those that are in all the states chosen", () => {
    expect(
      namesOf(chooseStreams(all, { ...everything, states: ["idle", "no-consumers"] }).rows),
    ).toEqual(["empty"]);
  });
});

it("leaves out the streams of buckets and stores, and says how many there are", () => {
  const all = [stream("KV_config"), stream("OBJ_files"), stream("KVX"), stream("orders")];
  const chosen = chooseStreams(all, { ...everything, withBuckets: false });
  expect(namesOf(chosen.rows)).toEqual(["KVX", "orders"]);
  expect(chosen.buckets).toBe(2);
});
