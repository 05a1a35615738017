import type { Duplex } from "node:stream";

/** Sees whether a paused direction still moves. */
export type Stall = { begin(nowMs: number): void; end(): void; isOver(nowMs: number): boolean };

/**
 * A slow link takes longer than the limit to empty a full buffer, and is no stall: only a socket that takes not one
 * byte for so long is.
 */
export function createStall(socket: Duplex, stalledMs: number): Stall {
  let left: number | undefined;
  let sinceMs = 0;
  return {
    begin(nowMs) {
      left = unwritten(socket);
      sinceMs = nowMs;
    },
    end() {
      left = undefined;
    },
    isOver(nowMs) {
      if (left === undefined) return false;
      const now = unwritten(socket);
      if (now !== left) {
        left = now;
        sinceMs = nowMs;
      }
      return nowMs - sinceMs > stalledMs;
    },
  };
}

/**
 * What the kernel has not taken yet. Node reports a write only when all of it is gone; the handle's own figure, which
 * Node's socket timeout reads as well, moves with every byte.
 */
function unwritten(socket: Duplex & { _handle?: { writeQueueSize?: number } | null }): number {
  return socket.writableLength + (socket._handle?.writeQueueSize ?? 0);
}
