import type { Duplex } from "node:stream";

/** Ends a connection to NATS after the server took what the browser sent before it left, or when it takes too long. */
export function endUpstream(upstream: Duplex, withinMs: number): void {
  if (upstream.destroyed) return;
  const timer = setTimeout(() => upstream.destroy(), withinMs);
  timer.unref();
  upstream.once("close", () => clearTimeout(timer));
  upstream.end();
  // Its end is only seen by who reads.
  upstream.resume();
}
