import type { Letter } from "./letter";
import type { OrderEvent, OrderEventName } from "./order-events";
import { seeded } from "./seeded";

const writers: Record<OrderEventName, { service: string; text: string }> = {
  created: { service: "orders-api", text: "order accepted" },
  paid: { service: "payments", text: "payment captured" },
  declined: { service: "payments", text: "payment declined" },
  packed: { service: "warehouse", text: "parcel closed" },
  shipped: { service: "dispatch", text: "handed to carrier" },
  delivered: { service: "dispatch", text: "delivery confirmed" },
  cancelled: { service: "orders-api", text: "order cancelled" },
  refunded: { service: "payments", text: "refund issued" },
};

/** The line of plain text that a service writes to the audit log about an event. */
export function auditLetter(seed: number, { order, name }: OrderEvent, atMs: number): Letter {
  const random = seeded(seed, `audit/${order.number}/${name}`);
  const { service, text } = writers[name];
  const level = name === "declined" || name === "cancelled" ? "WARN " : "INFO ";
  const line = [
    new Date(atMs).toISOString(),
    level,
    service.padEnd(10),
    `${text} order=${order.id} region=${order.region.id} customer=${order.customer.id}`,
    `total=${(order.totalCents / 100).toFixed(2)}${order.region.currency}`,
    `host=10.4.${random.int(1, 9)}.${random.int(2, 250)} took=${random.int(3, 180)}ms`,
  ].join(" ");
  return {
    subject: `audit.${service}`,
    body: line,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Log-Level": level.trim() },
  };
}
