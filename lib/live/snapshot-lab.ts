import type { AccountFigures, JetStreamFigures } from "@/lib/model/account";
import type { ConsumerRow } from "@/lib/model/consumers";
import type { SystemEvent } from "@/lib/model/events";
import type { ServerList, ServerState } from "@/lib/model/servers";
import type { StreamSummary } from "@/lib/model/streams";

// What tests put into a snapshot: plain values, of which a test changes what it is about.

/** A server that has taken in so many messages. */
export function labServer(id: string, changes: Partial<ServerState> = {}): ServerState {
  return {
    ...{ id, name: id, version: "2.15.1", startedMs: 0, asOfMs: 0 },
    ...{ cpuPercent: 1, cores: 2, memoryBytes: 1n, routes: 0, leafNodes: 0 },
    ...{ connections: 1, subscriptions: 1, slowConsumers: 0n, atMs: 0 },
    ...{ inMessages: 0n, outMessages: 0n, inBytes: 0n, outBytes: 0n },
    ...{ isAnswering: true, health: { state: "ok" }, clockOffsetMs: 0 },
    ...changes,
  };
}

/** A list of servers, as a reading. */
export function labServers(...servers: ServerState[]): { ok: true; value: ServerList } {
  return { ok: true, value: { by: "system-account", servers } };
}

/** What flowed in the account at a moment. */
export function labAccount(atMs: number, inMessages: bigint): { ok: true; value: AccountFigures } {
  const value = {
    ...{ name: "APP", servers: ["A"], connections: 1, subscriptions: 1, slowConsumers: 0n, atMs },
    ...{ inMessages, outMessages: 0n, inBytes: 0n, outBytes: 0n },
  };
  return { ok: true, value };
}

/** What the account stores. */
export function labJetStream(changes: Partial<JetStreamFigures> = {}): JetStreamFigures {
  const none = { usedBytes: 0n };
  return {
    ...{ streams: 1, consumers: 0, memory: none, storage: none, apiRequests: 0n, apiErrors: 0n },
    ...changes,
  };
}

/** A stream without limits. */
export function labStream(name: string, changes: Partial<StreamSummary> = {}): StreamSummary {
  return {
    ...{ name, subjects: [name], retention: "limits", storage: "file", discard: "old" },
    ...{ messages: 0n, bytes: 0n, firstSequence: 1n, lastSequence: 0n, consumers: 0 },
    ...{ isSealed: false, replicas: 1 },
    ...changes,
  };
}

/** A pull consumer that is not behind. */
export function labConsumer(
  stream: string,
  name: string,
  changes: Partial<ConsumerRow> = {},
): ConsumerRow {
  const place = { streamSequence: 0n, consumerSequence: 0n };
  return {
    ...{ stream, name, isPull: true, isDurable: true, filterSubjects: [] },
    ...{ ackPolicy: "explicit", deliverPolicy: "all", maxAckPending: 1_000 },
    ...{ pending: 0n, ackPending: 0, redelivered: 0, waiting: 1 },
    ...{ delivered: place, ackFloor: place },
    ...{ lagMessages: 0n, lagSeconds: 0, unackedSeconds: 0 },
    ...{ isLagAtLeast: false, isUnackedAtLeast: false },
    ...{ trendPerSec: 0, etaSeconds: null, inRate: 0, ackRate: 0 },
    ...changes,
  };
}

/** An event of a moment. */
export function labEvent(
  id: string,
  atMs: number,
  changes: Partial<SystemEvent> = {},
): SystemEvent {
  return {
    ...{ id, firstMs: atMs, lastMs: atMs, count: 1 },
    ...{ kind: "stream-created", severity: "info" },
    ...changes,
  };
}
