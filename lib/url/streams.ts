import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { pageAddress } from "./pages";

/** What a stream's page shows of it. */
export type StreamTab = "overview" | "messages" | "subjects" | "consumers" | "config";

/** The ways to look at a stream, in their order. */
export const streamTabs: readonly { name: StreamTab; words: string }[] = [
  { name: "overview", words: "Overview" },
  { name: "messages", words: "Messages" },
  { name: "subjects", words: "Subjects" },
  { name: "consumers", words: "Consumers" },
  { name: "config", words: "Configuration" },
];

/** The address of a page of a stream. */
export function streamTabAddress(
  connectionId: string,
  stream: string,
  tab: StreamTab = "overview",
): string {
  const address = `${pageAddress("streams", connectionId)}/${encodeURIComponent(stream)}`;
  return tab === "overview" ? address : `${address}/${tab}`;
}

/** The address of a stream's messages of one subject, or of all that a pattern takes in. */
export function subjectMessagesAddress(
  connectionId: string,
  stream: string,
  subject: string,
): string {
  return `${streamTabAddress(connectionId, stream, "messages")}?subject=${encodeURIComponent(subject)}`;
}

/** States that streams are chosen by. */
export const streamStates = ["idle", "empty", "no-consumers", "near-limit", "behind"] as const;

/** One of the states. */
export type StreamState = (typeof streamStates)[number];

/** What the address says of the list of streams, beyond what it says of any table. */
export const streamListParams = {
  /** A subject, maybe with wildcards: only streams that take it. */
  takes: parseAsString,
  /** Only streams in all of these states. */
  state: parseAsArrayOf(parseAsStringLiteral(streamStates)),
  /** Also the streams of KV buckets and object stores. */
  buckets: parseAsBoolean,
  /** The form of a new stream is open. */
  create: parseAsBoolean,
};

/** The address of the form of a new stream. */
export function createStreamAddress(connectionId: string): string {
  return `${pageAddress("streams", connectionId)}?create=true`;
}

/** What the address says of a stream's subjects: below which of them is looked. */
export const subjectTreeParams = { under: parseAsString };
