import { arrivalSamples } from "./limits";

/** When the messages of one stream arrived, told by how far it had come at each reading. */
export type Arrivals = {
  /** How far it had come: a sequence, when that one was stored, and when it was still the last. */
  add(sequence: bigint, storedMs: number, atMs: number): void;
  /** Undefined for what had not arrived yet. */
  find(sequence: bigint): Arrival | undefined;
  forget(): void;
};

/** It arrived between the two, most likely at `ms`; `afterMs` is not known of what is older than the first reading. */
type Arrival = { afterMs: number | undefined; ms: number; byMs: number };

type Sample = { sequence: bigint; storedMs: number; untilMs: number };

/** Samples of one stream; times are the server's. */
export function createArrivals(): Arrivals {
  let samples: Sample[] = [];
  return {
    add(sequence, storedMs, atMs) {
      const last = samples.at(-1);
      // Another stream of this name, or one that was restored.
      if (last && sequence < last.sequence) samples = [];
      if (last && sequence === last.sequence) {
        last.untilMs = Math.max(last.untilMs, atMs);
        return;
      }
      samples.push({ sequence, storedMs, untilMs: atMs });
      if (samples.length > arrivalSamples) samples.splice(leastMissed(samples), 1);
    },
    find(sequence) {
      const at = firstFrom(samples, sequence);
      const by = samples[at];
      if (!by) return undefined;
      const { storedMs } = by;
      if (by.sequence === sequence) return { afterMs: storedMs, ms: storedMs, byMs: storedMs };
      const before = samples[at - 1];
      if (!before) return { afterMs: undefined, ms: storedMs, byMs: storedMs };
      const afterMs = Math.min(before.untilMs, storedMs);
      const part =
        Number(sequence - before.sequence) / Math.max(1, Number(by.sequence - before.sequence));
      return { afterMs, ms: afterMs + (storedMs - afterMs) * part, byMs: storedMs };
    },
    forget() {
      samples = [];
    },
  };
}

/** The place of the first sample that had come so far. */
function firstFrom(samples: readonly Sample[], sequence: bigint): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const sample = samples[middle];
    if (sample && sample.sequence < sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Without it the times of those around it stay best known, measured by how long ago they are. */
function leastMissed(samples: readonly Sample[]): number {
  const nowMs = samples.at(-1)?.untilMs ?? 0;
  let least = Number.POSITIVE_INFINITY;
  let found = 1;
  for (let at = 1; at < samples.length - 1; at++) {
    const before = samples[at - 1];
    const after = samples[at + 1];
    if (!before || !after) continue;
    const gap = (after.storedMs - before.untilMs) / (nowMs - after.storedMs + 1_000);
    if (gap < least) {
      least = gap;
      found = at;
    }
  }
  return found;
}
