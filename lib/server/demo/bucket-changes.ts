import { products } from "./company";
import { mailOf, rankingOf } from "./edited-papers";
import { flagNames, flagValue } from "./first-entries";
import { orderOf } from "./order";
import { seeded } from "./seeded";
import { labelCount, shelfLabel } from "./shelf-labels";
import { holdChanges } from "./stock-holds";

/** The buckets that the programs of the company write to. */
export type BucketName = "config" | "flags" | "sessions" | "holds" | "labels" | "catalogue";

/** A change of a key; what has a time to live of its own has it where the server knows such a thing. */
type KeyOf = { bucket: BucketName; key: string; ttlSeconds?: number };

/** What a step of the company does to a bucket. */
export type BucketChange =
  | ({ kind: "put"; value: string | Uint8Array } & KeyOf)
  | ({ kind: "delete" } & KeyOf);

/** Only the newest of these are made when the past is told: older ones are over. */
export const passing: readonly BucketName[] = ["sessions", "holds"];

/**
 * What changes in the buckets when order `step` comes in: visitors come and go, somebody edits a
 * setting now and then, a flag is turned, a shelf is priced anew, a maintenance window is announced and taken back.
 */
export function changesAt(seed: number, step: number): BucketChange[] {
  const changes = [...sessionChanges(seed, step), ...holdChanges(seed, step)];
  const random = seeded(seed, `change/${step}`);
  changes.push(...labelChanges(seed, step), ...paperChanges(seed, step));
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

/** Somebody tunes the search and words a mail differently: texts whose editions differ by a line. */
function paperChanges(seed: number, step: number): BucketChange[] {
  const put = (key: string, value: string): BucketChange[] => [
    { kind: "put", bucket: "config", key, value },
  ];
  if (step % 60 === 0) return put("search.ranking", rankingOf(seed, step / 60));
  if (step % 75 === 0) return put("mail.templates.shipped", mailOf(step / 75));
  return [];
}

function labelChanges(seed: number, step: number): BucketChange[] {
  if (step % 4 !== 0) return [];
  const index = seeded(seed, `shelf/${step}`).int(0, labelCount - 1);
  return [{ kind: "put", bucket: "labels", ...shelfLabel(seed, index, step) }];
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
