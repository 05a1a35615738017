import { parseAsString, parseAsStringLiteral } from "nuqs/server";

/** What a feed of changes begins with. */
export const feedStarts = ["now", "last", "history"] as const;

/** How many rows of it can be kept. */
export const feedKeeps = ["1000", "5000", "20000"] as const;

/** What the address says of the changes of a bucket. */
export const changesParams = {
  /** A key, or a pattern; none is every key. */
  watch: parseAsString,
  since: parseAsStringLiteral(feedStarts).withDefault("now"),
  keep: parseAsStringLiteral(feedKeeps).withDefault("1000"),
};
