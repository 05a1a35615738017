import type { NatsConnection } from "@nats-io/nats-core";
import type { ServerIdentity } from "@/lib/model/connection";

/** Who the connection is on, from the INFO that it began with. */
export function identify(nc: NatsConnection): ServerIdentity {
  const { info } = nc;
  return {
    id: info?.server_id ?? "",
    name: info?.server_name ?? "",
    version: info?.version ?? "",
    jetstream: info?.jetstream ?? false,
    ...(info?.cluster ? { cluster: info.cluster } : {}),
  };
}
