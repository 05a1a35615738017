import { expect, it } from "vitest";
import { createConsumerStore } from "./consumer-store";
import { labConsumer, labStream } from "./snapshot-lab";

const nowMs = 1_000_000_000_000;

/** A backlog that was there before the console. */
function readOnce() {
  const store = createConsumerStore({ nowMs: () => nowMs, reachOf: () => "all" });
  const stream = labStream("ORDERS", {
    ...{ messages: 90n, bytes: 900n, firstSequence: 11n, lastSequence: 100n, atMs: nowMs },
    ...{ lastMessageMs: nowMs - 1_000 },
  });
  const place = { streamSequence: 50n, consumerSequence: 50n };
  const consumer = labConsumer("ORDERS", "late", {
    ...{ atMs: nowMs, pending: 50n, delivered: place, ackFloor: place },
  });
  store.putStreams([stream], nowMs);
  store.putConsumers("ORDERS", { consumers: [consumer], missing: [], isWhole: true }, nowMs);
  const [missing, streams] = [[], new Set(["ORDERS"])];
  store.endSweep({ beganMs: nowMs, asOfMs: nowMs, by: "list", missing, streams });
  return store;
}

it("keeps no bound for a lag that the first look-up is about to tell, and shows it meanwhile", () => {
  const store = readOnce();
  const [shown] = store.rows();
  expect(shown).toMatchObject({ lagSeconds: 1, isLagAtLeast: true });
  expect(store.swept(0)).toMatchObject([{ lagMessages: 50n, lagSeconds: null }]);

  const [wanted] = store.wanted();
  if (!wanted) throw new Error("nothing is looked up");
  store.putMessage(wanted, { from: 51n, sequence: 51n, ms: nowMs - 600_000 });
  expect(store.swept(0)).toMatchObject([{ lagSeconds: 600, isLagAtLeast: false }]);
});

it("keeps the bound where a look-up has found nothing", () => {
  const store = readOnce();
  const [wanted] = store.wanted();
  if (!wanted) throw new Error("nothing is looked up");
  store.putMessage(wanted, undefined);
  expect(store.swept(0)).toMatchObject([{ lagSeconds: 1, isLagAtLeast: true }]);
});

const said = labConsumer("ORDERS", "idle", {});

/** The same is said at each reading, every two seconds. */
function readAgain(
  store: ReturnType<typeof createConsumerStore>,
  [fromMs, toMs]: [number, number],
  shared: boolean,
) {
  for (let readMs = fromMs; readMs < toMs; readMs += 2_000) {
    const { delivered, ackFloor } = shared ? said : structuredClone(said);
    const consumer = { ...said, delivered, ackFloor, atMs: readMs };
    store.putConsumers("ORDERS", { consumers: [consumer], missing: [], isWhole: true }, readMs);
  }
  return store.rows();
}

it("comes to the same of one at rest, whether its readings share their parts or not", () => {
  const [one, other] = [true, false].map((shared) => {
    const store = createConsumerStore({ nowMs: () => nowMs, reachOf: () => "all" });
    const read = (from: number, to: number) =>
      readAgain(store, [nowMs + from * 1_000, nowMs + to * 1_000], shared);
    const atRest = read(0, 20);
    expect(atRest).toMatchObject([{ trendPerSec: 0, inRate: 0, ackRate: 0, lagSeconds: 0 }]);
    store.gap();
    const afterGap = read(60, 61);
    const later = read(62, 80);
    store.forgetPast();
    return { atRest, afterGap, later, forgotten: read(90, 91) };
  });
  expect(one).toEqual(other);
  expect(one?.afterGap).toMatchObject([{ inRate: null, ackRate: null }]);
  expect(one?.forgotten).toMatchObject([{ trendPerSec: null }]);
});
