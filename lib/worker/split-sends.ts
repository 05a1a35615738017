/** The gateway takes a message of the server's max_payload and this much more in a frame, whatever that is. */
const frameBytes = 64 * 1024;

/**
 * Has a socket send what is large in several frames: the client writes all that waits into one, and with more than one
 * large message in it the gateway would close.
 */
export function splitSends(socket: Pick<WebSocket, "send">): void {
  const send = socket.send.bind(socket);
  socket.send = (data) => {
    if (!(data instanceof ArrayBuffer)) return send(data);
    for (let at = 0; at < data.byteLength; at += frameBytes) {
      send(new Uint8Array(data, at, Math.min(frameBytes, data.byteLength - at)));
    }
  };
}
