import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { PageStart } from "@/lib/model/message-page";
import { hasBatches } from "./message-batch";
import { checkAsked, getExtent, listStoredSubjects } from "./messages-extent";
import type { ReadScope } from "./messages-scope";
import { findTime } from "./messages-time";
import { countFrom } from "./search-windows";

/** What one request may bring at most, whatever a part was taken for. */
const stepBytes = 8 * 1_024 * 1_024;
/** So many subjects are counted by name where nothing else tells how many messages match. */
const mostCounted = 10_000;

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
  if (filter === ">" || extent.matches !== undefined) return { ok: true, value: scope };
  const matches = await countMatches(scope);
  if (!matches.ok) return matches;
  const counted = matches.value === undefined ? extent : { ...extent, matches: matches.value };
  return { ok: true, value: { ...scope, extent: counted } };
}

async function countMatches(scope: ReadScope): Promise<Reading<bigint | undefined>> {
  const { nc, stream, filter, extent, isBatched } = scope;
  if (isBatched) {
    const known = await countFrom(scope, extent.first);
    if (!known.ok) return known;
    return { ok: true, value: known.value?.count };
  }
  if ((extent.subjects ?? Number.POSITIVE_INFINITY) > mostCounted) {
    return { ok: true, value: undefined };
  }
  const counts = await listStoredSubjects(nc, stream, filter);
  if (!counts.ok) return counts;
  return { ok: true, value: [...counts.value.values()].reduce((sum, count) => sum + count, 0n) };
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
