import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import type { MessagePage, PageQuery, PageStart } from "@/lib/model/message-page";
import { hasBatches } from "./message-batch";
import { getExtent } from "./messages-extent";
import { readNewer } from "./messages-newer";
import { readBack, readFromTime, readNewest, readOn, toWholePage } from "./messages-pages";
import type { ReadScope } from "./messages-scope";

/** What is found by a hint in one round trip, without asking first how far the stream reaches; else undefined. */
export async function readByHint(
  nc: NatsConnection,
  stream: string,
  { start, filter, count, hint }: PageQuery,
  maxBytes: number,
): Promise<MessagePage | undefined> {
  if (!hint?.allowDirect || hint.messages === 0n || !hasBatches(nc)) return undefined;
  const what = `Messages of ${stream}`;
  const scope: ReadScope = {
    ...{ nc, stream, what, filter, extent: hint, maxBytes, isBatched: true },
  };
  const isBack = start.from === "newest" || start.from === "before";
  const read =
    filter === ">"
      ? await readAll(scope, start, count)
      : await (isBack ? readBackFiltered : readOnFiltered)(scope, start, count);
  // An empty one can mean that the hint was wrong; what failed is told by whoever asks properly.
  return read?.ok && read.value.rows.length > 0 ? read.value : undefined;
}

type Guess = Reading<MessagePage> | undefined;

async function readAll(scope: ReadScope, start: PageStart, count: number): Promise<Guess> {
  if (start.from === "newest") return readNewest(scope, count);
  if (start.from !== "before") return readForwards(scope, start, count);
  return start.sequence <= scope.extent.last ? readBack(scope, start.sequence, count) : undefined;
}

async function readForwards(scope: ReadScope, start: PageStart, count: number): Promise<Guess> {
  if (start.from === "time") return readFromTime(scope, start.timeNs, count);
  return readOn(scope, start.from === "after" ? start.sequence : scope.extent.first, count);
}

/** How many match is asked at the same time: it spares requests on the way back. */
async function readOnFiltered(scope: ReadScope, start: PageStart, count: number): Promise<Guess> {
  const [extent, read] = await Promise.all([
    getExtent(scope.nc, scope.stream, scope.filter),
    readForwards(scope, start, count),
  ]);
  if (!extent.ok || !read?.ok) return undefined;
  return { ok: true, value: { ...read.value, extent: extent.value } };
}

/**
 * The first that match come with the number of those behind them. Where these are all, they are the newest, too; else
 * it is known how far back the newest begin.
 */
async function readBackFiltered(scope: ReadScope, start: PageStart, count: number): Promise<Guess> {
  const [told, begun] = await Promise.all([
    getExtent(scope.nc, scope.stream, scope.filter),
    readNewer(scope, scope.extent.first, count),
  ]);
  if (!told.ok || !begun.ok) return undefined;
  const { messages, waiting } = begun.value;
  const matches = BigInt(messages.length) + waiting;
  const known: ReadScope = { ...scope, extent: { ...told.value, matches } };
  const from = start.from === "before" ? start.sequence : told.value.last;
  return waiting === 0n
    ? { ok: true, value: toWholePage(known, from, messages) }
    : readBack(known, from, count);
}
