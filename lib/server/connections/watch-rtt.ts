import type { NatsConnection } from "@nats-io/nats-core";

const everyMs = 5_000;

/** Measures the way to the server and back, now and every few seconds; returns how to stop. */
export function watchRtt(connection: NatsConnection, onRtt: (rttMs: number) => void): () => void {
  let isAsking = false;
  const ask = async () => {
    // A server that is silent is asked once, not once more each time.
    if (isAsking || connection.isClosed()) return;
    isAsking = true;
    try {
      const askedMs = performance.now();
      await connection.flush();
      // nats.js's own `rtt` counts whole milliseconds, which on a local server are none.
      onRtt(Math.round(10 * (performance.now() - askedMs)) / 10);
    } catch {
      // It went in between: whoever follows the connection says so.
    } finally {
      isAsking = false;
    }
  };
  void ask();
  const timer = setInterval(() => void ask(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
