import { expect, it } from "vitest";
import { stretches } from "./consumer-stretches";

const place = (streamSequence: bigint) => ({ streamSequence, consumerSequence: streamSequence });
const reader = {
  ackPolicy: "explicit" as const,
  ...{ ackFloor: place(20n), delivered: place(30n), pending: 70n },
};

it("a stream is what is done, what is under way and what waits", () => {
  expect(stretches(reader, { first: 1n, last: 100n })).toEqual([
    { face: "done", from: 1n, to: 20n, percent: 20 },
    { face: "delivered", from: 21n, to: 30n, percent: 10 },
    { face: "waiting", from: 31n, to: 100n, percent: 70 },
  ]);
});

it("of a stream that never held anything nothing is acknowledged", () => {
  const fresh = { ...reader, ackFloor: place(0n), delivered: place(0n), pending: 0n };
  expect(stretches(fresh, { first: 0n, last: 0n })).toEqual([]);
  expect(stretches(fresh, { first: 11n, last: 10n })).toEqual([]);
});

it("what the stream has dropped is no part of it", () => {
  expect(stretches(reader, { first: 26n, last: 125n })).toEqual([
    { face: "delivered", from: 26n, to: 30n, percent: 5 },
    { face: "waiting", from: 31n, to: 125n, percent: 95 },
  ]);
});
