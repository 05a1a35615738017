import type { TailSieve } from "@/lib/nats/tail-sieve";

/** Leads what a socket brings through a sieve; the returned function gives the client what is left. */
export function siftSocket(socket: WebSocket, sieve: TailSieve): (bytes: Uint8Array) => void {
  let hear: WebSocket["onmessage"] = null;
  socket.addEventListener("message", ({ data }) => sieve.push(new Uint8Array(data)));
  // The client sets it as it would on any socket.
  Object.defineProperty(socket, "onmessage", {
    get: () => hear,
    set: (listener: WebSocket["onmessage"]) => {
      hear = listener;
    },
  });
  return (bytes) => hear?.call(socket, { data: bytes } as unknown as MessageEvent);
}
