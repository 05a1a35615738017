import { parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { parseAsSequence } from "./sequence";
import { streamTabAddress } from "./streams";
import { parseAsMoment } from "./time-range";

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

/** The address of a stream's messages from one on, with that one opened. */
export function messageAddress(connectionId: string, stream: string, sequence: bigint): string {
  const messages = streamTabAddress(connectionId, stream, "messages");
  return `${messages}?seq=${sequence}&open=${sequence}`;
}
