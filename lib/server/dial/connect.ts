import type { NatsConnection } from "@nats-io/nats-core";
import { NatsConnectionImpl, setTransportFactory } from "@nats-io/nats-core/internal";
import { authenticatorOf } from "@/lib/nats/authenticator";
import { giveScope } from "@/lib/nats/scope";
import type { Target } from "@/lib/server/connections/target";
import { createBackOff } from "./back-off";
import type { DialError } from "./dial-error";
import { type DialledOptions, DialledTransport } from "./transport";

/** What a connection is for, and who wants to hear why it can't be had. */
export type ConnectOptions = {
  /** Shown by the NATS server in its list of connections. */
  name: string;
  onDialError?: (error: DialError) => void;
  onServerError?: (words: string) => void;
  /** Gives up the first attempt; an open connection is closed by its own `close`. */
  signal?: AbortSignal;
};

const pingIntervalMs = 3000;
const timeoutMs = 3000;
// Below nats.js's own limit, which would call every failure a timeout.
const dialTimeoutMs = 2500;

/**
 * Opens the server's own nats.js connection; it is the only place that does. Dials once and rejects when no URL
 * answers; once connected it reconnects for ever, also after a refusal, until it is closed.
 */
export async function connectNats(
  target: Target,
  { name, onDialError = () => {}, onServerError = () => {}, signal }: ConnectOptions,
): Promise<NatsConnection> {
  // A module global of nats.js: set anew each time, should anything else have set it.
  setTransportFactory({ factory: () => new DialledTransport() });
  const backOff = createBackOff();
  const options: DialledOptions = {
    name,
    // For its books only, and one, so that it waits between two dials: the transport knows the URLs.
    servers: "natsight.invalid",
    // Addresses that a server gossips would be sent our credentials (security.md, finding 3).
    ignoreClusterUpdates: true,
    ignoreAuthErrorAbort: true,
    pingInterval: pingIntervalMs,
    maxPingOut: 2,
    maxReconnectAttempts: -1,
    reconnectDelayHandler: backOff.delayMs,
    timeout: timeoutMs,
    noAsyncTraces: true,
    authenticator: authenticatorOf(target.auth),
    inboxPrefix: target.subjects.inboxPrefix,
    target,
    dialTimeoutMs,
    dialSignal: signal,
    onAttempt: backOff.failed,
    onDialError,
    onServerError,
  };
  const connection = await NatsConnectionImpl.connect(options);
  giveScope(connection, target.subjects);
  backOff.succeeded();
  void startOverAfterReconnect(connection, backOff.succeeded);
  return connection;
}

async function startOverAfterReconnect(connection: NatsConnection, succeeded: () => void) {
  for await (const status of connection.status()) {
    if (status.type === "reconnect") succeeded();
  }
}
