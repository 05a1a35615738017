import type { AppError } from "@/lib/errors/app-error";
import type { KeysExtent } from "@/lib/nats/kv-keys";
import type { KvPlace } from "@/lib/nats/kv-place";
import type { PullEnd } from "@/lib/nats/pull";
import type { KeysDesk, Ways } from "./keys-desk";
import type { KeysLister } from "./keys-lister";
import { followChanges, holdOn } from "./keys-paged";
import { startKeysPoll } from "./keys-poll";
import { createKeysSight, type KeysSight } from "./keys-sight";
import { followWhole } from "./keys-whole";

/** How it ended with a connection; `again` where the keys are to be listed anew over the same. */
export type LifeEnd = PullEnd | { why: "again" };

type Found = { place: KvPlace; extent: KeysExtent };

/** What is done with a bucket as long as one connection lasts. */
export type KeysLife = {
  live(ways: Ways, found: Found, signal: AbortSignal): Promise<LifeEnd>;
  /** Who learns more of the keys in sight; undefined where all is known of each. */
  sight(): KeysSight | undefined;
};

/** Chooses how the keys are listed and followed, by how many there are and what the stream allows. */
export function createKeysLife(
  desk: KeysDesk,
  lister: KeysLister,
  isVisible: () => boolean,
): KeysLife {
  let sight: KeysSight | undefined;
  let created: string | undefined;
  let mode: "whole" | "paged" | undefined;
  let isBegun = false;
  /** No consumer for it, and why. */
  let refused: AppError | undefined;

  const forget = () => {
    desk.book.clear();
    desk.last = 0n;
    lister.forget();
    mode = undefined;
    isBegun = false;
  };
  const chooseMode = (place: KvPlace, extent: KeysExtent): "whole" | "paged" => {
    const most = extent.hasMaxAge ? desk.limits.wholeWithAge : desk.limits.whole;
    const isSmall = countOf(extent) <= most;
    return isSmall && place.retention === "limits" && !refused ? "whole" : "paged";
  };
  const begin = (extent: KeysExtent) => {
    // With another connection, what was begun goes on.
    if (isBegun) return;
    isBegun = true;
    if (countOf(extent) <= desk.limits.unasked) return lister.listAll();
    desk.listing = { ...desk.listing, state: "asks" };
  };
  const follow = async (
    { nc, quick }: Ways,
    place: KvPlace,
    extent: KeysExtent,
    signal: AbortSignal,
  ): Promise<PullEnd> => {
    if (mode === "whole") return followWhole(nc, place, desk, signal);
    lister.use({ nc, quick }, place);
    lister.look();
    const onBegun = () => begin(extent);
    const wouldConsume = toRefusal(place) ?? refused;
    if (!wouldConsume) return followChanges(nc, place, desk, { extent, signal, onBegun });
    onBegun();
    return holdOn(nc, desk, wouldConsume, signal);
  };

  const prepare = ({ place, extent }: Found) => {
    const isOther = created !== undefined && created !== extent.created;
    // What came while nobody listened, and went again, would be missed: only a new list is right.
    const isGap = mode === "paged" && desk.last > 0n && extent.first > desk.last + 1n;
    if (isOther || isGap || extent.last < desk.last) forget();
    created = extent.created;
    mode = mode === "paged" ? mode : chooseMode(place, extent);
    desk.revisions = extent.history === 1n ? 1n : undefined;
    desk.listing = { ...desk.listing, total: extent.keys };
  };
  /** Nobody says what changed: what is in sight is asked for, and a short list is made again. */
  const catchUp = (extent: KeysExtent) => {
    if (desk.live.state !== "refused") return;
    sight?.lookAgain();
    if (countOf(extent) <= desk.limits.whole) lister.listAgain();
  };
  /** The bucket while it is followed: how far it reaches now, and why that is to end. */
  const watchOver = (quick: Ways["quick"], { place, extent }: Found, signal: AbortSignal) => {
    const ending = new AbortController();
    const stop = () => ending.abort();
    signal.addEventListener("abort", stop);
    let end: LifeEnd | undefined;
    let now = extent;
    const finish = (how: LifeEnd) => {
      end ??= how;
      stop();
    };
    startKeysPoll(quick, place, desk, {
      ...{ first: extent, isVisible, signal: ending.signal },
      onExtent(next) {
        const isChanged = next.last !== now.last || next.keys !== now.keys;
        now = next;
        if (isChanged) catchUp(next);
      },
      onAnew(why) {
        if (why === "other-stream") forget();
        if (why === "other-stream" || mode === "whole") finish({ why: "again" });
      },
      onGone: (error) => finish({ why: "error", error }),
    });
    return {
      signal: ending.signal,
      extent: () => now,
      end: () => end,
      leave() {
        stop();
        signal.removeEventListener("abort", stop);
      },
    };
  };

  return {
    sight: () => sight,
    async live(ways, found, signal) {
      prepare(found);
      const { place, extent } = found;
      const watch = watchOver(ways.quick, found, signal);
      sight = mode === "whole" ? undefined : createKeysSight(ways.quick, place, desk, watch);
      const done = await follow(ways, place, extent, watch.signal);
      watch.leave();
      sight = undefined;
      const end = watch.end() ?? done;
      if (end.why !== "error" || !isRefusal(end.error)) return end;
      // It is listed all the same: what changes is asked for now and then.
      refused = end.error;
      mode = "paged";
      return { why: "again" };
    },
  };
}

function countOf({ keys, values }: KeysExtent): number {
  return keys ?? Number(values);
}

function toRefusal({ bucket, name, retention }: KvPlace): AppError | undefined {
  if (retention === "limits") return undefined;
  return { kind: "would-consume", what: `Bucket ${bucket}`, stream: name, retention };
}

/** The consumer, not the bucket: permissions and limits are no reason to show nothing. */
function isRefusal(error: AppError): boolean {
  return error.kind === "permission" || (error.kind === "jetstream" && error.code !== 10059);
}
