import type { LinkStatus } from "@/lib/model/link";
import { type Link, openLink } from "./link";
import { createPace } from "./pace";
import type { Way } from "./way";

/** A tab's link with all that it said. */
export type TestLink = {
  link: Link;
  heard: LinkStatus[];
  now: () => LinkStatus["state"] | undefined;
  /** How often it was asked where to go. */
  askedCount: () => number;
  /** Waits until it is in this state, and gives what it says of it. */
  becomes: <State extends LinkStatus["state"]>(
    state: State,
    withinMs?: number,
  ) => Promise<LinkStatus & { state: State }>;
  stop: () => Promise<void>;
};

const names = { apiPrefix: "$JS.API", inboxPrefix: "_INBOX" };

/** The way through a gateway, or to a server's own WebSocket. */
export function wayTo(address: string, kind: "gateway" | "direct" = "gateway"): Way {
  return { kind, address, scope: names };
}

/** How a test waits: lib/testing's own, which only tests may import. */
type Until = <T>(what: string, check: () => T | undefined, withinMs?: number) => Promise<T>;

/** Opens a link whose way is read anew whenever it asks. */
export function openTestLink(
  findWay: (anew: boolean) => Way | Promise<Way>,
  until: Until,
): TestLink {
  const heard: LinkStatus[] = [];
  let stopped = false;
  let asked = 0;
  const link = openLink({
    pace: createPace({ delays: { hiddenMs: 60_000 } }),
    findWay: (anew) => {
      asked++;
      return stopped ? new Promise<Way>(() => undefined) : Promise.resolve(findWay(anew));
    },
  });
  link.watch((status) => heard.push(status));
  return {
    link,
    heard,
    now: () => heard.at(-1)?.state,
    askedCount: () => asked,
    becomes: (state, withinMs) =>
      until(
        `the link is ${state}; it was ${JSON.stringify(heard.slice(-3))}`,
        () => find(heard.at(-1), state),
        withinMs,
      ),
    async stop() {
      stopped = true;
      const nc = await Promise.race([link.nats(), Promise.resolve(undefined)]);
      await nc?.close();
    },
  };
}

function find<State extends LinkStatus["state"]>(status: LinkStatus | undefined, state: State) {
  return status?.state === state ? (status as LinkStatus & { state: State }) : undefined;
}
