/** Which nats-server is wanted: the newest, or an older minor that tests run against as well. */
export type Wanted = "newest" | "2.10" | "2.9";

/** A pinned release, and the Debian suite whose archive carries the same minor. */
export type Pinned = { version: string; minor: string; suite: string };

/** The only place that names nats-server releases; an archive's newest patch of the same minor counts too. */
export const pinned: Record<Wanted, Pinned> = {
  newest: { version: "2.15.1", minor: "2.15", suite: "forky" },
  "2.10": { version: "2.10.27", minor: "2.10", suite: "trixie" },
  "2.9": { version: "2.9.10", minor: "2.9", suite: "bookworm" },
};

/** Below this the console's own server would lack what the pages show (batch reads, TTL, pause). */
export const oldestForConsole = "2.11";

/** Where nats-server's maintainers publish their releases, with a SHA256SUMS file beside each. */
export const releasePage = "https://github.com/nats-io/nats-server/releases/download";
