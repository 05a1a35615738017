import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import type { StreamExtent } from "@/lib/model/message-page";
import { getExtent } from "@/lib/nats/messages-extent";
import type { ObjectStore } from "@/lib/nats/object-info";
import { listObjectNames } from "@/lib/nats/object-list";
import type { ObjectsBook } from "./objects-book";

/** What is noticed of a store that no message tells. */
type ObjectsPollEars = {
  onExtent: (extent: StreamExtent) => void;
  /** Something may have gone: there is news, or none. */
  onGone: () => void;
  /** It is another stream under the same name. */
  onAnew: () => void;
  onError: (error: AppError) => void;
};

type Options = ObjectsPollEars & {
  /** As it was before it was listed. */
  first: StreamExtent;
  isVisible: () => boolean;
  signal: AbortSignal;
};

const pollMs = 2_000;
const hiddenPollMs = 30_000;
const tickMs = 250;

/** What goes by its age, or with a purge, leaves no word: asks now and then how far the store reaches. */
export function startObjectsPoll(
  nc: NatsConnection,
  store: ObjectStore,
  book: ObjectsBook,
  { first, isVisible, signal, onExtent, onGone, onAnew, onError }: Options,
): void {
  let before = first;
  /** As it was when the list was known to be right. */
  let right = first;
  let replaced = 0n;
  let isAsking = false;
  let askedMs = Number.NEGATIVE_INFINITY;

  const look = async () => {
    const answer = await getExtent(nc, store.head.name, ">");
    if (signal.aborted) return;
    if (answer.ok) return take(answer.value);
    if (answer.error.kind === "not-found") onError(answer.error);
  };
  const take = async (extent: StreamExtent) => {
    if (extent.last < before.last) return onAnew();
    if (extent.first > before.first) {
      book.removeBefore(extent.first);
      onGone();
    }
    // While something is written, it can't be told what has gone beside.
    const isQuiet = before.last === extent.last && before.messages === extent.messages;
    before = extent;
    replaced += book.takeReplaced();
    if (isQuiet && removedBetween(right, extent) !== replaced) await compare(extent);
    onExtent(extent);
  };
  const compare = async (extent: StreamExtent) => {
    const names = await listObjectNames(nc, store);
    if (signal.aborted || !names.ok) return;
    book.keepOnly((encoded) => names.value.has(encoded), extent.last);
    right = extent;
    replaced = 0n;
    onGone();
  };
  const tick = () => {
    if (isAsking || performance.now() - askedMs < (isVisible() ? pollMs : hiddenPollMs)) return;
    isAsking = true;
    void look().finally(() => {
      isAsking = false;
      askedMs = performance.now();
    });
  };
  const timer = setInterval(tick, tickMs);
  signal.addEventListener("abort", () => clearInterval(timer));
}

/** How many messages went, whatever came. */
function removedBetween(then: StreamExtent, now: StreamExtent): bigint {
  return then.messages + (now.last - then.last) - now.messages;
}
