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
  /** Puts another connection in this one's place, or none. */
  change: (id: string, target?: Target) => void;
  stop: () => Promise<void>;
};

/** Starts a gateway on a free loopback port for the targets by their ids. */
export async function startGateway(
  targets: Record<string, Target>,
  limits: GatewayOptions["limits"] = {},
  role: RoleName = "admin",
): Promise<TestGateway> {
  const logged: string[] = [];
  const current = new Map(Object.entries(targets));
  const listeners: ((id: string) => void)[] = [];
  const registry = {
    target: (id: string) => current.get(id),
    onChanged: (listener: (id: string) => void) => void listeners.push(listener),
  };
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
    change: (id, target) => {
      if (target) current.set(id, target);
      else current.delete(id);
      for (const listener of listeners) listener(id);
    },
    stop: async () => {
      await gateway.close();
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

/** Knocks until it is let in, as a page does while its server is away. */
export function knockUntilOpen(url: string): Promise<RawClient> {
  return until("the gateway lets somebody in", async () => {
    const raw = openRaw(url);
    const greeted = new Promise<RawClient>((resolve) => {
      raw.socket.once("message", () => resolve(raw));
    });
    return Promise.race([greeted, raw.closed.then(() => undefined)]);
  });
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
