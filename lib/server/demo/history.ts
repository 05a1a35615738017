import { setTimeout as pause } from "node:timers/promises";
import type { JetStreamManager } from "@nats-io/jetstream";
import { changesAt, passing } from "./bucket-changes";
import { applyChange, type Buckets } from "./buckets";
import { type Letter, post } from "./letter";
import type { Line } from "./line";
import { firstOrderNumber } from "./order";
import type { Schedule } from "./schedule";
import { lettersOfStep } from "./step";
import { readingLetter } from "./telemetry";

/** Where the company stands: the next order and the next reading. */
export type Position = { orderNumber: number; reading: number };

/** A new demo begins with this many orders behind it, so that the first look already shows something. */
const ordersBefore = 600;
const readingsBefore = 4_000;
const spacingMs = 800;
/** Who came earlier than this many orders ago has left the shop since. */
const visitsBefore = 150;

/** Reads from the streams where an earlier run has ended. */
export async function findPosition(manager: JetStreamManager): Promise<Position> {
  const newest = await manager.streams.getMessage("ORDERS", { last_by_subj: "orders.*.created" });
  const number = Number(newest?.header.get("Fernway-Order").replace("ORD-", ""));
  const { state } = await manager.streams.info("TELEMETRY");
  return {
    orderNumber: Number.isSafeInteger(number) ? number + 1 : firstOrderNumber,
    reading: state.last_seq,
  };
}

/** What the history is made of, and the line that it is sent on. */
export type History = {
  line: Line;
  buckets: Buckets;
  timers: Schedule;
  seed: number;
  nowMs: number;
};

/** Sends what is missing of the history, in portions that leave room for others. */
export async function preload(history: History, from: Position): Promise<Position> {
  return {
    orderNumber: await preloadOrders(history, from.orderNumber),
    reading: await preloadReadings(history, from.reading),
  };
}

async function preloadOrders(history: History, from: number): Promise<number> {
  const { buckets, timers, seed, nowMs } = history;
  const last = firstOrderNumber + ordersBefore;
  let number = from;
  while (number < last && !timers.stopped()) {
    const sinceMs = performance.now();
    const letters: Letter[] = [];
    for (const end = Math.min(number + 25, last); number < end; number++) {
      letters.push(...lettersOfStep(seed, number, nowMs - (last - number) * spacingMs));
      for (const change of changesAt(seed, number)) {
        const isOld = passing.includes(change.bucket) && number < last - visitsBefore;
        if (!isOld) await applyChange(buckets, change);
      }
    }
    await send(history, letters);
    await rest(sinceMs);
  }
  return number;
}

async function preloadReadings(history: History, from: number): Promise<number> {
  const { timers, seed, nowMs } = history;
  let reading = from;
  while (reading < readingsBefore && !timers.stopped()) {
    const sinceMs = performance.now();
    const letters: Letter[] = [];
    for (const end = Math.min(reading + 250, readingsBefore); reading < end; reading++) {
      letters.push(readingLetter(seed, reading, nowMs - (readingsBefore - reading) * 8));
    }
    await send(history, letters);
    await rest(sinceMs);
  }
  return reading;
}

async function send({ line, timers }: History, letters: Letter[]): Promise<void> {
  if (timers.stopped()) return;
  post(line.connection, letters);
  await line.connection.flush();
}

/** As long as the work before it took: half a core at most, for a page opened meanwhile comes first. */
function rest(sinceMs: number): Promise<void> {
  return pause(performance.now() - sinceMs);
}
