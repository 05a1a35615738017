import {
  createParser,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { pageAddress } from "./pages";
import { parseAsSequence } from "./sequence";
import { parseSpan } from "./time-range";

/** A consumer by the names that lead to it. */
export type NamedConsumer = { stream: string; name: string };

/** Neither name has a space, so that one between them says where the first ends. */
const parseAsConsumer = createParser<NamedConsumer>({
  parse: (text) => {
    const [stream = "", name = "", ...rest] = text.split(" ");
    return stream === "" || name === "" || rest.length > 0 ? null : { stream, name };
  },
  serialize: ({ stream, name }) => `${stream} ${name}`,
  eq: (a, b) => a.stream === b.stream && a.name === b.name,
});

/** How much lag at least: `5m`. */
const parseAsLag = createParser<number>({
  parse: (text) => {
    const span = parseSpan(text);
    return span.ok ? span.value / 1_000 : null;
  },
  serialize: (seconds) => (seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`),
});

/** Causes of a lag that consumers are chosen by. */
export const boardCauses = [
  "nobody-pulls",
  "not-bound",
  "acks-held",
  "paused",
  "no-leader",
  "filter-matches-nothing",
] as const;

/** By what the rows of the board are put together. */
const boardGroups = ["stream"] as const;

/** What the address says of the board, beyond what it says of any table. */
export const boardParams = {
  /** Only consumers of this stream. */
  stream: parseAsString,
  /** Only those behind for one of these causes. */
  cause: parseAsArrayOf(parseAsStringLiteral(boardCauses)),
  /** Only those behind by so many seconds. */
  over: parseAsLag,
  /** Only those that are behind at all. */
  behind: parseAsBoolean,
  group: parseAsStringLiteral(boardGroups),
  /** Consumers whose lag is drawn side by side. */
  compare: parseAsArrayOf(parseAsConsumer),
};

/** What the address says of a look at one consumer. */
export const consumerParams = {
  tab: parseAsStringLiteral(["config"]),
  /** The message that is opened beside it. */
  open: parseAsSequence,
};

/** The form of a new consumer is open. */
export const createConsumerParams = { create: parseAsBoolean };

/** The address of the consumers of one stream on the board. */
export function boardOfStreamAddress(connectionId: string, stream: string): string {
  return `${pageAddress("consumers", connectionId)}?stream=${encodeURIComponent(stream)}`;
}

/** The address of the form of a new consumer. */
export function createConsumerAddress(connectionId: string): string {
  return `${pageAddress("consumers", connectionId)}?create=true`;
}
