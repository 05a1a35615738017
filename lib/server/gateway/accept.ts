import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { GatewayLimits } from "./limits";

/** A browser that asks for a WebSocket and was not answered yet. */
export type Upgrade = { req: IncomingMessage; socket: Duplex; head: Buffer };

/** Answers the handshake. A message of the server's max_payload fits into a frame, not much more. */
export function accept(
  { req, socket, head }: Upgrade,
  maxPayload: number,
  limits: GatewayLimits,
): WebSocket | undefined {
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: Math.min(maxPayload, limits.payloadBytes) + limits.frameOverheadBytes,
    maxFragments: limits.fragments,
    maxBufferedChunks: limits.chunks,
    closeTimeout: limits.closeMs,
  };
  let browser: WebSocket | undefined;
  if (socket.destroyed) return undefined;
  // Calls back before it returns; a faulty handshake it answers itself.
  new WebSocketServer(options).handleUpgrade(req, socket, head, (accepted) => {
    browser = accepted;
  });
  return browser;
}

/** A browser can't read the status of a failed upgrade: it is let in and told by the close. */
export function turnAway(
  request: Upgrade,
  code: number,
  reason: string,
  limits: GatewayLimits,
): void {
  const browser = accept(request, 0, limits);
  browser?.on("error", () => {}).close(code, reason);
}
