import { expect, it } from "vitest";
import type { ConsumerRow, ConsumersDelta } from "@/lib/model/consumers";
import { createConsumersAnswers, writeConsumers } from "./consumers-answer";

const place = { streamSequence: 2n ** 63n, consumerSequence: 7n, lastActiveMs: 5 };
const row: ConsumerRow = {
  ...{ stream: "S", name: 'quoted "c"', isPull: true, isDurable: true, filterSubjects: ["a.>"] },
  ...{ ackPolicy: "explicit", deliverPolicy: "all", pending: 2n ** 60n, ackPending: 1 },
  ...{ redelivered: 0, waiting: 0, delivered: place, ackFloor: place, lagMessages: 2n ** 60n },
  ...{ lagSeconds: 1.5, unackedSeconds: null, isLagAtLeast: false, isUnackedAtLeast: true },
  ...{ trendPerSec: -1, etaSeconds: 4, inRate: null, ackRate: 3, cause: "nobody-pulls" },
  group: {
    leader: "n1",
    followers: [{ name: "n2", isCurrent: true, isOffline: false, lag: 2n ** 62n }],
  },
};
const delta: ConsumersDelta = {
  ...{ revision: "e.1", answeredMs: 9, beatMs: 2_000, isWhole: true, asOfMs: 8, by: "list" },
  ...{ missing: [], rows: [row, row], gone: [{ stream: "S", name: "old" }] },
  sparks: { "S c": [null, 0, 1.5] },
};
const plain = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (_key, part) => (typeof part === "bigint" ? String(part) : part)),
  );

it("what is written is the delta, with long numbers as digits", async () => {
  expect(JSON.parse(await writeConsumers(delta))).toEqual(plain(delta));
  const { sparks: _sparks, ...without } = { ...delta, rows: [] };
  expect(JSON.parse(await writeConsumers(without))).toEqual(plain(without));
});

it("is made once for all who ask the same at the same time", async () => {
  let asked = 0;
  const consumers = () => {
    asked++;
    return delta;
  };
  const collector = { consumers };
  const answersOf = createConsumersAnswers();
  const all = await Promise.all(
    ["e.1", "e.1", undefined].map((since) => answersOf(collector, { since })),
  );
  expect(asked).toBe(2);
  expect(all[0]).toBe(all[1]);
  expect((await all[0]?.packed())?.length).toBe((await all[1]?.packed())?.length);
  await answersOf({ consumers }, { since: "e.1" });
  expect(asked).toBe(3);
});

it("tells one revision to all who ask at about the same time, so that they ask for the same again", async () => {
  let revision = 6;
  const consumers = () => ({ ...delta, revision: `e.${++revision}` });
  const answersOf = createConsumersAnswers();
  const collector = { consumers };
  const all = await Promise.all(["e.1", "e.2"].map((since) => answersOf(collector, { since })));
  expect(all.map(({ text }) => JSON.parse(text).revision)).toEqual(["e.7", "e.7"]);
});

it("tells the worst alone to who asks for them, and of how many they are", async () => {
  const rows = [
    { ...row, name: "fine", lagMessages: 0n },
    { ...row, name: "late", lagSeconds: 9 },
    { ...row, name: "later", lagSeconds: 99 },
  ];
  const sparks = { "S late": [1], "S later": [2] };
  const answersOf = createConsumersAnswers();
  const collector = { consumers: () => ({ ...delta, rows, sparks }) };
  const told = async (worst: number) => JSON.parse((await answersOf(collector, { worst })).text);
  expect(await told(1)).toMatchObject({
    rows: [{ name: "later" }],
    sparks: { "S later": [2] },
    of: { total: 3, streams: 1, behind: 2, causes: { "nobody-pulls": 3 } },
  });
  expect((await told(1)).sparks).not.toHaveProperty("S late");
  expect((await told(3)).rows.map(({ name }: ConsumerRow) => name)).toEqual(
    rows.map(({ name }) => name),
  );
  expect(await told(3)).not.toHaveProperty("of");
});
