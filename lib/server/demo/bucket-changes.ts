import { products, regions } from "./company";
import { orderOf } from "./order";
import { seeded } from "./seeded";

type BucketName = "config" | "flags" | "sessions";

/** A value that a program of the company writes. */
export type BucketPut = { kind: "put"; bucket: BucketName; key: string; value: string };
/** What a step of the company does to a bucket. */
export type BucketChange = BucketPut | { kind: "delete"; bucket: BucketName; key: string };

const flagNames: readonly [string, ...string[]] = [
  "checkout.express",
  "checkout.gift-wrap",
  "search.synonyms",
  "shop.dark-mode",
  "shop.reviews",
  "delivery.evening",
  "delivery.pickup-points",
  "payments.wallet-v2",
];

/** What the buckets hold at the start. */
export function firstEntries(seed: number): BucketPut[] {
  const put = (bucket: BucketName, key: string, value: unknown): BucketPut => ({
    kind: "put",
    bucket,
    key,
    value: typeof value === "string" ? value : JSON.stringify(value, undefined, 2),
  });
  return [
    put("config", "shop.title", "Fernway Provisions: good food, well kept"),
    put("config", "shop.opening-hours", "Mo-Fr 08:00-18:00 CET"),
    put("config", "orders.limits", {
      maxLines: 40,
      maxTotal: 5000,
      currencies: ["EUR", "USD", "SGD"],
    }),
    put("config", "payments.retry", { attempts: 5, backoffMs: [500, 2000, 8000, 30_000] }),
    put("config", "mail.templates.shipped", "Good news, {name}: {order} is on its way."),
    ...regions.map((region) =>
      put("config", `shipping.${region.id}.carriers`, {
        preferred: region.carriers[0],
        carriers: region.carriers,
        cutOff: "16:30",
      }),
    ),
    ...products
      .slice(0, 4)
      .map((product) =>
        put("config", `pricing.${product.sku}.floor`, String(product.priceCents / 100 - 2)),
      ),
    ...flagNames.map((name) => put("flags", name, flagValue(seed, name, 0))),
  ];
}

/**
 * What changes in the buckets when order `step` comes in: visitors come and go, somebody edits a
 * setting now and then, a flag is turned, a maintenance window is announced and taken back.
 */
export function changesAt(seed: number, step: number): BucketChange[] {
  const changes = sessionChanges(seed, step);
  const random = seeded(seed, `change/${step}`);
  if (step % 90 === 0) {
    const product = random.pick(products);
    const floor = (product.priceCents / 100 - random.int(1, 4)).toFixed(2);
    changes.push({
      kind: "put",
      bucket: "config",
      key: `pricing.${product.sku}.floor`,
      value: floor,
    });
  }
  if (step % 140 === 0) {
    const key = random.pick(flagNames);
    changes.push({ kind: "put", bucket: "flags", key, value: flagValue(seed, key, step) });
  }
  if (step % 250 === 0) {
    const value = JSON.stringify({ service: "search", minutes: 15, by: "ops@fernway.example" });
    changes.push({ kind: "put", bucket: "config", key: "maintenance.window", value });
  }
  if (step % 250 === 60) {
    changes.push({ kind: "delete", bucket: "config", key: "maintenance.window" });
  }
  return changes;
}

function sessionChanges(seed: number, step: number): BucketChange[] {
  const changes: BucketChange[] = [];
  if (step % 3 === 0) changes.push(sessionPut(seed, step, 1));
  // Some click on, some log out; the others are forgotten by the bucket's TTL.
  const before = step - 45;
  if (before % 3 === 0) {
    const fate = seeded(seed, `session-fate/${before}`).next();
    if (fate < 0.4) changes.push(sessionPut(seed, before, 7));
    else if (fate < 0.65) {
      changes.push({ kind: "delete", bucket: "sessions", key: sessionKey(seed, before) });
    }
  }
  return changes;
}

function sessionPut(seed: number, step: number, clicks: number): BucketChange {
  const order = orderOf(seed, step);
  const value = JSON.stringify({
    customer: order.customer.id,
    region: order.region.id,
    basket: order.lines.map((line) => line.product.sku),
    clicks,
  });
  return { kind: "put", bucket: "sessions", key: sessionKey(seed, step), value };
}

function sessionKey(seed: number, step: number): string {
  const order = orderOf(seed, step);
  return `${order.region.id}.${seeded(seed, `session/${step}`).hex(16)}`;
}

function flagValue(seed: number, name: string, step: number): string {
  const random = seeded(seed, `flag/${name}/${step}`);
  return JSON.stringify({
    enabled: random.chance(0.7),
    rolloutPercent: random.pick([5, 25, 50, 100]),
  });
}
