import { keysFresh } from "./limits";

/** What has changed while somebody looked. */
export type KeyChanges = {
  note(key: string): void;
  count(): number;
  /** Of the last second. */
  perSec(): number;
  /** How long ago a key changed; undefined where that is no news any more. */
  agoMs(key: string): number | undefined;
};

/** A change is marked for so long. */
const freshMs = 2_000;
const secondMs = 1_000;
const slotMs = 100;

/** Counts from now on. */
export function createKeyChanges(now: () => number = () => performance.now()): KeyChanges {
  let fresh = new Map<string, number>();
  let slots: { atMs: number; count: number }[] = [];
  let count = 0;

  const prune = (atMs: number) => {
    const isFresh = ([, changedMs]: [string, number]) => atMs - changedMs < freshMs;
    fresh = new Map([...fresh].filter(isFresh));
  };
  return {
    note(key) {
      const atMs = now();
      count++;
      if (fresh.size >= keysFresh) prune(atMs);
      if (fresh.size < keysFresh) fresh.set(key, atMs);
      const slot = slots.at(-1);
      if (slot && atMs - slot.atMs < slotMs) slot.count++;
      else slots.push({ atMs, count: 1 });
      if (slots.length > 2 * (secondMs / slotMs)) slots = slots.slice(-secondMs / slotMs);
    },
    count: () => count,
    perSec() {
      const atMs = now();
      const recent = slots.filter((slot) => atMs - slot.atMs < secondMs);
      return recent.reduce((sum, slot) => sum + slot.count, 0);
    },
    agoMs(key) {
      const changedMs = fresh.get(key);
      const agoMs = changedMs === undefined ? freshMs : now() - changedMs;
      return agoMs < freshMs ? agoMs : undefined;
    },
  };
}
