import { auditLetter } from "./audit";
import type { Letter } from "./letter";
import { firstOrderNumber, orderOf } from "./order";
import { eventsAt, orderLetter } from "./order-events";
import { paymentLetter } from "./payments";
import { poisonLetter, shipmentLetter } from "./shipments";

/** The order whose shipment was imported by hand and can't be handled. */
const poisonedOrderNumber = firstOrderNumber + 40;

/**
 * Everything that the company sends when order `number` comes in. A step, not a clock, drives the
 * company: which messages follow each other depends on the seed alone, only when on the clock.
 */
export function lettersOfStep(seed: number, number: number, atMs: number): Letter[] {
  const letters: Letter[] = [];
  const orders: Letter[] = [];
  for (const event of eventsAt(seed, number, firstOrderNumber)) {
    orders.push(orderLetter(seed, event, atMs));
    letters.push(auditLetter(seed, event, atMs));
    if (event.name === "created") letters.push(paymentLetter(seed, event.order, atMs));
    if (event.name === "packed") letters.push(shipmentLetter(seed, event.order, atMs));
  }
  if (number === poisonedOrderNumber) {
    letters.push(poisonLetter(seed, orderOf(seed, number), atMs));
  }
  // The new order is the very last: whoever finds it stored knows that the whole step was sent.
  return [...letters, ...orders];
}
