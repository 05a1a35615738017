import { createServer, type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createNonce } from "./content-security-policy";
import type { FrontDoor } from "./front-door";
import { responseHeaders } from "./headers";
import {
  headersTimeoutMs,
  keepAliveTimeoutMs,
  maxHeaderBytes,
  portTries,
  requestTimeoutMs,
  timeoutCheckMs,
} from "./limits";
import type { Log } from "./log";
import { type Refusal, refuseSocket } from "./refusal";

/** An HTTP server that gives every client the same short time and everything to the front door. */
export function createHttpServer(door: FrontDoor): Server {
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionsCheckingInterval: timeoutCheckMs,
    // Node's own answer to a missing Host would lack our headers; the front door refuses it.
    requireHostHeader: false,
  });
  server.on("request", door.request);
  server.on("upgrade", (req, socket, head) => {
    if (isPlainRead(req)) answerWithoutUpgrade(door, req, socket);
    else door.upgrade(req, socket, head);
  });
  // `Expect: something` else would be answered by Node itself.
  server.on("checkExpectation", door.request);
  server.on("clientError", answerClientError);
  return server;
}

/** Where the server came to listen, or why it does not. */
export type Listening = { ok: true; port: number } | { ok: false; why: string };

/** Listens on the port, or on the next free one, and says which it became. */
export async function listen(
  server: Server,
  { host, port, log }: { host: string; port: number; log: Log },
): Promise<Listening> {
  const last = port === 0 ? 0 : Math.min(port + portTries - 1, 65_535);
  for (let next = port; next <= last; next++) {
    const error = await tryListen(server, host, next);
    if (!error) {
      if (next !== port) log("info", `port ${port} is taken: listening on ${next} instead`);
      const address = server.address();
      return { ok: true, port: typeof address === "object" && address ? address.port : next };
    }
    if (error.code !== "EADDRINUSE") {
      return { ok: false, why: `cannot listen on ${host} port ${next}: ${error.message}` };
    }
  }
  return { ok: false, why: `ports ${port} to ${last} of ${host} are all taken` };
}

/** Takes no more requests and ends the open ones; upgraded sockets belong to the gateway. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

// Some HTTP clients (Java's own) offer h2c with every request; whoever cannot speak it is to answer as
// if nothing had been offered. Node hands over the bare socket, so the response is put on it by hand.
function answerWithoutUpgrade(door: FrontDoor, req: IncomingMessage, socket: Duplex): void {
  const res = new ServerResponse(req);
  res.shouldKeepAlive = false;
  res.assignSocket(socket as Socket);
  socket.on("error", () => socket.destroy());
  res.once("finish", () => socket.end(() => socket.destroy()));
  door.request(req, Object.assign(res, { req }));
}

function isPlainRead(req: IncomingMessage): boolean {
  const isRead = req.method === "GET" || req.method === "HEAD";
  return isRead && req.headers.upgrade?.toLowerCase() !== "websocket";
}

function tryListen(
  server: Server,
  host: string,
  port: number,
): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off("listening", onListening);
      resolve(error);
    };
    const onListening = () => {
      server.off("error", onError);
      resolve(undefined);
    };
    server.once("error", onError).once("listening", onListening).listen(port, host);
  });
}

// What Node's parser refuses never becomes a request, yet its answer carries the headers too.
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  const refusal = clientErrors[error.code ?? ""] ?? {
    status: 400,
    why: "This is no HTTP request.",
  };
  const started = (socket as Socket).bytesWritten > 0;
  if (error.code === "ECONNRESET" || !socket.writable || started) {
    socket.destroy();
    return;
  }
  const facts = { mode: "production" as const, connectOrigins: [], https: false };
  const response = { path: "", status: refusal.status, contentType: undefined };
  refuseSocket(socket, refusal, responseHeaders(response, createNonce(), facts));
}

const clientErrors: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: { status: 431, why: "The headers are too long." },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, why: "The request took too long." },
};
