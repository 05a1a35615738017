import type { AppError, Reading } from "@/lib/errors/app-error";

/** Who was refused asks again, but not at every beat: a server writes each refusal into its log. */
export type Patience = {
  mayAsk(name: string): boolean;
  /** What came of asking. */
  heard(name: string, reading: Reading<unknown>): void;
  /** On another connection everything may be different. */
  forget(): void;
};

const waitsMs: Partial<Record<AppError["kind"], number>> = {
  permission: 60_000,
  "no-responders": 10_000,
  "no-jetstream": 10_000,
  "no-api": 10_000,
};

/** Remembers refusals by the name of what was asked. */
export function createPatience({ nowMs }: { nowMs: () => number }): Patience {
  const untilMs = new Map<string, number>();
  return {
    mayAsk: (name) => nowMs() >= (untilMs.get(name) ?? 0),
    heard(name, reading) {
      const waitMs = reading.ok ? 0 : (waitsMs[reading.error.kind] ?? 0);
      untilMs.set(name, nowMs() + waitMs);
    },
    forget: () => untilMs.clear(),
  };
}
