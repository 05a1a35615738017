import { changesAt } from "./bucket-changes";
import { applyChange, type Buckets } from "./buckets";
import { demandAt } from "./day";
import type { Position } from "./history";
import { post } from "./letter";
import type { Office } from "./office";
import { orderOf } from "./order";
import { pacer } from "./pacer";
import type { Schedule } from "./schedule";
import { poisonLetter } from "./shipments";
import { lettersOfStep } from "./step";
import { callsOf, checkOut } from "./storefront";
import { readingLetter } from "./telemetry";

/** What the producers of orders and readings need. */
export type Producing = {
  office: Office;
  timers: Schedule;
  buckets: Buckets;
  seed: number;
  speed: number;
  clock: () => number;
  elapsedMs: () => number;
  from: Position;
  /** When the label printer last met a shipment it can't read, by the clock. */
  poisonSeenMs: () => number;
};

const ordersPerSec = 1.1;
const readingsPerSec = 120;
const poisonMissingMs = 5 * 60_000;

/** Sends orders and readings from now on, at the pace of the company's day. */
export function startProduction(producing: Producing): void {
  produceOrders(producing);
  produceReadings(producing);
}

function produceOrders(producing: Producing): void {
  const { office, timers, seed, speed, clock, elapsedMs } = producing;
  const orders = office.line("orders-api");
  const pace = pacer(clock());
  let { orderNumber } = producing.from;
  let poisonSentMs = clock();

  timers.every("produce orders", 250, () => {
    const rate = ordersPerSec * demandAt(elapsedMs()) * speed;
    const due = pace.due(clock(), rate);
    if (!orders.isUp()) return;
    for (let count = 0; count < due; count++) {
      post(orders.connection, lettersOfStep(seed, orderNumber, clock()));
      visitShop(producing, orderNumber);
      orderNumber += 1;
    }
    // Somebody may have deleted the poison message, as one should: another import goes wrong.
    const quietMs = clock() - Math.max(poisonSentMs, producing.poisonSeenMs());
    if (quietMs > poisonMissingMs) {
      poisonSentMs = clock();
      post(orders.connection, [poisonLetter(seed, orderOf(seed, orderNumber), clock())]);
    }
  });
}

function visitShop({ office, timers, buckets, seed }: Producing, orderNumber: number): void {
  const { connection } = office.line("storefront");
  timers.spawn("check out", () => checkOut(connection, callsOf(seed, orderNumber)));
  for (const change of changesAt(seed, orderNumber)) {
    timers.spawn(`${change.kind} ${change.bucket}/${change.key}`, () =>
      applyChange(buckets, change),
    );
  }
}

function produceReadings({ office, timers, seed, speed, clock, elapsedMs, from }: Producing): void {
  const gateway = office.line("warehouse-gateway");
  const pace = pacer(clock());
  let { reading } = from;
  timers.every("produce readings", 100, () => {
    // Machines run day and night; only a little of them follows the orders.
    const rate = readingsPerSec * (0.85 + 0.2 * demandAt(elapsedMs())) * speed;
    const due = pace.due(clock(), rate);
    if (!gateway.isUp()) return;
    for (let count = 0; count < due; count++) {
      post(gateway.connection, [readingLetter(seed, reading, clock())]);
      reading += 1;
    }
  });
}
