import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type NatsConnection, type WsConnectionOptions, wsconnect } from "@nats-io/nats-core";
import WebSocket from "ws";
import type { RoleName } from "@/lib/model/role";
import type { Target } from "@/lib/server/connections/target";
import { createGateway, type Gateway, type GatewayOptions } from "@/lib/server/gateway/gateway";
import { until } from "./until";

/** A gateway on a plain HTTP server, as the front door would call it. */
export type TestGateway = {
  gateway: Gateway;
  /** ws:// address of a connection. */
  url: (id: string) => string;
  /** What the gateway wrote to its log. */
  logged: string[];
  stop: () => Promise<void>;
};

/** Starts a gateway on a free loopback port for the targets by their ids. */
export async function startGateway(
  targets: Record<string, Target>,
  limits: GatewayOptions["limits"] = {},
  role: RoleName = "admin",
): Promise<TestGateway> {
  const logged: string[] = [];
  const registry = { target: (id: string) => targets[id] };
  const log = (level: string, message: string) => void logged.push(`${level} ${message}`);
  const gateway = createGateway({ registry, limits, role, log });
  const server = createServer((_req, res) => res.writeHead(404).end());
  server.on("upgrade", (req, socket, head) =>
    gateway.upgrade(req, socket, head, (req.url ?? "").split("/").at(-1) ?? ""),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    gateway,
    url: (id) => `ws://127.0.0.1:${port}/gateway/${id}`,
    logged,
    stop: async () => {
      await gateway.close(1012, "the test is over");
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A socket that speaks no NATS by itself: what it got, and how it was closed. */
export type RawClient = {
  socket: WebSocket;
  text: () => string;
  frameCount: () => number;
  send: (text: string) => void;
  /** Waits until the text was received. */
  received: (text: string) => Promise<unknown>;
  closed: Promise<{ code: number; reason: string }>;
};

/** Opens a bare WebSocket. */
export function openRaw(url: string, headers: Record<string, string> = {}): RawClient {
  const socket = new WebSocket(url, { perMessageDeflate: false, headers });
  const frames: Buffer[] = [];
  const text = () => Buffer.concat(frames).toString("latin1");
  socket.on("message", (data: Buffer) => frames.push(data));
  socket.on("error", () => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once("close", (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  return {
    socket,
    text,
    frameCount: () => frames.length,
    send: (line) => socket.send(Buffer.from(line)),
    received: (wanted) =>
      until(`received ${JSON.stringify(wanted)}; got ${text()}`, () => text().includes(wanted)),
    closed,
  };
}

/** The NATS client of a page, in Node; `headers` are those of a program. */
export function connectThrough(
  url: string,
  options: WsConnectionOptions = {},
  headers: Record<string, string> = {},
): Promise<NatsConnection> {
  return wsconnect({
    servers: url,
    timeout: 5000,
    wsFactory: (address) => ({ socket: new WebSocket(address, { headers }), encrypted: false }),
    ...options,
  });
}
