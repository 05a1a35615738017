import { type NatsConnection, type Status, TimeoutError } from "@nats-io/nats-core";
import type { ConnectionStatus } from "@/lib/model/connection";
import { identify } from "@/lib/nats/identify";
import { createBackOff } from "@/lib/server/dial/back-off";
import { connectNats } from "@/lib/server/dial/connect";
import { urlsInOrder } from "@/lib/server/dial/url-order";
import { type ConnectionEvent, nextStatus } from "./status";
import type { Target } from "./target";
import { watchRtt } from "./watch-rtt";

/** The server's own, always open connection to one NATS system. */
export type ConnectionWatch = {
  /** Nothing secret in it. */
  status(): ConnectionStatus;
  /** The connection while it is up; the same object before and after an outage. */
  nats(): NatsConnection | undefined;
  /** Calls back with each change from now on, until the returned function is called. */
  follow(listener: (status: ConnectionStatus) => void): () => void;
  close(): Promise<void>;
};

/** Who wants to hear of each change. */
export type WatchOptions = { onChange?: (status: ConnectionStatus) => void };

/** Opens the connection now or as soon as the server can be had, and keeps trying until it is closed. */
export function watchConnection(
  target: Target,
  { onChange = () => {} }: WatchOptions = {},
): ConnectionWatch {
  let status: ConnectionStatus = { state: "connecting" };
  let connection: NatsConnection | undefined;
  const closing = new AbortController();
  const listeners = new Set([onChange]);

  const tell = (event: ConnectionEvent) => {
    if (closing.signal.aborted) return;
    const next = nextStatus(status, event, Date.now());
    if (next === status) return;
    status = next;
    // It comes every few seconds, and is no change of what the connection does.
    if (event.type !== "rtt") for (const listener of listeners) listener(status);
  };
  const open = () =>
    connectNats(target, {
      name: "natsight",
      signal: closing.signal,
      onDialError: (error) => tell({ type: "dial-failed", error }),
      onServerError: (words) => tell({ type: "server-error", words }),
    });
  const upEvent = (connection: NatsConnection): ConnectionEvent => ({
    type: "up",
    server: identify(connection),
    address: urlsInOrder(target)[0] ?? "",
  });
  const finished = keepOpen(open, upEvent, tell, closing.signal, (opened) => {
    connection = opened;
  });

  return {
    status: () => status,
    nats: () => (status.state === "connected" ? connection : undefined),
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closing.abort();
      await connection?.close();
      await finished;
    },
  };
}

async function keepOpen(
  open: () => Promise<NatsConnection>,
  upEvent: (connection: NatsConnection) => ConnectionEvent,
  tell: (event: ConnectionEvent) => void,
  signal: AbortSignal,
  onOpen: (connection: NatsConnection | undefined) => void,
): Promise<void> {
  const backOff = createBackOff();
  while (!signal.aborted) {
    backOff.failed();
    const connection = await open().catch((error: unknown) => {
      // Who heard the failure itself has told it already; this is for what nobody heard.
      tell({ type: "down", why: wordsOf(error) });
    });
    if (!connection) {
      await pause(backOff.delayMs(), signal);
      continue;
    }
    backOff.succeeded();
    onOpen(connection);
    if (signal.aborted) await connection.close();
    else await follow(connection, upEvent, tell);
    onOpen(undefined);
  }
}

/** Tells what nats.js says of an open connection, until it is closed for good. */
async function follow(
  connection: NatsConnection,
  upEvent: (connection: NatsConnection) => ConnectionEvent,
  tell: (event: ConnectionEvent) => void,
) {
  const statuses = connection.status();
  const up = () => upEvent(connection);
  tell(up());
  const stop = watchRtt(connection, (rttMs) => tell({ type: "rtt", rttMs }));
  for await (const status of statuses) {
    const event = eventOf(status, up);
    if (event) tell(event);
  }
  stop();
  tell({ type: "down", why: "the connection was closed" });
}

function eventOf(status: Status, up: () => ConnectionEvent): ConnectionEvent | undefined {
  if (status.type === "reconnect") return up();
  if (status.type === "staleConnection") {
    return { type: "down", why: "the server does not answer" };
  }
  if (status.type === "disconnect")
    return { type: "down", why: "the server closed the connection" };
  return undefined;
}

function wordsOf(error: unknown): string {
  if (error instanceof TimeoutError) return "the server did not finish the NATS handshake";
  return error instanceof Error ? error.message : "the connection failed";
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
