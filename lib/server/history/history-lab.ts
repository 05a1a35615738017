import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { ConsumerRow } from "@/lib/model/consumers";
import type { StreamRow } from "@/lib/model/streams";
import { createHistory, type History, type HistoryTick } from "./history";
import type { Keeper } from "./keeper";
import type { ThreadData } from "./protocol";
import { usualHistory } from "./settings";
import { createTickFeed } from "./tick-feed";

/** The product's own thread, opened from its source. */
export function createThreadOpener(): (data: ThreadData) => Worker {
  const { outputFiles } = buildSync({
    ...{ entryPoints: ["lib/server/history/history.worker.ts"], bundle: true, write: false },
    ...{ format: "cjs", platform: "node", packages: "external", logLevel: "silent" },
  });
  const source = outputFiles[0]?.text ?? "";
  return (workerData) => new Worker(source, { eval: true, workerData });
}

/** A history as the server opens it, by the product's own thread. */
export function openHistory(folder: string, openThread: (data: ThreadData) => Worker): History {
  return createHistory({ folder, settings: usualHistory, openThread });
}

/** A folder that is gone at the end. */
export function makeFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "natsight-history-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Ticks go the way that they go in the product, without the thread between. */
export function createFeedInto(keeper: () => Keeper) {
  const feed = createTickFeed((message) => {
    if (message.kind !== "tick") return;
    const recorded = keeper().tick(message.connection, message);
    feed.taken(message.connection, recorded === "yes");
  });
  return { tick: (tick: HistoryTick) => feed.tick("c", tick), forget: () => feed.forget() };
}

/** A consumer with what a test says of it. */
export function consumerRow(given: {
  stream?: string;
  name: string;
  createdMs?: number;
  pending?: bigint;
  delivered?: bigint;
  acked?: bigint;
  waiting?: number;
  lagSeconds?: number | null;
}): ConsumerRow {
  const { stream = "S", name, createdMs = 1, pending = 0n, delivered = 0n } = given;
  const { acked = delivered, waiting, lagSeconds = 0 } = given;
  return {
    ...{ stream, name, createdMs, pending, isPull: true, isDurable: true, filterSubjects: [] },
    ...{ ackPolicy: "explicit", deliverPolicy: "all", ackPending: 0, redelivered: 0 },
    ...(waiting === undefined ? {} : { waiting }),
    delivered: { streamSequence: delivered, consumerSequence: delivered },
    ackFloor: { streamSequence: acked, consumerSequence: acked },
    ...{ lagMessages: pending, lagSeconds, unackedSeconds: 0 },
    ...{ isLagAtLeast: false, isUnackedAtLeast: false },
    ...{ trendPerSec: null, etaSeconds: null, inRate: null, ackRate: null },
  };
}

/** A stream with what a test says of it. */
export function streamRow(name: string, lastSequence: bigint): StreamRow {
  return {
    ...{ name, subjects: [name], retention: "limits", storage: "file", createdMs: 1 },
    ...{ messages: lastSequence, bytes: lastSequence * 10n, firstSequence: 1n, lastSequence },
    ...{ consumers: 1, discard: "old", isSealed: false, replicas: 1, inRate: null, trend: [] },
  };
}
