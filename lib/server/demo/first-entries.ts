import { products, regions } from "./company";
import { mailOf, rankingOf } from "./edited-papers";
import { seeded } from "./seeded";

/** An entry as it was at the start; `isGone`: it was deleted since. */
export type FirstEntry = {
  bucket: "config" | "flags";
  key: string;
  value: string;
  isGone?: true;
};

/** The feature flags of the web shop. */
export const flagNames: readonly [string, ...string[]] = [
  "checkout.express",
  "checkout.gift-wrap",
  "search.synonyms",
  "shop.dark-mode",
  "shop.reviews",
  "delivery.evening",
  "delivery.pickup-points",
  "payments.wallet-v2",
];

/** How a flag stands after a step. */
export function flagValue(seed: number, name: string, step: number): string {
  const random = seeded(seed, `flag/${name}/${step}`);
  return JSON.stringify({
    enabled: random.chance(0.7),
    rolloutPercent: random.pick([5, 25, 50, 100]),
  });
}

/** What config and flags hold at the start. */
export function firstEntries(seed: number): FirstEntry[] {
  return [...settings(seed), ...flags(seed)];
}

function settings(seed: number): FirstEntry[] {
  const put = (key: string, value: unknown): FirstEntry => ({
    bucket: "config",
    key,
    value: typeof value === "string" ? value : JSON.stringify(value, undefined, 2),
  });
  return [
    put("shop.title", "Fernway Provisions: good food, well kept"),
    put("shop.opening-hours", "Mo-Fr 08:00-18:00 CET"),
    put("orders.limits", {
      maxLines: 40,
      maxTotal: 5000,
      currencies: ["EUR", "USD", "SGD"],
    }),
    put("payments.retry", { attempts: 5, backoffMs: [500, 2000, 8000, 30_000] }),
    put("mail.templates.shipped", mailOf(0)),
    put("search.ranking", rankingOf(seed, 0)),
    ...regions.map((region) =>
      put(`shipping.${region.id}.carriers`, {
        preferred: region.carriers[0],
        carriers: region.carriers,
        cutOff: "16:30",
      }),
    ),
    ...products
      .slice(0, 4)
      .map((product) => put(`pricing.${product.sku}.floor`, String(product.priceCents / 100 - 2))),
    // An old import writes past every client library: names like these are none for them.
    put("erp.customers:import$v1", "last=2026-11-20T04:12:09Z;rows=18204;errors=0"),
    { ...put("shop.banner", "Christmas hampers: order by 18 December"), isGone: true },
    { ...put("payments.gateway.legacy-url", "https://pay.fernway.example/v1"), isGone: true },
  ];
}

function flags(seed: number): FirstEntry[] {
  return [
    ...flagNames.map((key) => ({
      bucket: "flags" as const,
      key,
      value: flagValue(seed, key, 0),
    })),
    {
      ...{ bucket: "flags" as const, key: "checkout.guest", isGone: true as const },
      value: '{"enabled":true,"rolloutPercent":100}',
    },
  ];
}
