import type { EmbeddedServer } from "./embedded";

/** How soon a server that died comes back, and who hears of it. */
export type KeepAliveOptions = {
  report: (line: string) => void;
  firstDelayMs?: number;
  maxDelayMs?: number;
  /** A server that has lived this long starts over with the first delay. */
  steadyAfterMs?: number;
};

/** Starts a server again whenever it ends by itself, more slowly the faster it dies. Returns how to let go, before `stop`. */
export function keepAlive(server: EmbeddedServer, options: KeepAliveOptions): () => void {
  const { report, firstDelayMs = 200, maxDelayMs = 30_000, steadyAfterMs = 60_000 } = options;
  let delayMs = firstDelayMs;
  let aliveSinceMs = Date.now();
  let released = false;
  let timer: NodeJS.Timeout | undefined;

  const restart = async (): Promise<void> => {
    // On a full disk it throws; the next try comes all the same.
    const result = await server.restart().catch((error: unknown) => ({
      ok: false as const,
      why: error instanceof Error ? error.message : String(error),
    }));
    if (released) return;
    if (result.ok) {
      aliveSinceMs = Date.now();
      report(`nats-server runs again, process ${server.pid}`);
      return;
    }
    report(`nats-server did not start: ${result.why}`);
    schedule();
  };
  const schedule = (): void => {
    if (released) return;
    timer = setTimeout(() => void restart(), delayMs);
    delayMs = Math.min(delayMs * 2, maxDelayMs);
  };
  const forget = server.onExit(({ code, signal }) => {
    if (Date.now() - aliveSinceMs > steadyAfterMs) delayMs = firstDelayMs;
    report(`nats-server ended by itself (${signal ?? code ?? "unknown"}), starts again`);
    schedule();
  });
  return () => {
    released = true;
    forget();
    clearTimeout(timer);
  };
}
