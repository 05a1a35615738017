import type { NatsConnection } from "@nats-io/nats-core";
import { type Order, orderOf } from "./order";
import { seeded } from "./seeded";

/** One request of the web shop to a service. */
export type Call = { subject: string; body: string };

/** What the web shop asks the services while order `number` is being placed. */
export function callsOf(seed: number, number: number): Call[] {
  const order = orderOf(seed, number);
  const random = seeded(seed, `calls/${number}`);
  const calls: Call[] = order.lines.map(({ product }) => ({
    subject: "inventory.stock",
    // Somebody still links to a product that is no longer sold.
    body: JSON.stringify({ sku: random.chance(0.01) ? "CHE-STI-300" : product.sku }),
  }));
  calls.push(
    { subject: "pricing.quote", body: JSON.stringify(priceRequest(order)) },
    {
      subject: "inventory.reserve",
      body: JSON.stringify({ order: order.id, lines: order.lines.length }),
    },
    {
      subject: "shipping.rates",
      body: JSON.stringify({ region: order.region.id, postcode: order.customer.city.postcode }),
    },
  );
  return calls;
}

/** Asks one after the other, as a checkout does; an error reply is an answer too. */
export async function checkOut(connection: NatsConnection, calls: readonly Call[]): Promise<void> {
  for (const call of calls) await connection.request(call.subject, call.body, { timeout: 2_000 });
}

function priceRequest(order: Order) {
  return { order: order.id, customer: order.customer.id, currency: order.region.currency };
}
