import type { Reading } from "@/lib/errors/app-error";
import type { MessagePage } from "@/lib/model/message-page";
import { getBatch } from "./message-batch";
import { type NewerRead, readNewer } from "./messages-newer";
import { newestFrom, readOlder } from "./messages-older";
import { toRow } from "./messages-row";
import { countOf, type ReadScope } from "./messages-scope";
import { findTime, formatTimeNs } from "./messages-time";
import type { StoredMessage } from "./stored-message";

/** The server's own numbers end here, or a little further. */
const mostNumber = (1n << 63n) - 1n;

/** The newest messages up to a sequence. */
export async function readBack(
  scope: ReadScope,
  from: bigint,
  count: number,
): Promise<Reading<MessagePage>> {
  const { first, last } = scope.extent;
  // Whoever goes to a sequence that is gone gets what begins there now.
  const read = await readOlder(scope, from < first ? first : from, count);
  if (!read.ok) return read;
  const { messages, lookedFrom, isCutByBytes } = read.value;
  const newest = messages.at(-1)?.sequence ?? (from < last ? from : last);
  return {
    ok: true,
    value: {
      rows: toRows(scope, messages),
      ...(lookedFrom > first ? { older: lookedFrom - 1n } : {}),
      newer: newest + 1n,
      waiting: from < last ? 1n : 0n,
      isCutByBytes,
      extent: scope.extent,
    },
  };
}

/**
 * The newest of a stream of which it is known how far it reached a moment ago: to its end as it is now, by one request.
 * Undefined where that does not bring them.
 */
export async function readNewest(
  scope: ReadScope,
  count: number,
): Promise<Reading<MessagePage> | undefined> {
  const { first, last } = scope.extent;
  if (countOf(scope, count) < count) return undefined;
  const from = newestFrom(scope, count);
  const read = await readNewer(scope, from, 2 * count);
  if (!read.ok) return read;
  const { messages, waiting } = read.value;
  const newest = messages.at(-1)?.sequence ?? last;
  const isWhole = waiting === 0n && (messages.length >= count || from <= first);
  if (!isWhole) return undefined;
  const shown = messages.slice(-count);
  const lookedFrom = messages.length > count ? (shown[0]?.sequence ?? from) : from;
  const extent = newest > last ? { ...scope.extent, last: newest } : scope.extent;
  return {
    ok: true,
    value: {
      rows: toRows(scope, shown),
      ...(lookedFrom > first ? { older: lookedFrom - 1n } : {}),
      ...{ newer: newest + 1n, waiting: 0n, isCutByBytes: false, extent },
    },
  };
}

/** Of all that match, those up to a sequence. */
export function toWholePage(
  scope: ReadScope,
  from: bigint,
  messages: StoredMessage[],
): MessagePage {
  const shown = messages.filter(({ sequence }) => sequence <= from);
  const newest = shown.at(-1)?.sequence ?? scope.extent.last;
  return {
    ...{ rows: toRows(scope, shown), newer: newest + 1n },
    waiting: BigInt(messages.length - shown.length),
    ...{ isCutByBytes: false, extent: scope.extent },
  };
}

/** The oldest messages from a sequence on. */
export async function readOn(
  scope: ReadScope,
  from: bigint,
  count: number,
): Promise<Reading<MessagePage>> {
  const place = from < mostNumber ? from : mostNumber;
  const read = await readNewer(scope, place, count);
  return read.ok ? { ok: true, value: toPage(scope, place, read.value) } : read;
}

/** Those from a time on: by one request where a batch can begin there. */
export async function readFromTime(
  scope: ReadScope,
  timeNs: bigint,
  count: number,
): Promise<Reading<MessagePage>> {
  const { nc, what, stream, filter, extent, maxBytes } = scope;
  // The server counts nanoseconds since 1970 in 64 bits, and takes what is beyond for another time.
  const since = timeNs < 0n ? 0n : timeNs;
  const placeNs = since < mostNumber ? since : mostNumber;
  if (scope.isBatched) {
    const answer = await getBatch(nc, what, stream, {
      ...{ start_time: formatTimeNs(placeNs), next_by_subj: filter },
      ...{ batch: count, max_bytes: maxBytes },
    });
    if (!answer.ok) return answer;
    if (answer.value) {
      const { messages, pending } = answer.value;
      const from = messages[0]?.sequence ?? extent.last + 1n;
      const next = (messages.at(-1)?.sequence ?? extent.last) + 1n;
      const isCutByBytes = pending > 0n && messages.length < count;
      const read: NewerRead = { messages, next, waiting: pending, isCutByBytes };
      return { ok: true, value: toPage(scope, from, read) };
    }
  }
  const found = await findTime(scope, placeNs);
  return found.ok ? readOn({ ...scope, isBatched: false }, found.value, count) : found;
}

function toPage(scope: ReadScope, from: bigint, read: NewerRead): MessagePage {
  const { messages, next, waiting, isCutByBytes } = read;
  const { first, last } = scope.extent;
  const before = (from <= last + 1n ? from : last + 1n) - 1n;
  return {
    rows: toRows(scope, messages),
    ...(before >= first ? { older: before } : {}),
    ...{ newer: next, waiting, isCutByBytes, extent: scope.extent },
  };
}

function toRows({ extent }: ReadScope, messages: StoredMessage[]) {
  return messages.map((message) => toRow(message, extent.allowDirect));
}
