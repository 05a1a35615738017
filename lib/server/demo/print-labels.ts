import { setTimeout as pause } from "node:timers/promises";
import type { Buckets } from "./buckets";
import type { Schedule } from "./schedule";
import { labelCount, type ShelfLabel, shelfLabel } from "./shelf-labels";

const batchSize = 400;

/** Puts the labels that an earlier run has not come to, a batch at a time. */
export async function printLabels(buckets: Buckets, timers: Schedule, seed: number): Promise<void> {
  const missing = await missingLabels(buckets, seed);
  while (missing.length > 0 && !timers.stopped()) {
    const sinceMs = performance.now();
    await print(buckets, missing.splice(0, batchSize));
    // Half a core at most, for a page opened meanwhile comes first.
    await pause(performance.now() - sinceMs);
  }
}

async function missingLabels({ manager }: Buckets, seed: number): Promise<ShelfLabel[]> {
  const { state } = await manager.streams.info("KV_labels");
  // Who deleted some since meant it.
  if (state.last_seq >= labelCount) return [];
  const { state: stored } = await manager.streams.info("KV_labels", { subjects_filter: ">" });
  const isThere = (key: string) => stored.subjects?.[`$KV.labels.${key}`] !== undefined;
  const all = Array.from({ length: labelCount }, (_, index) => shelfLabel(seed, index, 0));
  return all.filter(({ key }) => !isThere(key));
}

/** Only the last is waited for: it is stored after all of them. */
async function print({ connection, client }: Buckets, labels: ShelfLabel[]): Promise<void> {
  const last = labels.pop();
  if (!last) return;
  for (const { key, value } of labels) connection.publish(`$KV.labels.${key}`, value);
  await client.publish(`$KV.labels.${last.key}`, last.value);
}
