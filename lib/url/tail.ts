import {
  createParser,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { parseAsSequence } from "./sequence";
import { parseAsMoment } from "./time-range";

/** How many of the newest messages can be kept. */
export const keepChoices = ["1000", "10000", "50000"] as const;

/** What a tail of this address listens to at most: each one is a subscription. */
export const mostSubjects = 50;

const parseAsShown = createParser({
  parse: (text) => (text === "shown" ? true : null),
  serialize: () => "shown",
});

/** What the address of a tail says; a queue group is no part of it: opening a link would take messages away from others. */
export const tailParams = {
  subject: parseAsNativeArrayOf(parseAsString),
  q: parseAsString,
  by: parseAsStringLiteral(["text", "regex", "json"]).withDefault("text"),
  /** Where it begins: in a stream, at a sequence or a time; what flows from now on without them. */
  stream: parseAsString,
  seq: parseAsSequence,
  time: parseAsMoment,
  noise: parseAsShown,
  keep: parseAsStringLiteral(keepChoices).withDefault("10000"),
};
