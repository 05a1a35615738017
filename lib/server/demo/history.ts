import type { JetStreamManager } from "@nats-io/jetstream";
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

/** Sends what is missing of the history, in portions that leave room for others. */
export async function preload(
  line: Line,
  timers: Schedule,
  seed: number,
  from: Position,
  nowMs: number,
): Promise<Position> {
  let { orderNumber, reading } = from;
  const lastOrder = firstOrderNumber + ordersBefore;
  const send = async (letters: Letter[]) => {
    if (timers.stopped()) return;
    post(line.connection, letters);
    await line.connection.flush();
  };
  while (orderNumber < lastOrder && !timers.stopped()) {
    const letters: Letter[] = [];
    for (const end = Math.min(orderNumber + 25, lastOrder); orderNumber < end; orderNumber++) {
      const atMs = nowMs - (lastOrder - orderNumber) * spacingMs;
      letters.push(...lettersOfStep(seed, orderNumber, atMs));
    }
    await send(letters);
  }
  while (reading < readingsBefore && !timers.stopped()) {
    const letters: Letter[] = [];
    for (const end = Math.min(reading + 250, readingsBefore); reading < end; reading++) {
      letters.push(readingLetter(seed, reading, nowMs - (readingsBefore - reading) * 8));
    }
    await send(letters);
  }
  return { orderNumber, reading };
}
