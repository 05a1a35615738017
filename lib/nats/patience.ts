import type { AppError, Reading } from "@/lib/errors/app-error";

/** Who was refused asks again, but ever more seldom: a server writes each refusal into its log. */
export type Patience = {
  mayAsk(name: string): boolean;
  /** What came of asking. */
  heard(name: string, reading: Reading<unknown>): void;
  /** On another connection everything may be different. */
  forget(): void;
};

/** A permission that is given meanwhile is found within this. */
const longestMs = 30 * 60_000;

const waitsMs: Partial<Record<AppError["kind"], number>> = {
  permission: 60_000,
  "no-responders": 10_000,
  "no-jetstream": 10_000,
  "no-api": 10_000,
};

/** Remembers refusals by the name of what was asked. */
export function createPatience({ nowMs }: { nowMs: () => number }): Patience {
  const refusals = new Map<string, { untilMs: number; waitMs: number }>();
  return {
    mayAsk: (name) => nowMs() >= (refusals.get(name)?.untilMs ?? 0),
    heard(name, reading) {
      const firstMs = reading.ok ? undefined : waitsMs[reading.error.kind];
      if (firstMs === undefined) return void refusals.delete(name);
      const isLogged = !reading.ok && reading.error.kind === "permission";
      const before = isLogged ? (refusals.get(name)?.waitMs ?? 0) : 0;
      const waitMs = Math.max(firstMs, Math.min(2 * before, longestMs));
      refusals.set(name, { untilMs: nowMs() + waitMs, waitMs });
    },
    forget: () => refusals.clear(),
  };
}
