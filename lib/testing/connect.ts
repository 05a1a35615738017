import type { NatsConnection } from "@nats-io/nats-core";
import {
  type Auth,
  plainTarget,
  type Target,
  type TlsFiles,
} from "@/lib/server/connections/target";
import { connectNats } from "@/lib/server/dial/connect";

/** How a test proves who it is, and what it calls itself. */
export type ConnectAs = { auth?: Auth; tls?: Partial<TlsFiles>; name?: string };

/** The configuration of a connection to a server of the lab. */
export function targetOf(url: string, { auth, tls }: ConnectAs = {}): Target {
  return {
    ...plainTarget,
    id: "test",
    label: "test",
    source: "environment",
    urls: [url],
    auth: auth ?? { kind: "none" },
    tls: { handshakeFirst: false, ...tls },
  };
}

/** A nats.js connection to a server of the lab, by the console's own dialler. */
export function connectTo(url: string, as: ConnectAs = {}): Promise<NatsConnection> {
  return connectNats(targetOf(url, as), { name: as.name ?? "test" });
}
