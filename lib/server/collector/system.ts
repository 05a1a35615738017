import type { NatsConnection } from "@nats-io/nats-core";
import { type EventOptions, followEvents } from "@/lib/nats/events";
import type { Target } from "@/lib/server/connections/target";
import { type ConnectionWatch, watchConnection } from "@/lib/server/connections/watch";

/** A second connection to the same servers, by the system account's credentials; undefined where there are none. */
export function openSystem(target: Target): ConnectionWatch | undefined {
  if (target.system.kind === "none") return undefined;
  return watchConnection({
    ...target,
    // Read at each dial: they may change in between.
    get urls() {
      return target.urls;
    },
    auth: target.system,
  });
}

/** Follows the events that only the system account is told of, until the returned function is called. */
export function followSystem(
  system: ConnectionWatch,
  { onUp, ...options }: EventOptions & { onUp: () => void },
): () => void {
  let followed: NatsConnection | undefined;
  const look = () => {
    const nc = system.nats();
    if (!nc) return;
    onUp();
    if (nc === followed) return;
    followed = nc;
    followEvents(nc, "system", options);
  };
  const stop = system.follow(look);
  look();
  return stop;
}
