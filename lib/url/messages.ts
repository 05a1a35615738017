import { createParser, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { parseMoment } from "./time-range";

/** In 64 bits; every digit counts. */
const parseAsSequence = createParser<bigint>({
  parse: (text) => (/^\d{1,20}$/.test(text) ? BigInt(text) : null),
  serialize: String,
});

const parseAsMoment = createParser<number>({
  parse: (text) => {
    const parsed = parseMoment(text);
    return parsed.ok ? parsed.value : null;
  },
  serialize: (atMs) => new Date(atMs).toISOString(),
});

/** What the address says of a look at a stream's messages; null is as at first: the newest of all subjects. */
export const messagesParams = {
  seq: parseAsSequence,
  time: parseAsMoment,
  subject: parseAsString,
  order: parseAsStringLiteral(["oldest"]),
  last: parseAsBoolean,
  follow: parseAsBoolean,
  open: parseAsSequence,
  /** What is searched for, in which way, and how far that had come. */
  q: parseAsString,
  by: parseAsStringLiteral(["text", "regex", "json"]).withDefault("text"),
  case: parseAsBoolean,
  at: parseAsSequence,
};
