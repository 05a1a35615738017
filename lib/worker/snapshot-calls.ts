import type { Reading } from "@/lib/errors/app-error";
import type { Names } from "@/lib/model/names";
import type { Directs } from "./directs";
import type { Link } from "./link";
import { noWay } from "./no-way";
import { readOverLink } from "./over-link";
import type { SnapshotCalls } from "./protocol";
import { fetchNames, fetchSnapshot } from "./snapshot-gateway";
import type { Way } from "./way";

/** Where the calls learn of a connection. */
export type SnapshotOptions = {
  origin: () => string;
  findWay: (connectionId: string) => Promise<Way>;
  linkOf: (connectionId: string) => Link;
  direct: Directs;
};

/** What the page asks of a connection as a whole: the console's collector answers, or in direct mode this tab. */
export function createSnapshotCalls(options: SnapshotOptions): SnapshotCalls {
  const { origin, findWay, linkOf, direct } = options;
  return {
    async getSnapshot(connectionId, since) {
      const way = await findWay(connectionId);
      if (way.kind === "gateway") return fetchSnapshot(origin(), connectionId, since);
      const what = "The overview";
      if (way.kind !== "direct") return noWay(way, connectionId, what);
      return readOverLink(linkOf(connectionId), {
        connectionId,
        what,
        read: async (nc) => (await direct(connectionId, way.address)).read(nc, since),
      });
    },
    async getNames(connectionId): Promise<Reading<Names>> {
      const way = await findWay(connectionId);
      if (way.kind === "gateway") return fetchNames(origin(), connectionId);
      const what = "The list of names";
      if (way.kind !== "direct") return noWay(way, connectionId, what);
      return readOverLink(linkOf(connectionId), {
        connectionId,
        what,
        read: async (nc) => (await import("./names-direct")).readNames(nc),
      });
    },
  };
}
