import type { Letter } from "./letter";
import type { Order } from "./order";
import { seeded } from "./seeded";
import { traceparent } from "./trace";

/** The request that a payment worker takes from the PAYMENTS queue. */
export function paymentLetter(seed: number, order: Order, atMs: number): Letter {
  const random = seeded(seed, `payment/${order.number}`);
  const id = `PAY-${order.number}`;
  return {
    subject: `payments.requested.${order.method}`,
    body: JSON.stringify({
      payment: id,
      order: order.id,
      requestedAt: new Date(atMs).toISOString(),
      amount: order.totalCents / 100,
      currency: order.region.currency,
      customer: { id: order.customer.id, name: order.customer.name },
      method: methodDetails(order, random.int(1000, 9999), random.hex(10)),
      riskScore: Math.round(random.next() ** 3 * 100) / 100,
    }),
    headers: {
      "Nats-Msg-Id": id,
      "Content-Type": "application/json",
      "Fernway-Order": order.id,
      "Fernway-Region": order.region.id,
      traceparent: traceparent(seed, order.number, "payment"),
    },
  };
}

function methodDetails(order: Order, digits: number, token: string): Record<string, unknown> {
  switch (order.method) {
    case "card":
      return { kind: "card", last4: String(digits), expires: `0${1 + (digits % 9)}/29` };
    case "wallet":
      return { kind: "wallet", token: `wlt_${token}` };
    case "transfer":
      return { kind: "transfer", iban: `NL00 FERN 0000 ${digits} 00`, reference: order.id };
  }
}
