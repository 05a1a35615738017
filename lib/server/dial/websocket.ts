import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createWebSocketStream, WebSocket } from "ws";
import { formatServerUrl, type ServerUrl } from "./url";

/** Turns an open connection, behind TLS for wss://, into a WebSocket and gives it as a stream of bytes. */
export function openWebSocket(
  connection: Socket,
  url: ServerUrl,
  signal: AbortSignal,
): Promise<{ ok: true; stream: Duplex } | { ok: false; httpStatus: number }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(formatServerUrl(url), {
      perMessageDeflate: false,
      followRedirects: false,
      createConnection: () => connection,
    });
    const stop = () => signal.removeEventListener("abort", onAbort);
    const onAbort = () => {
      socket.terminate();
      reject(signal.reason);
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort);
    // Stays: terminate() before the handshake is over ends in an error, too.
    socket.on("error", (error) => {
      stop();
      reject(error);
    });
    socket.once("unexpected-response", (_request, response) => {
      stop();
      response.destroy();
      socket.terminate();
      resolve({ ok: false, httpStatus: response.statusCode ?? 0 });
    });
    // Made before it opens: the server's INFO can come with the handshake's last bytes.
    const stream = createWebSocketStream(socket);
    stream.on("error", () => {});
    socket.once("open", () => {
      stop();
      resolve({ ok: true, stream });
    });
  });
}
