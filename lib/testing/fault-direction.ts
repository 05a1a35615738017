import type { Socket } from "node:net";
import { type Fault, isBlocked } from "./fault";

/** One way of a proxied connection. */
export type Direction = {
  /** The fault has changed. */
  wake: () => void;
  stop: () => void;
  /** Calls back once everything that arrived has been passed on. */
  drained: (done: () => void) => void;
};

type Chunk = { bytes: Buffer; arrivedMs: number };

// Enough for a fast connection under some latency, and a bound when nothing gets through.
const maxQueuedBytes = 4 * 1024 * 1024;
const slicesPerSec = 50;

/** Passes bytes on in their order, as fast as the fault of the moment allows. */
export function createDirection(from: Socket, to: Socket, fault: () => Fault): Direction {
  const queue: Chunk[] = [];
  let queuedBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  let freeAtMs = 0;
  let stopped = false;
  let ended = false;
  let onDrained: (() => void) | undefined;

  const pump = (): void => {
    clearTimeout(timer);
    while (!stopped && !isBlocked(fault()) && !to.writableNeedDrain) {
      const chunk = queue[0];
      if (!chunk) {
        finish();
        return;
      }
      const waitMs = waitFor(chunk);
      if (waitMs > 0) {
        timer = setTimeout(pump, waitMs);
        return;
      }
      pass(chunk);
    }
  };
  const waitFor = (chunk: Chunk): number => {
    const now = fault();
    if (now.kind === "latency") return chunk.arrivedMs + now.delayMs - performance.now();
    if (now.kind === "bandwidth") return freeAtMs - performance.now();
    return 0;
  };
  const pass = (chunk: Chunk): void => {
    const now = fault();
    const limit = now.kind === "bandwidth" ? now.bytesPerSec / slicesPerSec : chunk.bytes.length;
    const bytes = chunk.bytes.subarray(0, Math.max(1, Math.ceil(limit)));
    if (bytes.length === chunk.bytes.length) queue.shift();
    else chunk.bytes = chunk.bytes.subarray(bytes.length);
    if (now.kind === "bandwidth") {
      freeAtMs = Math.max(freeAtMs, performance.now()) + (1_000 * bytes.length) / now.bytesPerSec;
    }
    queuedBytes -= bytes.length;
    to.write(bytes);
    if (queuedBytes < maxQueuedBytes) from.resume();
  };
  const finish = (): void => {
    if (ended) to.end();
    onDrained?.();
  };

  from.on("data", (bytes: Buffer) => {
    queue.push({ bytes, arrivedMs: performance.now() });
    queuedBytes += bytes.length;
    if (queuedBytes >= maxQueuedBytes) from.pause();
    pump();
  });
  from.once("end", () => {
    ended = true;
    pump();
  });
  to.on("drain", pump);
  // The proxy accepts connections paused.
  from.resume();
  return {
    wake: pump,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
    drained: (done) => {
      onDrained = done;
      pump();
    },
  };
}
