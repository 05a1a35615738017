import type { Msg } from "@nats-io/nats-core";
import { products, regions } from "./company";
import { type Seeded, seeded } from "./seeded";
import type { Answer, ServiceDefinition } from "./service";

/** Answers depend on the request and the seed alone. */
export function servicesOf(
  seed: number,
): Record<"inventory" | "pricing" | "shipping", ServiceDefinition> {
  const endpoint = (
    name: string,
    subject: string,
    answer: (body: Record<string, unknown>, random: Seeded) => Answer,
  ) => ({
    name,
    subject,
    answer: (request: Msg): Answer => {
      const text = request.string();
      const body = parseBody(text);
      if (!body) return { kind: "error", code: 400, text: "the request is no JSON", tookMs: 1 };
      return answer(body, seeded(seed, `${subject}/${text}`));
    },
  });
  return {
    inventory: {
      name: "inventory",
      version: "2.4.1",
      description: "Stock of every product in every warehouse",
      metadata: { team: "logistics" },
      endpoints: [
        endpoint("stock", "inventory.stock", stock),
        endpoint("reserve", "inventory.reserve", reserve),
      ],
    },
    pricing: {
      name: "pricing",
      version: "1.9.0",
      description: "Prices and discounts in the customer's currency",
      metadata: { team: "commerce" },
      endpoints: [endpoint("quote", "pricing.quote", quote)],
    },
    shipping: {
      name: "shipping-quotes",
      version: "0.8.3",
      description: "Carriers, cost and days to a destination",
      metadata: { team: "logistics" },
      endpoints: [endpoint("rates", "shipping.rates", rates)],
    },
  };
}

function stock(body: Record<string, unknown>, random: Seeded): Answer {
  const product = products.find(({ sku }) => sku === body.sku);
  const tookMs = random.int(1, 6);
  if (!product) return { kind: "error", code: 404, text: `unknown SKU ${body.sku}`, tookMs };
  return {
    kind: "value",
    value: { sku: product.sku, available: random.int(0, 480), reserved: random.int(0, 40) },
    tookMs,
  };
}

function reserve(body: Record<string, unknown>, random: Seeded): Answer {
  const tookMs = random.int(2, 14);
  if (random.chance(0.03)) return { kind: "error", code: 409, text: "not enough in stock", tookMs };
  return { kind: "value", value: { order: body.order, reservation: random.hex(10) }, tookMs };
}

function quote(body: Record<string, unknown>, random: Seeded): Answer {
  const tookMs = random.chance(0.05) ? random.int(60, 140) : random.int(2, 9);
  if (random.chance(0.004)) return { kind: "error", code: 500, text: "rates are stale", tookMs };
  const discount = random.pick([0, 0, 0, 5, 10]);
  return { kind: "value", value: { order: body.order, discountPercent: discount }, tookMs };
}

function rates(body: Record<string, unknown>, random: Seeded): Answer {
  const region = regions.find(({ id }) => id === body.region);
  const tookMs = random.int(8, 45);
  if (!region || random.chance(0.02)) {
    return { kind: "error", code: 422, text: `no carrier for postcode ${body.postcode}`, tookMs };
  }
  const offers = region.carriers.map((carrier) => ({
    carrier,
    cost: random.int(390, 1490) / 100,
    currency: region.currency,
    days: random.int(1, 5),
  }));
  return { kind: "value", value: { offers }, tookMs };
}

function parseBody(text: string): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(text === "" ? "{}" : text);
    return typeof body === "object" && body !== null ? { ...body } : undefined;
  } catch {
    return undefined;
  }
}
