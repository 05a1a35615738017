import type { NatsConnection } from "@nats-io/nats-core";
import { NatsConnectionImpl, setTransportFactory } from "@nats-io/nats-core/internal";
import { authenticatorOf } from "@/lib/nats/authenticator";
import type { Target } from "@/lib/server/connections/target";
import type { Dialled } from "./dial";
import { type DialledOptions, DialledTransport } from "./transport";

/** Who it is for, and who wants to hear what the server says. */
export type ConnectOverOptions = {
  name: string;
  timeoutMs: number;
  onServerError: (words: string) => void;
};

/** A nats.js connection over a stream that is open already; it logs in once, and never connects again. */
export function connectOver(
  dialled: Dialled,
  target: Target,
  { name, timeoutMs, onServerError }: ConnectOverOptions,
): Promise<NatsConnection> {
  // A module global of nats.js: set anew each time, should anything else have set it.
  setTransportFactory({ factory: () => new DialledTransport() });
  const options: DialledOptions = {
    name,
    servers: "natsight.invalid",
    ignoreClusterUpdates: true,
    reconnect: false,
    maxReconnectAttempts: 0,
    timeout: timeoutMs,
    noAsyncTraces: true,
    inboxPrefix: target.subjects.inboxPrefix,
    authenticator: authenticatorOf(target.auth),
    // Its own order of URLs: what this connection meets teaches others nothing.
    target: { ...target },
    dialled,
    dialTimeoutMs: timeoutMs,
    dialSignal: undefined,
    onAttempt: () => {},
    onDialError: () => {},
    onServerError,
  };
  return NatsConnectionImpl.connect(options);
}
