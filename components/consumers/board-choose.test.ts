import { describe, expect, it } from "vitest";
import { chooseConsumers } from "./board-choose";
import { createGrouper } from "./board-groups";
import { consumerRow } from "./board-lab";
import { summarise } from "./board-summary";

const rows = [
  consumerRow({ stream: "EU", name: "calm" }),
  consumerRow({ stream: "EU", name: "slow", lagMessages: 9n, lagSeconds: 70, trendPerSec: 3 }),
  consumerRow({ stream: "EU_2", name: "dark", lagMessages: 5n, lagSeconds: null }),
  consumerRow({
    ...{ stream: "US", name: "stuck", lagMessages: 1n, lagSeconds: 400 },
    ...{ trendPerSec: null, cause: "nobody-pulls" as const },
  }),
];
const all = { stream: undefined, causes: [], overSeconds: undefined };
const names = (choice: Partial<Parameters<typeof chooseConsumers>[1]>) =>
  chooseConsumers(rows, { ...all, ...choice }).rows.map(({ name }) => name);

describe("consumers of the board", () => {
  it("are chosen by stream, by part of its name where there is none, by cause and by lag", () => {
    expect(chooseConsumers(rows, all).rows).toBe(rows);
    expect(names({ stream: "EU" })).toEqual(["calm", "slow"]);
    expect(names({ stream: "eu" })).toEqual(["calm", "slow", "dark"]);
    expect(names({ causes: ["nobody-pulls", "paused"] })).toEqual(["stuck"]);
    expect(names({ overSeconds: 0 })).toEqual(["slow", "dark", "stuck"]);
    expect(names({ overSeconds: 70 })).toEqual(["slow", "stuck"]);
    const { causes } = chooseConsumers(rows, { ...all, causes: ["paused"] });
    expect(causes).toMatchObject({ "nobody-pulls": 1, paused: 0 });
  });

  it("are counted, and the one that is furthest behind is named", () => {
    expect(summarise(rows)).toMatchObject({ total: 4, streams: 3, behind: 3, worst: rows[3] });
    expect(summarise(rows.slice(0, 1))).toMatchObject({ behind: 0, worst: undefined });
  });

  it("are put together by stream; a stream that has not changed is the same object", () => {
    const group = createGrouper();
    const first = group(rows);
    expect(first.map(({ stream }) => stream)).toEqual(["EU", "EU_2", "US"]);
    expect(first[0]).toMatchObject({
      ...{ consumers: 2, behind: 1, lagMessages: 9n, trendPerSec: 3, worst: rows[1] },
    });
    expect(first[2]?.trendPerSec).toBeNull();
    const second = group([consumerRow({ stream: "EU", name: "calm" }), ...rows.slice(1)]);
    expect(second[0]).not.toBe(first[0]);
    expect(second[2]).toBe(first[2]);
  });
});
