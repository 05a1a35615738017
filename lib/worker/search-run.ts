import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { SearchFrame, SearchOrder, SearchState } from "@/lib/model/search";
import type { ReadScope } from "@/lib/nats/messages-scope";
import { type ReadExpression, readExpression } from "@/lib/nats/search-match";
import { type Scanned, scanStream } from "@/lib/nats/search-scan";
import { findStart, readSearchScope } from "@/lib/nats/search-scope";
import type { ExpressionThread } from "./expression-thread";
import type { Link } from "./link";
import { createSearchBook, type SearchBook } from "./search-book";
import { lookByTest, lookByThread } from "./search-look";

type Options = {
  link: Link;
  thread: ExpressionThread;
  order: SearchOrder;
  hear: (frame: SearchFrame) => unknown;
  signal: AbortSignal;
  /** Before more than this is read, somebody has to say yes. */
  mostBytesUnasked?: number;
};

/** An expression without a fault. */
type Sought = Exclude<ReadExpression, { kind: "fault" }>;

const askFromBytes = 1_024 ** 3;
/** By this much it is known how fast it goes. */
const sampleBytes = 8 * 1_024 ** 2;
const againMs = 1_000;
/** Nobody answers for a moment while a leader is elected; after this it is how things are. */
const mostUnanswered = 5;

/** Searches to the end, and by itself over every loss of the connection; tells how far it is and what it found. */
export async function runSearch(options: Options): Promise<Reading<null>> {
  const { link, order, hear, signal } = options;
  const book = createSearchBook(order, hear);
  const expression = readExpression(order.expression);
  if (expression.kind === "fault") return book.end({ state: "faulty", why: expression.why });
  let unanswered = 0;
  while (!signal.aborted) {
    const nc = await connected(link, book, signal);
    if (!nc) break;
    const before = book.progress()?.next;
    const done = await scan(nc, options, book, expression);
    if (done.ok) return book.end(done.value);
    if (signal.aborted) break;
    unanswered = book.progress()?.next === before ? unanswered + 1 : 0;
    if (!mayPass(done.error, unanswered)) {
      book.tell();
      return done;
    }
    book.change({ state: "waiting", why: describeError(done.error).title });
    await rest(againMs, signal);
  }
  return book.end({ state: "stopped" });
}

/** As long as the connection lasts; gives why it needs no more. */
async function scan(
  nc: NatsConnection,
  { order, thread, signal, mostBytesUnasked = askFromBytes }: Options,
  book: SearchBook,
  expression: Sought,
): Promise<Reading<SearchState>> {
  const scope = await openScope(nc, order, book);
  if (!scope.ok) return scope;
  let end: SearchState = { state: "done" };
  const onSlow = (sequence: bigint) => {
    end = { state: "slow", sequence };
  };
  const look = () =>
    expression.kind === "test"
      ? lookByTest(expression.test)
      : lookByThread({ ...expression, thread, onSlow });
  const onScanned = (scanned: Scanned) => {
    if (!scanned.found) return false;
    book.add(scanned, scanned.found);
    const { bytes = 0, leftBytes = 0 } = book.progress() ?? {};
    const isCostly = bytes >= sampleBytes && leftBytes > mostBytesUnasked;
    if (isCostly && !order.isCostAccepted) end = { state: "costly" };
    return end.state === "done";
  };
  book.change({ state: "scanning" });
  const start = book.progress()?.next ?? 0n;
  const { isOldestFirst } = order;
  const done = await scanStream(scope.value, { start, isOldestFirst, look, onScanned, signal });
  return done.ok ? { ok: true, value: end } : done;
}

async function openScope(
  nc: NatsConnection,
  order: SearchOrder,
  book: SearchBook,
): Promise<Reading<ReadScope>> {
  const scope = await readSearchScope(nc, order.stream, order.filter);
  if (!scope.ok) return scope;
  if (book.progress()) {
    // What came since is no part of this search.
    const extent = { ...scope.value.extent, last: book.progress()?.extent.last ?? 0n };
    return { ok: true, value: { ...scope.value, extent } };
  }
  const start =
    order.at === undefined
      ? await findStart(scope.value, order.start, order.isOldestFirst)
      : ({ ok: true, value: order.at } as const);
  if (!start.ok) return start;
  book.begin(scope.value.extent, start.value);
  return scope;
}

/** The connection, once there is one; undefined where the search was ended before. */
async function connected(
  link: Link,
  book: SearchBook,
  signal: AbortSignal,
): Promise<NatsConnection | undefined> {
  let leave = () => {};
  try {
    await new Promise<void>((settle) => {
      signal.addEventListener("abort", () => settle(), { once: true });
      leave = link.watch((status) => {
        if (status.state === "connected") return settle();
        const why = ("why" in status && status.why) || "There is no connection to NATS.";
        if (status.state !== "connecting") book.change({ state: "waiting", why });
      });
    });
  } finally {
    leave();
  }
  return signal.aborted ? undefined : link.nats();
}

function mayPass({ kind }: AppError, unanswered: number): boolean {
  if (kind === "no-responders") return unanswered < mostUnanswered;
  return ["disconnected", "console-away", "timeout", "electing"].includes(kind);
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    const timer = setTimeout(settle, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      settle();
    });
  });
}
