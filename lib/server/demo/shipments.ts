import type { Letter } from "./letter";
import type { Order } from "./order";
import { trackingOf } from "./order-events";
import { traceparent } from "./trace";

/** The job of printing a label and planning a tour for a packed order. */
export function shipmentLetter(seed: number, order: Order, atMs: number): Letter {
  const { customer } = order;
  return letter(seed, order, "planned", {
    shipment: `SHP-${order.number}`,
    order: order.id,
    plannedAt: new Date(atMs).toISOString(),
    warehouse: order.warehouse,
    carrier: order.carrier,
    tracking: trackingOf(seed, order),
    parcels: [{ weightKg: order.weightGrams / 1000, fragile: order.weightGrams > 2000 }],
    to: {
      name: customer.name,
      street: customer.street,
      postcode: customer.city.postcode,
      city: customer.city.name,
      country: customer.city.country,
    },
  });
}

/**
 * A shipment that no label printer can ever handle: a hand-made import left the parcels as text.
 * It is what a poison message looks like in real life: valid JSON, wrong shape.
 */
export function poisonLetter(seed: number, order: Order, atMs: number): Letter {
  return letter(seed, order, "imported", {
    shipment: `SHP-${order.number}-M`,
    order: order.id,
    plannedAt: new Date(atMs).toISOString(),
    warehouse: order.warehouse,
    carrier: "",
    parcels: "2 boxes, see e-mail",
    to: { name: order.customer.name, street: "", postcode: null, city: "", country: "??" },
    source: "csv-import",
  });
}

/** What is wrong with a shipment, in the words of the label printer; undefined when nothing is. */
export function shipmentFault(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null) return "shipment is not an object";
  if (!("parcels" in body) || !Array.isArray(body.parcels)) return "parcels is not a list";
  return undefined;
}

function letter(
  seed: number,
  order: Order,
  event: string,
  body: { shipment: string; [field: string]: unknown },
): Letter {
  return {
    subject: `shipments.${order.warehouse}.${event}`,
    body: JSON.stringify(body),
    headers: {
      "Nats-Msg-Id": body.shipment,
      "Content-Type": "application/json",
      "Fernway-Order": order.id,
      traceparent: traceparent(seed, order.number, `shipment.${event}`),
    },
  };
}
