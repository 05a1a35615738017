import WebSocket from "ws";

/** Opens a WebSocket as a page of that origin would; returns "open" or the status that refused it. */
export function tryWebSocket(port: number, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers });
    socket.once("open", () => {
      resolve("open");
      socket.terminate();
    });
    socket.once("unexpected-response", (_request, response) => {
      resolve(String(response.statusCode));
      response.destroy();
      socket.terminate();
    });
    socket.once("error", () => resolve("failed"));
  });
}
