/** @typedef {import("../lib/model/consumers").ConsumerRow} ConsumerRow */
/** @typedef {import("../lib/model/events").SystemEvent} SystemEvent */
/**
 * A consumer's day: what comes a second, what is taken a second, and what else is to be seen, by the hours that are left of
 * the day.
 * @typedef {{stream: string, name: string, comes: number, takes: (left: number) => number, held?: (pending: number, left: number) => number, again?: (left: number) => number, ack?: "none"}} Story
 */

const hourMs = 3_600_000;
const tickMs = 10_000;
/** The console was stopped for a deploy. */
const deploy = { fromLeft: 5.2, toLeft: 5.05 };

/** @type {Story[]} */
const stories = [
  keepsUp("ORDERS", "order-projection", 14),
  // A batch at night: nothing is taken for an hour and a half, then all of it.
  story("ORDERS", "erp-export", 14, (left) => batch(left, 14)),
  // Switched off three hours ago: it only grows.
  story("ORDERS", "fraud-scoring", 4, (left) => (left < 3 ? 0 : 5)),
  story("ORDERS", "recommendations", 3, (left) => (left < 14 ? 0 : 4)),
  keepsUp("ORDERS_EU", "ledger", 5),
  keepsUp("PAYMENTS", "card-capture", 6),
  keepsUp("PAYMENTS", "wallet-capture", 3),
  {
    ...story("PAYMENTS", "transfer-matching", 1, (left) => 0.985 + wave(left) * 0.03),
    held: () => 8,
  },
  {
    ...keepsUp("SHIPMENTS", "label-printer", 4),
    held: () => 1,
    again: (left) => (left < 9 ? 1 : 0),
  },
  keepsUp("SHIPMENTS", "tour-planning", 4),
  keepsUp("TELEMETRY", "cold-chain", 40),
  // Two short jams: a slow disk at noon and in the evening.
  story("TELEMETRY", "metrics-rollup", 90, (left) =>
    isNear(left, 8) || isNear(left, 16) ? 55 : 130,
  ),
  { ...keepsUp("TELEMETRY", "wall-display", 30), ack: "none" },
  { ...keepsUp("AUDIT", "siem-forwarder", 12), ack: "none" },
];

/**
 * A made-up day that ends at a time.
 * @param {number} endMs
 */
export function createDay(endMs) {
  const random = createRandom();
  const states = stories.map((one) => ({ ...one, pending: 0, delivered: 400_000, comesNow: 0 }));
  /** @type {Map<string, number>} */
  const sequences = new Map(stories.map(({ stream }) => [stream, 500_000]));

  return {
    /** What was read at a time; undefined while nothing was. @param {number} atMs */
    tickAt(atMs) {
      const left = (endMs - atMs) / hourMs;
      const busy = 0.55 + 0.45 * wave(left + 6);
      for (const state of states) live(state, left, busy * (0.9 + random() * 0.2));
      let perSec = 0;
      for (const [stream, last] of sequences) {
        const inIt = states.filter((state) => state.stream === stream);
        const came = Math.max(...inIt.map(({ comesNow }) => comesNow));
        sequences.set(stream, last + came);
        perSec += came / (tickMs / 1_000);
      }
      if (left < deploy.fromLeft && left > deploy.toLeft) return undefined;
      return {
        atMs,
        consumers: states.map((state) => rowOf(state, left, random)),
        streams: [...sequences].map(([name, last]) => streamOf(name, last)),
        account: accountOf(perSec, left, random),
      };
    },
    events: eventsBefore(endMs),
  };
}

/** @param {Story & {pending: number, delivered: number, comesNow: number}} state @param {number} left @param {number} busy */
function live(state, left, busy) {
  const seconds = tickMs / 1_000;
  state.comesNow = Math.round(state.comes * seconds * busy);
  const may = Math.round(state.takes(left) * seconds * Math.max(busy, 0.6));
  const taken = Math.min(state.pending + state.comesNow, may);
  state.pending += state.comesNow - taken;
  state.delivered += taken;
}

/**
 * @param {Story & {pending: number, delivered: number}} state @param {number} left @param {() => number} random
 * @returns {ConsumerRow}
 */
function rowOf({ stream, name, pending, delivered, comes, held, again, ack }, left, random) {
  const isIdle = pending === 0;
  const waits = ack ? 0 : (held?.(pending, left) ?? Math.round(random() * Math.min(40, comes * 2)));
  const sequence = BigInt(delivered);
  const acked = BigInt(delivered - waits);
  // A handful more at the time of a reading says nothing.
  const shown = isIdle ? Math.round(random() * 3) : pending;
  return {
    ...{ stream, name, createdMs: 1, isPull: true, isDurable: true, filterSubjects: [] },
    ...{ ackPolicy: ack ?? "explicit", deliverPolicy: "all" },
    ...{ pending: BigInt(shown), ackPending: waits, redelivered: again?.(left) ?? 0 },
    waiting: isIdle ? 1 : 0,
    delivered: { streamSequence: sequence, consumerSequence: sequence },
    ackFloor: { streamSequence: acked, consumerSequence: acked },
    ...{
      lagMessages: BigInt(shown),
      lagSeconds: isIdle ? 0 : shown / (comes * 0.7),
      unackedSeconds: 0,
    },
    ...{ isLagAtLeast: false, isUnackedAtLeast: false, trendPerSec: null, etaSeconds: null },
    ...{ inRate: null, ackRate: null },
  };
}

/** @param {string} name @param {number} last @returns {import("../lib/model/streams").StreamRow} */
function streamOf(name, last) {
  const lastSequence = BigInt(last);
  return {
    ...{ name, subjects: [], retention: "limits", storage: "file", createdMs: 1 },
    ...{ messages: lastSequence - 350_000n, bytes: (lastSequence - 350_000n) * 380n },
    ...{ firstSequence: 350_001n, lastSequence, consumers: 2, discard: "old", isSealed: false },
    ...{ replicas: 1, inRate: null, trend: [] },
  };
}

/** @param {number} perSec @param {number} left @param {() => number} random */
function accountOf(perSec, left, random) {
  const near = () => 0.95 + random() / 10;
  return {
    inMessages: perSec * 1.6 * near(),
    outMessages: perSec * 2.9 * near(),
    inBytes: perSec * 620 * near(),
    outBytes: perSec * 1_150 * near(),
    connections: 16 + Math.round(6 * wave(left)),
    ...{
      subscriptions: 96,
      slowConsumers: 0,
      storageBytes: 38e6 + (24 - left) * 2e6,
      memoryBytes: 0,
    },
  };
}

/** @param {number} endMs @returns {SystemEvent[]} */
function eventsBefore(endMs) {
  /** @type {[left: number, event: Pick<SystemEvent, "kind" | "severity"> & Partial<SystemEvent>][]} */
  const told = [
    [
      14,
      { kind: "consumer-paused", severity: "info", stream: "ORDERS", consumer: "recommendations" },
    ],
    [
      9,
      {
        kind: "message-gave-up",
        severity: "trouble",
        stream: "SHIPMENTS",
        consumer: "label-printer",
      },
    ],
    [5.2, { kind: "server-shutdown", severity: "attention", server: "demo" }],
    [5.05, { kind: "server-back", severity: "info", server: "demo" }],
    [3, { kind: "stream-updated", severity: "info", stream: "ORDERS" }],
  ];
  return told.map(([left, event], at) => {
    const ms = Math.round(endMs - left * hourMs);
    return { id: `demo-${at}`, firstMs: ms, lastMs: ms, count: 1, ...event };
  });
}

/** @param {string} stream @param {string} name @param {number} comes @param {Story["takes"]} takes @returns {Story} */
function story(stream, name, comes, takes) {
  return { stream, name, comes, takes };
}

/** @param {string} stream @param {string} name @param {number} comes @returns {Story} */
function keepsUp(stream, name, comes) {
  return story(stream, name, comes, () => comes * 2);
}

/** @param {number} left @param {number} comes */
function batch(left, comes) {
  if (left < 10 && left > 8.5) return 0;
  return left <= 8.5 ? comes * 2.2 : comes * 2;
}

/** Between 0 and 1, once a day. @param {number} left */
function wave(left) {
  return 0.5 + 0.5 * Math.sin((left / 24) * 2 * Math.PI);
}

/** Within a quarter of an hour. @param {number} left @param {number} at */
function isNear(left, at) {
  return Math.abs(left - at) < 0.25;
}

/** The same day each time. */
function createRandom() {
  let state = 11;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
