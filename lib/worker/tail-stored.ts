import { delay, type NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import type { StreamExtent } from "@/lib/model/message-page";
import type { TailFrom, TailOrder, TailState } from "@/lib/model/tail";
import type { TailWire } from "@/lib/model/tail-wire";
import { inboxPrefixOf } from "@/lib/nats/scope";
import { readTailPage, type TailPage } from "@/lib/nats/tail-stored";
import type { Link } from "./link";
import type { TailEars } from "./tail-ears";

/** Who is given what is read. */
type Hears = {
  onMessage: (message: TailWire) => void;
  onChange: () => void;
  /** False while nobody takes it in: reading waits, and nothing is lost by it. */
  mayRead: () => boolean;
  isVisible: () => boolean;
};

const restMs = 20;
const pollMs = 500;
const hiddenPollMs = 3_000;
const againMs = 3_000;
/** Where the stream ends is asked as seldom: it is told to whoever waits for more. */
const pollsPerExtent = 10;

/**
 * Reads a stream from a place on and goes on with what it stores, page by page in the order of its sequences: whatever
 * happens to the connection, it goes on behind the last one that was read, so that none is left out and none comes twice.
 */
export function openTailStored(
  link: Link,
  { subjects }: TailOrder,
  from: TailFrom,
  hears: Hears,
): TailEars {
  const { stream } = from;
  let at = from.at;
  let extent: StreamExtent | undefined;
  let state: TailState = { state: "opening" };
  let error: AppError | undefined;
  let current: NatsConnection | undefined;
  let isClosed = false;
  let polls = 0;

  const change = (next: TailState, failure?: AppError) => {
    state = next;
    error = failure;
    hears.onChange();
  };
  const take = ({ messages, next, left, extent: told, needsExtent }: TailPage) => {
    for (const message of messages) hears.onMessage(message);
    at = { sequence: next };
    const isAtEnd = left === 0n;
    polls = isAtEnd ? polls + 1 : 0;
    extent = isAtEnd && (needsExtent || polls % pollsPerExtent === 0) ? undefined : told;
    const last = next - 1n > told.last && messages.length > 0 ? next - 1n : told.last;
    if (isAtEnd) change({ state: "following", stream, next, last });
    else change({ state: "reading", stream, next, left });
    return isAtEnd;
  };
  /** How long to wait before the next reading. */
  const readOn = async (): Promise<number> => {
    const nc = await link.nats();
    current = nc;
    const page = await readTailPage(nc, { stream, subjects, at, extent });
    if (isClosed) return 0;
    if (page.ok) {
      if (!take(page.value)) return 0;
      return hears.isVisible() ? pollMs : hiddenPollMs;
    }
    extent = undefined;
    const why = `Stream ${stream} can't be read at the moment.`;
    change({ state: "away", sinceMs: undefined, why }, page.error);
    return againMs;
  };
  const run = async () => {
    while (!isClosed) {
      const waitMs = await readOn();
      if (waitMs > 0) await delay(waitMs);
      while (!isClosed && !hears.mayRead()) await delay(restMs);
    }
  };
  const leave = link.watch((status) => {
    if (status.state === "connected" || status.state === "connecting") return;
    const why = ("why" in status && status.why) || "There is no connection to NATS.";
    change({ state: "away", sinceMs: undefined, why });
  });
  void run();

  return {
    subscribed: () => subjects.map((subject) => ({ subject, isOpen: true })),
    covered: [],
    refused: () => (error ? [{ subject: stream, error }] : []),
    state: () => state,
    inboxPrefix: () => (current ? inboxPrefixOf(current) : "_INBOX"),
    close() {
      isClosed = true;
      leave();
    },
  };
}
