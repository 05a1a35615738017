import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { MessagePage, PageQuery, StreamExtent } from "@/lib/model/message-page";
import { hasBatches } from "./message-batch";
import { countMatches } from "./messages-count";
import { checkAsked, getExtent } from "./messages-extent";
import { readByHint } from "./messages-hint";
import { readBack, readFromTime, readOn } from "./messages-pages";
import type { ReadScope } from "./messages-scope";

/** What one request may bring: big messages come in several steps. */
const stepBytes = 4 * 1_024 * 1_024;

/**
 * Messages of a stream from a place on, in either direction. Direct gets and message gets only: no consumer is made
 * and nothing in NATS changes, whatever the stream's retention.
 */
export async function readMessages(
  nc: NatsConnection,
  stream: string,
  query: PageQuery,
): Promise<Reading<MessagePage>> {
  const what = `Messages of ${stream}`;
  const bad = checkAsked(what, stream, query.filter);
  if (bad) return bad;
  const guessed = await readByHint(nc, stream, query, stepBytes);
  if (guessed) return { ok: true, value: guessed };
  const known = query.extent && !isOutdated(nc, query) ? query.extent : undefined;
  const extent = known ? { ok: true as const, value: known } : await readExtent(nc, stream, query);
  if (!extent.ok) return extent;
  const scope: ReadScope = {
    ...{ nc, stream, what, filter: query.filter, extent: extent.value, maxBytes: stepBytes },
    isBatched: extent.value.allowDirect && hasBatches(nc),
  };
  const { start, count } = query;
  switch (start.from) {
    case "newest":
      return readBack(scope, extent.value.last, count);
    case "before":
      return readBack(scope, start.sequence, count);
    case "first":
      return readOn(scope, extent.value.first, count);
    case "after":
      return readOn(scope, start.sequence, count);
    case "time":
      return readFromTime(scope, start.timeNs, count);
  }
}

/** What came since is found by a batch anyway; one by one it has to be known how far the stream reaches now. */
function isOutdated(nc: NatsConnection, { start, extent }: PageQuery): boolean {
  if (start.from !== "after" || !extent || start.sequence <= extent.last) return false;
  return !(extent.allowDirect && hasBatches(nc));
}

async function readExtent(
  nc: NatsConnection,
  stream: string,
  { filter, start }: PageQuery,
): Promise<Reading<StreamExtent>> {
  const told = await getExtent(nc, stream, filter);
  if (!told.ok) return told;
  const extent = told.value;
  const isBatched = extent.allowDirect && hasBatches(nc);
  // On from a place one request finds what there is; only the way back goes by a guess.
  if (isBatched && (start.from === "first" || start.from === "after" || start.from === "time")) {
    return told;
  }
  return countMatches({ nc, stream, what: `Messages of ${stream}`, filter, extent, isBatched });
}
