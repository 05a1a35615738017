import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import { parseDuration } from "@/lib/format/parse-duration";
import type { KeyBook } from "@/lib/live/key-book";
import { getKeysExtent, type KeysExtent } from "@/lib/nats/kv-keys";
import { readKeyStates } from "@/lib/nats/kv-keys-states";
import type { KvPlace } from "@/lib/nats/kv-place";
import { type KeysDesk, takeEntry } from "./keys-desk";

/** What is told of a bucket that no consumer tells: what went by its age, or was purged from its stream. */
type KeysPollEars = {
  onExtent: (extent: KeysExtent) => void;
  /** It is another stream, or its keys are no longer those that are listed. */
  onAnew: (why: "other-stream" | "other-keys") => void;
  onGone: (error: AppError) => void;
};

type Options = KeysPollEars & {
  isVisible: () => boolean;
  signal: AbortSignal;
  first: KeysExtent;
};

const pollMs = 5_000;
const agingPollMs = 1_000;
/** Nobody else says what changes. */
const unfollowedPollMs = 2_000;
const hiddenPollMs = 30_000;
const tickMs = 250;
/** Keys whose time has come that are looked at at once. */
const mostDue = 500;

/** Asks now and then how far the bucket reaches, until the signal; one small request each time. */
export function startKeysPoll(
  quick: () => NatsConnection,
  place: KvPlace,
  desk: KeysDesk,
  { signal, first, isVisible, onExtent, onAnew, onGone }: Options,
): void {
  let before = first;
  let quiet = "";
  let isAsking = false;
  let askedMs = performance.now();

  const look = async () => {
    const answer = await getKeysExtent(quick(), place.bucket);
    if (signal.aborted) return;
    if (!answer.ok) {
      if (isMissing(answer.error)) onGone(answer.error);
      return;
    }
    const extent = answer.value;
    if (extent.created !== before.created || extent.last < before.last)
      return onAnew("other-stream");
    const more = extent.first > before.first ? desk.book.removeBefore(extent.first) : 0;
    if (more > 0 || extent.keys !== desk.listing.total) {
      desk.listing = { ...desk.listing, total: extent.keys };
      desk.mark();
    }
    await dropDue(quick(), place, desk, { serverMs: extent.serverMs, signal });
    before = extent;
    onExtent(extent);
    compare(extent);
  };
  /** While nothing is written, there are as many keys as are listed; else some went without a word. */
  const compare = ({ last, keys, first: start }: KeysExtent) => {
    const { all, known } = desk.book.size();
    const now = `${last} ${start} ${keys} ${all} ${desk.changes.count()}`;
    const isQuiet = now === quiet;
    quiet = now;
    if (desk.listing.state !== "complete" || known < all || keys === undefined) return;
    if (!isQuiet || keys === all || desk.settled === now) return;
    desk.settled = now;
    onAnew("other-keys");
  };
  const restMs = () => {
    if (!isVisible()) return hiddenPollMs;
    if (first.hasMaxAge || place.hasMessageTtl) return agingPollMs;
    return desk.live.state === "refused" ? unfollowedPollMs : pollMs;
  };
  const tick = () => {
    if (isAsking || performance.now() - askedMs < restMs()) return;
    isAsking = true;
    void look().finally(() => {
      isAsking = false;
      askedMs = performance.now();
    });
  };
  const timer = setInterval(tick, tickMs);
  signal.addEventListener("abort", () => clearInterval(timer));
}

/** Looks at keys whose own time to live is over: without a marker nobody says that they went. */
async function dropDue(
  nc: NatsConnection,
  place: KvPlace,
  desk: KeysDesk,
  { serverMs, signal }: { serverMs: number | undefined; signal: AbortSignal },
): Promise<void> {
  if (serverMs === undefined || !place.hasMessageTtl) return;
  const { book } = desk;
  const due = findDue(book, serverMs);
  if (due.size === 0) return;
  const answer = await readKeyStates(nc, place, { keys: [...due.keys()], meanBytes: 0, signal });
  if (!answer.ok || signal.aborted) return;
  const isOver = (key: string, revision?: bigint) =>
    book.get(key)?.revision === due.get(key) && revision !== due.get(key);
  for (const key of answer.value.gone) if (isOver(key)) book.remove(key);
  for (const entry of answer.value.entries) {
    if (!isOver(entry.key, entry.revision)) continue;
    // The one before it has come to light again.
    book.remove(entry.key);
    takeEntry(desk, entry);
  }
  desk.mark();
}

function findDue(book: KeyBook, serverMs: number): Map<string, bigint> {
  const due = new Map<string, bigint>();
  for (const [key, ttl] of book.withTtl()) {
    const ttlMs = ttlMsOf(ttl);
    const state = ttlMs === undefined ? undefined : book.get(key);
    if (!state || Number(state.timeNs / 1_000_000n) + (ttlMs ?? 0) >= serverMs) continue;
    due.set(key, state.revision);
    if (due.size >= mostDue) break;
  }
  return due;
}

function isMissing(error: AppError): boolean {
  return error.kind === "jetstream" && error.code === 10059;
}

/** As the server reads it: seconds, or a duration; undefined for never. */
function ttlMsOf(ttl: string): number | undefined {
  if (/^\d+$/.test(ttl)) return Number(ttl) * 1_000;
  const parsed = parseDuration(ttl);
  return parsed.ok ? Number(parsed.ns / 1_000_000n) : undefined;
}
