import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { KvChange, KvOutcome } from "@/lib/model/kv";
import type { BulkOutcome, BulkTally } from "@/lib/model/kv-bulk";
import { onConnectionEvent, whileLost } from "./connection-events";
import { type BulkItem, isOver } from "./kv-bulk-book";
import type { KvPlace } from "./kv-place";
import { writeKvAt } from "./kv-write";

/** What is run, until when, and who hears of it. */
export type BulkRun = {
  items: readonly BulkItem[];
  /** What a key is to become; an error is why it can't be had. */
  changeOf: (item: BulkItem) => Promise<Reading<KvChange>>;
  signal: AbortSignal;
  hear: (tally: BulkTally) => void;
  /** A test waits less long. */
  lostMs?: number;
  ackMs?: number;
};

/** So many wait for their answers at a time, and so many bytes. */
const mostInFlight = 32;
const mostBytes = 8 * 1024 * 1024;
const tellEveryMs = 100;
/** A connection that is away for longer ends the run: what is left is told. */
const mostLostMs = 60_000;

/** Which keys of a plan are written: what is new, and what stands there where that is to be written over. */
export function itemsToWrite(items: readonly BulkItem[], isOverwriting: boolean): BulkItem[] {
  return items.filter((item) => item.fate === "created" || (isOverwriting && isOver(item)));
}

/**
 * Writes each key once, where it still is what was seen. One that fails does not keep the others: it is counted, with
 * its reason. While the connection is away nothing is sent; what was on its way is read back when it is there again.
 */
export async function runBulk(
  nc: NatsConnection,
  place: KvPlace,
  run: BulkRun,
): Promise<BulkTally> {
  const { items, signal, hear } = run;
  const tally: BulkTally = {
    ...{ total: items.length, done: 0, failed: 0, left: items.length },
    ...{ readBack: 0, unknown: 0, isWaiting: false },
  };
  let toldMs = 0;
  const tell = () => {
    if (performance.now() - toldMs < tellEveryMs) return;
    toldMs = performance.now();
    hear({ ...tally });
  };
  const inFlight = new Set<Promise<void>>();
  let bytes = 0;
  const begin = (item: BulkItem) => {
    bytes += item.sizeBytes;
    const one = writeItem(nc, place, run, item).then((outcome) => {
      item.outcome = outcome;
      count(tally, outcome);
      bytes -= item.sizeBytes;
      inFlight.delete(one);
      tell();
    });
    inFlight.add(one);
  };
  const isFull = (item: BulkItem) =>
    inFlight.size >= mostInFlight || (inFlight.size > 0 && bytes + item.sizeBytes > mostBytes);

  const watch = watchConnection(nc);
  for (const item of items) {
    while (isFull(item)) await Promise.race(inFlight);
    if (watch.isLost() && !signal.aborted) {
      tally.isWaiting = true;
      hear({ ...tally });
      await waitForConnection(nc, signal, run.lostMs ?? mostLostMs);
      tally.isWaiting = false;
    }
    if (signal.aborted || watch.isLost()) break;
    begin(item);
  }
  await Promise.all(inFlight);
  watch.end();
  if (tally.left > 0) tally.endedWhy = signal.aborted ? "cancelled" : "lost";
  hear({ ...tally });
  return tally;
}

async function writeItem(
  nc: NatsConnection,
  place: KvPlace,
  { changeOf, ackMs }: BulkRun,
  item: BulkItem,
): Promise<BulkOutcome> {
  const change = await changeOf(item);
  if (!change.ok) return { state: "failed", isUnknown: false, why: wordsOf(change.error) };
  const { key, expected } = item;
  const write = { bucket: place.bucket, key, expected, change: change.value };
  const outcome = await writeKvAt(nc, place, write, ackMs === undefined ? {} : { ackMs });
  if (!outcome.ok) return { state: "failed", isUnknown: false, why: wordsOf(outcome.error) };
  return toOutcome(outcome.value);
}

function toOutcome(outcome: KvOutcome): BulkOutcome {
  switch (outcome.state) {
    case "stored":
      return { state: "done", revision: outcome.revision, wasReadBack: false };
    case "found-stored":
      return { state: "done", revision: outcome.revision, wasReadBack: true };
    case "conflict": {
      const now = outcome.current;
      const why = now
        ? `It was changed meanwhile, to revision ${now.revision}. It was left as it is.`
        : "It is gone meanwhile. Nothing was written.";
      return { state: "failed", isUnknown: false, why };
    }
    case "found-not-stored": {
      const why = "No answer came. The key was read back: it was not written.";
      return { state: "failed", isUnknown: false, why };
    }
    case "found-other": {
      const why = `No answer came, and now revision ${outcome.current.revision} stands there, which is another's. Whether it was written before that, nobody knows.`;
      return { state: "failed", isUnknown: true, why };
    }
    case "unknown": {
      const why = `No answer came, and the key could not be read back. ${wordsOf(outcome.error)}`;
      return { state: "failed", isUnknown: true, why };
    }
  }
}

function wordsOf(error: Parameters<typeof describeError>[0]): string {
  const { title, detail, hint } = describeError(error);
  const isSaid = /[.?]$/.test(title);
  return intern(`${title}${isSaid ? "" : "."} ${detail}${hint === undefined ? "" : ` ${hint}`}`);
}

/** Thousands of keys fail for the same reason. */
const known = new Map<string, string>();

function intern(text: string): string {
  if (known.size > 1_000) known.clear();
  const one = known.get(text) ?? text;
  known.set(one, one);
  return one;
}

function count(tally: BulkTally, outcome: BulkOutcome): void {
  tally.left--;
  if (outcome.state === "done") {
    tally.done++;
    if (outcome.wasReadBack) tally.readBack++;
    return;
  }
  tally.failed++;
  if (outcome.isUnknown) tally.unknown++;
}

function watchConnection(nc: NatsConnection) {
  let isLost = nc.isClosed();
  const end = onConnectionEvent(nc, ({ type }) => {
    if (type === "lost" || type === "closed") isLost = true;
    if (type === "back") isLost = false;
  });
  return { isLost: () => isLost, end };
}

async function waitForConnection(nc: NatsConnection, signal: AbortSignal, lostMs: number) {
  const own = new AbortController();
  const stop = () => own.abort();
  const timer = setTimeout(stop, lostMs);
  signal.addEventListener("abort", stop);
  await whileLost(nc, own.signal);
  signal.removeEventListener("abort", stop);
  clearTimeout(timer);
}
