import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { PageStart } from "@/lib/model/message-page";
import { hasBatches } from "./message-batch";
import { countMatches } from "./messages-count";
import { checkAsked, getExtent } from "./messages-extent";
import type { ReadScope } from "./messages-scope";
import { findTime } from "./messages-time";

/** What one request may bring at most, whatever a part was taken for. */
const stepBytes = 8 * 1_024 * 1_024;

/** How far the stream reaches that is to be searched, and how many of its messages the filter lets through. */
export async function readSearchScope(
  nc: NatsConnection,
  stream: string,
  filter: string,
): Promise<Reading<ReadScope>> {
  const what = `The search in ${stream}`;
  const bad = checkAsked(what, stream, filter);
  if (bad) return bad;
  const told = await getExtent(nc, stream, filter);
  if (!told.ok) return told;
  const extent = told.value;
  const isBatched = extent.allowDirect && hasBatches(nc);
  const scope = { nc, stream, what, filter, extent, maxBytes: stepBytes, isBatched };
  const counted = await countMatches(scope);
  return counted.ok ? { ok: true, value: { ...scope, extent: counted.value } } : counted;
}

/** The sequence at which a search begins. */
export async function findStart(
  scope: ReadScope,
  start: PageStart,
  isOldestFirst: boolean,
): Promise<Reading<bigint>> {
  const { first, last } = scope.extent;
  switch (start.from) {
    case "newest":
    case "first":
      return { ok: true, value: isOldestFirst ? first : last };
    case "before":
    case "after":
      return { ok: true, value: start.sequence };
    case "time":
      return findTime(scope, start.timeNs);
  }
}
