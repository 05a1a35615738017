import {
  type City,
  familyNames,
  givenNames,
  type Product,
  products,
  type Region,
  regions,
  streets,
} from "./company";
import { type Seeded, seeded } from "./seeded";

type PaymentMethod = "card" | "wallet" | "transfer";

/** One order with all that ever follows from it. */
export type Order = {
  number: number;
  id: string;
  region: Region;
  customer: { id: string; name: string; email: string; street: string; city: City };
  lines: { product: Product; quantity: number }[];
  totalCents: number;
  method: PaymentMethod;
  channel: string;
  warehouse: string;
  carrier: string;
  weightGrams: number;
};

/** The number of the first order of a new demo: a company that has been going for a while. */
export const firstOrderNumber = 104_200;

/** Order `number` of a seed: always the same. */
export function orderOf(seed: number, number: number): Order {
  const random = seeded(seed, `order/${number}`);
  const region = regionOf(random);
  const lines = Array.from({ length: random.int(1, 4) }, () => ({
    product: random.pick(products),
    quantity: random.chance(0.75) ? 1 : random.int(2, 6),
  }));
  const sum = (value: (product: Product) => number) =>
    lines.reduce((total, line) => total + value(line.product) * line.quantity, 0);
  return {
    number,
    id: `ORD-${number}`,
    region,
    customer: customerOf(random, region),
    lines,
    totalCents: Math.round(sum((product) => product.priceCents) * region.priceFactor),
    method: methodOf(random),
    channel: random.pick(["web", "web", "web", "app", "app", "marketplace", "phone"]),
    warehouse: random.pick(region.warehouses),
    carrier: random.pick(region.carriers),
    weightGrams: sum((product) => product.weightGrams) + 180,
  };
}

function regionOf(random: Seeded): Region {
  const [eu, us = eu, apac = eu] = regions;
  const draw = random.next();
  if (draw < 0.58) return eu;
  return draw < 0.85 ? us : apac;
}

function methodOf(random: Seeded): PaymentMethod {
  const draw = random.next();
  if (draw < 0.64) return "card";
  return draw < 0.92 ? "wallet" : "transfer";
}

function customerOf(random: Seeded, region: Region): Order["customer"] {
  const given = random.pick(givenNames);
  const family = random.pick(familyNames);
  const mailbox = `${given}.${family}`
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll("ı", "i")
    .replaceAll(/[^a-z.]/g, "");
  return {
    id: `C-${random.int(2000, 9999)}`,
    name: `${given} ${family}`,
    email: `${mailbox}@example.com`,
    street: `${random.pick(streets)} ${random.int(1, 180)}`,
    city: random.pick(region.cities),
  };
}
