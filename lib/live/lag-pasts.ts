import { consumerKey } from "@/lib/model/consumers";
import type { SparkPast } from "./lag-spark";

/** What was kept of a consumer's lag; 0 where nobody says when it was made. */
export type LagPast = { stream: string; name: string; createdMs: number; line: SparkPast };

/** What was kept of consumers that are not read yet. */
export type LagPasts = {
  keep(past: LagPast): void;
  /** Undefined for one of whom nothing was kept; what one of the same name had before is not its own. */
  take(consumer: Named): LagPast | undefined;
};

type Named = { stream: string; name: string; createdMs?: number };

/** Holds each until it is asked for. */
export function createLagPasts(): LagPasts {
  const pasts = new Map<string, LagPast>();
  return {
    keep: (past) => void pasts.set(keyOf(past), past),
    take(consumer) {
      if (pasts.size === 0) return undefined;
      const key = keyOf(consumer);
      const past = pasts.get(key);
      pasts.delete(key);
      return past;
    },
  };
}

function keyOf(consumer: Named): string {
  return `${consumerKey(consumer)} ${consumer.createdMs ?? 0}`;
}
