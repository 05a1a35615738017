import type { Link } from "./link";
import type { DirectSnapshot } from "./snapshot-direct";

/** What this tab reads by itself, for each connection that the console's collector doesn't know. */
export type Directs = (connectionId: string, address: string) => Promise<DirectSnapshot>;

/** What is known of a connection of the tab's own, until there is reason to know nothing of it. */
type Direct = { address: string; made: Promise<DirectSnapshot>; forget: () => void };

/** Makes one for each, with the first question to it; another address, or another who signs in, begins anew. */
export function createDirects(linkOf: (connectionId: string) => Link): Directs {
  const directs = new Map<string, Direct>();

  // Only a tab without the console's collector has to sweep, so only it fetches what that takes.
  const open = async (): Promise<DirectSnapshot> => {
    const { createDirectSnapshot } = await import("./snapshot-direct");
    return createDirectSnapshot();
  };
  return (connectionId, address) => {
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
}
