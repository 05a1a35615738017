import type { Duplex } from "node:stream";

/** Fires when a browser leaves before it was let in; `release` hands its socket on as it was. */
export function watchWaiting(socket: Duplex): { gone: AbortSignal; release(): void } {
  const left = new AbortController();
  const leave = () => {
    left.abort();
    socket.destroy();
  };
  // Nobody reads the socket yet, and an end that nobody reads is not told. What came early stays in it.
  const look = () => {
    if (socket.readableLength === 0) socket.read();
  };
  socket.on("readable", look).on("end", leave).on("close", leave);
  if (socket.destroyed) leave();
  return {
    gone: left.signal,
    release() {
      socket.off("readable", look).off("end", leave).off("close", leave);
    },
  };
}
