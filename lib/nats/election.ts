import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";

/** Tells JetStream that has no leader for a moment from JetStream that is not there (R03). */
export type Election = {
  /** The servers have answered something else. */
  alive(): void;
  /** Asks, and calls a refusal by its name. */
  judge<T>(nc: NatsConnection, ask: () => Promise<Reading<T>>): Promise<Reading<T>>;
};

/** Longer than any election: after that it is off. */
const longestMs = 30_000;

/** Remembers when JetStream was there. */
export function createElection({ nowMs }: { nowMs: () => number }): Election {
  let aliveMs = Number.NEGATIVE_INFINITY;
  let thereMs = Number.NEGATIVE_INFINITY;

  const isElecting = (nc: NatsConnection, error: AppError, askedMs: number) => {
    // Whoever answers other questions and not this one is not cut off.
    if (error.kind === "timeout") return isClustered(nc) && aliveMs >= askedMs;
    return error.kind === "no-jetstream" && nowMs() - thereMs < longestMs;
  };
  return {
    alive() {
      aliveMs = nowMs();
    },
    async judge(nc, ask) {
      const askedMs = nowMs();
      const reading = await ask();
      if (reading.ok) thereMs = nowMs();
      if (reading.ok || !isElecting(nc, reading.error, askedMs)) return reading;
      const what = "what" in reading.error ? reading.error.what : "What is stored";
      return { ok: false, error: { kind: "electing", what } };
    },
  };
}

function isClustered({ info }: NatsConnection): boolean {
  return info?.cluster !== undefined && info.jetstream === true;
}
