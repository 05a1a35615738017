import { fetchCollected, jsonOf } from "./collector-fetch";
import { parseConsumers } from "./consumers-parse";
import type { Directs } from "./directs";
import type { ConsumersCalls } from "./history-protocol";
import type { Link } from "./link";
import { noWay } from "./no-way";
import { readOverLink } from "./over-link";
import type { Way } from "./way";

/** Where the calls learn of a connection. */
export type ConsumersOptions = {
  origin: () => string;
  findWay: (connectionId: string) => Promise<Way>;
  linkOf: (connectionId: string) => Link;
  direct: Directs;
};

/** The first time there may be ten thousand of them. */
const withinMs = 15_000;
const what = "The list of consumers";

/** What the page asks of all consumers: the console's collector answers, or in direct mode this tab. */
export function createConsumersCalls(options: ConsumersOptions): ConsumersCalls {
  const { origin, findWay, linkOf, direct } = options;
  return {
    async getConsumers(connectionId, since) {
      const way = await findWay(connectionId);
      if (way.kind === "gateway") {
        const query = since === undefined ? "" : `?since=${encodeURIComponent(since)}`;
        return fetchCollected(
          { origin: origin(), connectionId, what, path: `consumers${query}`, withinMs },
          jsonOf(parseConsumers),
        );
      }
      if (way.kind !== "direct") return noWay(way, connectionId, what);
      return readOverLink(linkOf(connectionId), {
        ...{ connectionId, what },
        read: async (nc) => (await direct(connectionId, way.address)).readConsumers(nc, since),
      });
    },
  };
}
