import type { Credentials } from "@/lib/model/credentials";
import type { Link } from "./link";

/** A second connection for what would hold up requests: one for each connection, as long as somebody uses it. */
export type BulkLinks = {
  /** Gives it back with `release`. */
  take(connectionId: string): { link: Link; release: () => void };
  setVisible(isVisible: boolean): void;
  /** A direct connection is signed in to once, for both links. */
  signIn(connectionId: string, credentials: Credentials): void;
  signOut(connectionId: string): void;
};

/** Opens them when they are needed, and ends them with their last user. */
export function createBulkLinks(open: (connectionId: string) => Link): BulkLinks {
  const links = new Map<string, { link: Link; users: number }>();
  const signedIn = new Map<string, Credentials>();
  return {
    take(connectionId) {
      const known = links.get(connectionId) ?? { link: open(connectionId), users: 0 };
      if (known.users === 0) signInWhenAsked(known.link, () => signedIn.get(connectionId));
      known.users++;
      links.set(connectionId, known);
      let isReleased = false;
      const release = () => {
        if (isReleased) return;
        isReleased = true;
        known.users--;
        if (known.users > 0) return;
        links.delete(connectionId);
        known.link.end();
      };
      return { link: known.link, release };
    },
    setVisible(isVisible) {
      for (const { link } of links.values()) link.setVisible(isVisible);
    },
    signIn(connectionId, credentials) {
      signedIn.set(connectionId, credentials);
      links.get(connectionId)?.link.signIn(credentials);
    },
    signOut(connectionId) {
      signedIn.delete(connectionId);
      links.get(connectionId)?.link.signOut();
    },
  };
}

/** Once: what is refused is asked for by the first link, which the page shows. */
function signInWhenAsked(link: Link, credentials: () => Credentials | undefined): void {
  let isTried = false;
  link.watch((status) => {
    const known = credentials();
    if (status.state !== "credentials" || isTried || !known) return;
    isTried = true;
    link.signIn(known);
  });
}
