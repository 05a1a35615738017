import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { StreamExtent } from "@/lib/model/message-page";
import type { MessageQuery } from "./message-get";
import { getMessage } from "./message-get";
import type { StoredMessage } from "./stored-message";

/** Which messages of a stream are read, and how many bytes one request may bring. */
export type ReadScope = {
  nc: NatsConnection;
  stream: string;
  what: string;
  filter: string;
  extent: StreamExtent;
  maxBytes: number;
  /** One request brings many; where a server does not know that, one by one. */
  isBatched: boolean;
};

/** What a part of a stream holds, up to where it was read. */
export type SpanRead = {
  /** By sequence. */
  messages: StoredMessage[];
  /** No other one up to here. */
  reachedTo: bigint;
  /** How many matching ones follow the last, also behind the part; undefined where that is not known. */
  pending: bigint | undefined;
  isCutByBytes: boolean;
};

/** How many messages stand in as many sequences, on average. */
export function densityOf({ extent }: ReadScope): number {
  const { first, last, messages, matches } = extent;
  const span = last - first + 1n;
  const held = matches ?? messages;
  if (span <= 0n || held <= 0n) return 0;
  return Math.min(1, Number(held) / Number(span));
}

/** Of messages as big as these are on average, as many as one request may bring. */
export function countOf({ extent, maxBytes }: ReadScope, count: number): number {
  if (extent.messages <= 0n) return count;
  const averageBytes = Math.max(1, Number(extent.bytes) / Number(extent.messages));
  return Math.max(1, Math.min(count, Math.floor(maxBytes / averageBytes)));
}

/** One message of the stream, by the quickest way that it allows. */
export function getOne(
  { nc, what, stream, extent }: ReadScope,
  query: MessageQuery,
): Promise<Reading<StoredMessage | undefined>> {
  const head = { name: stream, retention: "limits", mirrorOf: undefined } as const;
  return getMessage(nc, what, { ...head, allowDirect: extent.allowDirect }, query);
}
