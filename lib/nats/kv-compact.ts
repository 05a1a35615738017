import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { KvOperation } from "@/lib/model/kv";
import type { CompactProgress, CompactReport } from "@/lib/model/kv-compact";
import { getBucket } from "./kv-bucket";
import { toKvEntry } from "./kv-entry";
import { checkAskedKey, keyInWords } from "./kv-get";
import { bucketInWords } from "./kv-place";
import { createLookingConsumer, deleteLookingConsumer } from "./looking-consumer";
import { pullMessages } from "./pull";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { counter } from "./wire";

/** What is left of a key that was deleted. */
type Marker = { key: string; revision: bigint; timeMs: number; isDelete: boolean };

/** A bucket's markers, and what has to be known to remove them. */
export type MarkerBook = {
  bucket: string;
  prefix: string;
  nowMs: number;
  keys: number;
  hasHistory: boolean;
  /** The oldest first. */
  markers: Marker[];
};

/** Until when is worked, and who hears of it. */
export type CompactOptions = {
  signal: AbortSignal;
  tell: (progress: CompactProgress) => void;
};

const tellEvery = 500;

/** Looks at the newest of each key, its headers only, and keeps those that are markers. Nothing changes by it. */
export async function findMarkers(
  nc: NatsConnection,
  bucket: string,
  { signal, tell }: CompactOptions,
): Promise<Reading<MarkerBook>> {
  const what = `The markers of ${bucketInWords(bucket)}`;
  const detail = await getBucket(nc, bucket);
  if (!detail.ok) return detail;
  const { row, prefix, settings } = detail.value;
  const retention = row.oddities.find((oddity) => oddity === "workqueue" || oddity === "interest");
  if (retention) {
    return { ok: false, error: { kind: "would-consume", what, stream: row.stream, retention } };
  }
  const look = { filter: `${prefix}>`, from: "last-per-subject", headersOnly: true } as const;
  const consumer = await createLookingConsumer(nc, what, row.stream, look);
  if (!consumer.ok) return consumer;
  const total = Number(consumer.value.pending);
  const markers: Marker[] = [];
  let keys = 0;
  const stop = new AbortController();
  const stopped = () => stop.abort();
  signal.addEventListener("abort", stopped);
  if (total === 0) stop.abort();
  const end = await pullMessages(nc, consumer.value, {
    what,
    signal: stop.signal,
    onMessage(message) {
      keys++;
      const marker = toMarker(toKvEntry(prefix, message));
      if (marker) markers.push(marker);
      if (keys % tellEvery === 0) tell({ done: keys, total });
      if (keys >= total || message.pending === 0n) stop.abort();
    },
  });
  signal.removeEventListener("abort", stopped);
  await deleteLookingConsumer(nc, consumer.value);
  if (signal.aborted) return { ok: false, error: { kind: "cancelled", what } };
  if (end.why !== "stopped") return { ok: false, error: errorOf(end, what) };
  markers.sort((one, other) => one.timeMs - other.timeMs);
  return {
    ok: true,
    value: {
      ...{ bucket, prefix, keys, markers, nowMs: row.atMs ?? Date.now() },
      hasHistory: settings.history !== 1,
    },
  };
}

/**
 * Removes markers with all that is below them; of those younger than that, only what is below. Each only up to its
 * own revision: what was written to the key meanwhile stays.
 */
export async function compactMarkers(
  nc: NatsConnection,
  book: MarkerBook,
  { keepYoungerMs, signal, tell }: CompactOptions & { keepYoungerMs: number },
): Promise<CompactReport> {
  const { markers, nowMs, hasHistory } = book;
  const report: CompactReport = {
    ...{ removed: 0, kept: 0, messages: 0n, failures: [], failed: 0, isStopped: false },
  };
  let next = 0;
  let isOver = false;
  const work = async () => {
    while (!isOver && !signal.aborted) {
      const marker = markers[next++];
      if (!marker) return;
      const isYoung = nowMs - marker.timeMs < keepYoungerMs;
      const error = await purgeBelow(nc, book, { marker, isYoung, hasHistory }, report);
      if (error) {
        addFailure(report, marker.key, error);
        isOver = isForAll(error);
      }
      tell({ done: Math.min(next, markers.length), total: markers.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  report.isStopped = signal.aborted || isOver;
  return report;
}

/** Enough to hide the way to the server, and few for it. */
const atOnce = 16;
const mostFailures = 100;
const purgeMs = 10_000;

const purged = z.object({ success: z.literal(true), purged: counter.default(0n) });

type Purge = { marker: Marker; isYoung: boolean; hasHistory: boolean };

async function purgeBelow(
  nc: NatsConnection,
  { bucket, prefix }: MarkerBook,
  { marker, isYoung, hasHistory }: Purge,
  report: CompactReport,
): Promise<AppError | undefined> {
  // A purge has taken what was below it along.
  const isBare = !hasHistory || !marker.isDelete;
  if (isYoung && isBare) {
    report.kept++;
    return undefined;
  }
  // One with a wildcard in it would take along all that it matches.
  const bad = checkAskedKey(marker.key);
  if (bad) return bad.error;
  const what = keyInWords(marker.key);
  const subject = apiSubject(nc, `STREAM.PURGE.KV_${bucket}`);
  const seq = isYoung ? marker.revision : marker.revision + 1n;
  const body = { filter: `${prefix}${marker.key}`, seq };
  const answer = await ask(nc, { what, subject, body, timeoutMs: purgeMs }, purged);
  if (!answer.ok) return answer.error;
  report.messages += answer.value.purged;
  if (isYoung) report.kept++;
  else report.removed++;
  return undefined;
}

function addFailure(report: CompactReport, key: string, error: AppError): void {
  report.failed++;
  if (report.failures.length < mostFailures) report.failures.push({ key, error });
}

/** What the next key would meet, too. */
function isForAll({ kind }: AppError): boolean {
  return !["jetstream", "timeout", "bad-name"].includes(kind);
}

function toMarker(entry: {
  key: string;
  revision: bigint;
  timeNs: bigint;
  operation: KvOperation;
}): Marker | undefined {
  const { key, revision, timeNs, operation } = entry;
  if (operation.kind === "put") return undefined;
  const timeMs = Number(timeNs / 1_000_000n);
  return { key, revision, timeMs, isDelete: operation.kind === "delete" };
}

function errorOf(end: { why: "gone" } | { why: "error"; error: AppError }, what: string): AppError {
  if (end.why === "error") return end.error;
  return { kind: "disconnected", what, why: "The connection was interrupted.", willRetry: false };
}
