import { pickers } from "./company";
import type { Letter } from "./letter";
import { type Order, orderOf } from "./order";
import { seeded } from "./seeded";
import { traceparent } from "./trace";

/** What can happen to an order; the last token of its subject. */
export type OrderEventName =
  | "created"
  | "paid"
  | "declined"
  | "packed"
  | "shipped"
  | "delivered"
  | "cancelled"
  | "refunded";

/** What happens to an order, and how many orders later. */
export type PlannedEvent = { name: OrderEventName; after: number };

/** No event happens more than this many orders after its own. */
export const longestLife = 120;

/** The life of order `number`: the same for the same seed. */
export function lifeOf(seed: number, number: number): PlannedEvent[] {
  const random = seeded(seed, `life/${number}`);
  const settled = random.int(1, 2);
  const outcome = random.next();
  if (outcome < 0.04) {
    return [
      { name: "created", after: 0 },
      { name: "declined", after: settled },
      { name: "cancelled", after: settled + random.int(3, 8) },
    ];
  }
  if (outcome < 0.08) {
    const cancelled = settled + random.int(2, 12);
    return [
      { name: "created", after: 0 },
      { name: "paid", after: settled },
      { name: "cancelled", after: cancelled },
      { name: "refunded", after: cancelled + random.int(3, 20) },
    ];
  }
  const packed = settled + random.int(4, 22);
  const shipped = packed + random.int(3, 18);
  return [
    { name: "created", after: 0 },
    { name: "paid", after: settled },
    { name: "packed", after: packed },
    { name: "shipped", after: shipped },
    { name: "delivered", after: shipped + random.int(18, 70) },
  ];
}

/** One event of one order. */
export type OrderEvent = { order: Order; name: OrderEventName };

/** All that happens when order `step` comes in: to that order, and to those before it. */
export function eventsAt(seed: number, step: number, firstNumber: number): OrderEvent[] {
  const events: OrderEvent[] = [];
  for (let number = Math.max(firstNumber, step - longestLife); number <= step; number++) {
    for (const planned of lifeOf(seed, number)) {
      if (number + planned.after === step) {
        events.push({ order: orderOf(seed, number), name: planned.name });
      }
    }
  }
  return events;
}

/** The message that tells the ORDERS stream of an event. */
export function orderLetter(seed: number, event: OrderEvent, atMs: number): Letter {
  const { order, name } = event;
  return {
    subject: `orders.${order.region.id}.${name}`,
    body: JSON.stringify({
      event: `order.${name}`,
      order: order.id,
      at: new Date(atMs).toISOString(),
      ...details(seed, event),
    }),
    headers: {
      "Nats-Msg-Id": `${order.id}.${name}`,
      "Content-Type": "application/json",
      "Fernway-Order": order.id,
      "Fernway-Schema": `order.${name}/2`,
      traceparent: traceparent(seed, order.number, `order.${name}`),
    },
  };
}

function details(seed: number, { order, name }: OrderEvent): Record<string, unknown> {
  const random = seeded(seed, `event/${order.number}/${name}`);
  const amount = { amount: order.totalCents / 100, currency: order.region.currency };
  switch (name) {
    case "created":
      return {
        customer: order.customer,
        channel: order.channel,
        lines: order.lines.map(({ product, quantity }) => ({
          sku: product.sku,
          name: product.name,
          quantity,
          unitPrice: Math.round(product.priceCents * order.region.priceFactor) / 100,
        })),
        total: amount,
        payment: order.method,
        giftWrap: random.chance(0.07),
      };
    case "paid":
      return { ...amount, method: order.method, authorisation: random.hex(12).toUpperCase() };
    case "declined":
      return {
        ...amount,
        method: order.method,
        reason: random.pick(["insufficient_funds", "expired_card", "suspected_fraud"]),
      };
    case "packed":
      return {
        warehouse: order.warehouse,
        station: `P-${random.int(1, 12)}`,
        packedBy: random.pick(pickers),
        weightKg: order.weightGrams / 1000,
      };
    case "shipped":
      return {
        warehouse: order.warehouse,
        carrier: order.carrier,
        tracking: trackingOf(seed, order),
        destination: order.customer.city,
      };
    case "delivered":
      return {
        tracking: trackingOf(seed, order),
        signedBy: random.chance(0.3) ? "neighbour" : order.customer.name,
        attempts: random.chance(0.9) ? 1 : 2,
      };
    case "cancelled":
      return { reason: random.pick(["customer_request", "payment_failed", "out_of_stock"]) };
    case "refunded":
      return { ...amount, method: order.method, reference: `RF-${random.int(100_000, 999_999)}` };
  }
}

/** A parcel's number at its carrier. */
export function trackingOf(seed: number, order: Order): string {
  const random = seeded(seed, `tracking/${order.number}`);
  const initials = order.carrier.replaceAll(/[^A-Z]/g, "");
  return `${initials}${random.int(100_000_000, 999_999_999)}${order.customer.city.country}`;
}
