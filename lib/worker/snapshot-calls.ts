import type { Reading } from "@/lib/errors/app-error";
import type { Names } from "@/lib/model/names";
import type { Link } from "./link";
import { noWay } from "./no-way";
import { readOverLink } from "./over-link";
import type { SnapshotCalls } from "./protocol";
import type { DirectSnapshot } from "./snapshot-direct";
import { fetchNames, fetchSnapshot } from "./snapshot-gateway";
import type { Way } from "./way";

/** Where the calls learn of a connection. */
export type SnapshotOptions = {
  origin: () => string;
  findWay: (connectionId: string) => Promise<Way>;
  linkOf: (connectionId: string) => Link;
};

/** What the page asks of a connection as a whole: the console's collector answers, or in direct mode this tab. */
export function createSnapshotCalls(options: SnapshotOptions): SnapshotCalls {
  const { origin, findWay, linkOf } = options;
  const directs = new Map<string, Direct>();

  // Only a tab without the console's collector has to sweep, so only it fetches what that takes.
  const open = async (): Promise<DirectSnapshot> => {
    const { createDirectSnapshot } = await import("./snapshot-direct");
    return createDirectSnapshot();
  };
  const direct = (connectionId: string, address: string): Promise<DirectSnapshot> => {
    const known = directs.get(connectionId);
    if (known?.address === address) return known.made;
    known?.forget();
    const made = open();
    let leave: () => void = () => undefined;
    const forget = () => {
      leave();
      if (directs.get(connectionId)?.made === made) directs.delete(connectionId);
    };
    directs.set(connectionId, { address, made, forget });
    made.then(
      (snapshot) => {
        leave = linkOf(connectionId).watch(({ state }) => {
          if (state !== "connected" && snapshot.isRunning()) snapshot.lose();
          // Who comes next may be somebody else, who may not know what this one knew.
          if (state === "credentials" || state === "unknown") forget();
        });
      },
      () => forget(),
    );
    return made;
  };
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

/** What is known of a connection of the tab's own, until there is reason to know nothing of it. */
type Direct = { address: string; made: Promise<DirectSnapshot>; forget: () => void };
