import type { IncomingMessage, ServerResponse } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { isApiPath } from "./api-path";
import { lingerBytes, lingerMs } from "./limits";

/** Why a request goes no further, with the HTTP status that says so. */
export type Refusal = { status: number; why: string };

/** Answers a refused request, in JSON under /api and as text elsewhere. */
export function refuse(req: IncomingMessage, res: ServerResponse, refusal: Refusal): void {
  const [type, body] = refusalBody(req.url ?? "", refusal);
  res.statusCode = refusal.status;
  res.setHeader("Content-Type", type);
  res.setHeader("Content-Length", Buffer.byteLength(body));
  if (!hasBody(req)) {
    res.end(req.method === "HEAD" ? undefined : body);
    return;
  }
  res.setHeader("Connection", "close");
  res.write(body);
  linger(req, () => res.end());
}

/** Answers a refused upgrade on its bare socket. */
export function refuseSocket(
  socket: Duplex,
  refusal: Refusal,
  headers: Record<string, string>,
): void {
  socket.on("error", () => socket.destroy());
  // A client that never closes its half would keep the socket for ever.
  socket.once("finish", () => socket.destroy());
  socket.end(rawResponse(refusal, headers));
}

/** Whether a request announces a body. */
export function hasBody(req: IncomingMessage): boolean {
  return (
    req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0
  );
}

// For where Node offers no ServerResponse.
function rawResponse(refusal: Refusal, headers: Record<string, string>): string {
  const body = `${refusal.why}\n`;
  const all = {
    ...headers,
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": String(Buffer.byteLength(body)),
    Connection: "close",
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const reason = STATUS_CODES[refusal.status] ?? "Refused";
  return `HTTP/1.1 ${refusal.status} ${reason}\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
}

function refusalBody(url: string, refusal: Refusal): [string, string] {
  return isApiPath(url)
    ? ["application/json", JSON.stringify({ error: { title: refusal.why } })]
    : ["text/plain; charset=utf-8", `${refusal.why}\n`];
}

// Closing while the client still sends makes its kernel drop the answer it has not read yet. So the
// rest is read and thrown away for a moment, never kept.
function linger(req: IncomingMessage, done: () => void): void {
  let leftBytes = lingerBytes;
  const timer = setTimeout(finish, lingerMs);
  function finish() {
    clearTimeout(timer);
    req.off("data", onData).off("end", finish).off("close", finish);
    done();
  }
  function onData(chunk: Buffer) {
    leftBytes -= chunk.length;
    if (leftBytes <= 0) finish();
  }
  req.on("data", onData).on("end", finish).on("close", finish);
}
