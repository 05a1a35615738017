import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { MessagePage, PageQuery, PageStart } from "@/lib/model/message-page";
import { isLiteral } from "@/lib/roles/subject";
import { hasBatches } from "./message-batch";
import { readBack, readFromTime, readNewest, readOn } from "./messages-pages";
import type { ReadScope } from "./messages-scope";

/** What one request finds by a hint, without asking first how far the stream reaches; else undefined. */
export async function readByHint(
  nc: NatsConnection,
  stream: string,
  { start, filter, count, hint }: PageQuery,
  maxBytes: number,
): Promise<MessagePage | undefined> {
  if (!hint?.allowDirect || hint.messages === 0n || !hasBatches(nc)) return undefined;
  // How many a subject has is asked with how far the stream reaches, and spares more on the way back.
  if (isLiteral(filter)) return undefined;
  const what = `Messages of ${stream}`;
  const scope: ReadScope = {
    ...{ nc, stream, what, filter, extent: hint, maxBytes, isBatched: true },
  };
  const read = await readGuess(scope, start, count);
  // An empty one can mean that the hint was wrong; what failed is told by whoever asks properly.
  return read?.ok && read.value.rows.length > 0 ? read.value : undefined;
}

async function readGuess(
  scope: ReadScope,
  start: PageStart,
  count: number,
): Promise<Reading<MessagePage> | undefined> {
  switch (start.from) {
    case "time":
      return readFromTime(scope, start.timeNs, count);
    case "first":
      return readOn(scope, scope.extent.first, count);
    case "after":
      return readOn(scope, start.sequence, count);
    case "newest":
      return scope.filter === ">" ? readNewest(scope, count) : undefined;
    case "before":
      return scope.filter === ">" && start.sequence <= scope.extent.last
        ? readBack(scope, start.sequence, count)
        : undefined;
  }
}
