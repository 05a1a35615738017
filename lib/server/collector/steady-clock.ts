/** The console's clock: it never goes back and never jumps, whatever is done to the machine's (R09). */
export function createSteadyClock(
  wallMs: () => number = Date.now,
  monotonicMs: () => number = () => performance.now(),
): () => number {
  const offsetMs = wallMs() - monotonicMs();
  return () => offsetMs + monotonicMs();
}
