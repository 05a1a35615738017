import type { BucketChange } from "./bucket-changes";
import { firstOrderNumber, orderOf } from "./order";
import { seeded } from "./seeded";

/** Who checks out has the goods held for a minute or so: paid, the hold is taken back; else it runs out. */
export function holdChanges(seed: number, step: number): BucketChange[] {
  const changes: BucketChange[] = [holdPut(seed, step)];
  const before = step - 25;
  if (before >= firstOrderNumber && seeded(seed, `hold-fate/${before}`).chance(0.4)) {
    // The marker goes by itself, too: nobody asks later who held what.
    changes.push({ kind: "delete", bucket: "holds", key: holdKey(seed, before), ttlSeconds: 60 });
  }
  return changes;
}

function holdPut(seed: number, step: number): BucketChange {
  const order = orderOf(seed, step);
  const value = JSON.stringify({
    customer: order.customer.id,
    lines: order.lines.map((line) => ({ sku: line.product.sku, quantity: line.quantity })),
  });
  const ttlSeconds = seeded(seed, `hold/${step}`).int(40, 110);
  return { kind: "put", bucket: "holds", key: holdKey(seed, step), value, ttlSeconds };
}

function holdKey(seed: number, step: number): string {
  const { warehouse, id } = orderOf(seed, step);
  return `${warehouse}/${id}`;
}
