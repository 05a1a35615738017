import type { NatsConnection } from "@nats-io/nats-core";
import type { ObjectStore } from "@/lib/nats/object-info";
import { type FollowObjectsEnd, followObjects } from "@/lib/nats/object-list";
import type { PullEnd } from "@/lib/nats/pull";
import { beginPass, type ObjectsDesk, type ObjectsPass } from "./objects-desk";

/** Where a list is read, and what was written to it last when it began. */
export type FollowStart = {
  nc: NatsConnection;
  store: ObjectStore;
  last: bigint;
  signal: AbortSignal;
};

type Wish = { from: "last-per-subject" | { sequence: bigint }; most: number };

/** Lists a store by a consumer, which goes on with each change. Of too many, the rest waits until somebody asks. */
export async function followStore(desk: ObjectsDesk, start: FollowStart): Promise<PullEnd> {
  const pass = beginPass(desk, start.store);
  const most = desk.wantsAll.aborted ? Number.POSITIVE_INFINITY : desk.most;
  let total = 0;
  const end = await list(desk, start, pass, { from: "last-per-subject", most }, (count) => {
    total = count;
  });
  if (end.why !== "enough") return end;
  const reached = pass.reached();
  pass.settle(reached);
  desk.tell({ is: "cut", read: pass.read(), total });
  const changes = await followObjects(start.nc, start.store, {
    ...{ from: { sequence: start.last + 1n }, most: Number.POSITIVE_INFINITY },
    signal: AbortSignal.any([start.signal, desk.wantsAll]),
    onBegun: () => undefined,
    onMessage(message) {
      pass.take(message);
      desk.mark();
    },
    onInitial: () => undefined,
  });
  if (changes.why !== "stopped") return toPullEnd(changes);
  if (start.signal.aborted) return changes;
  const rest: Wish = { from: { sequence: reached + 1n }, most: Number.POSITIVE_INFINITY };
  return toPullEnd(await list(desk, start, pass, rest, () => undefined));
}

function list(
  desk: ObjectsDesk,
  { nc, store, signal }: FollowStart,
  pass: ObjectsPass,
  { from, most }: Wish,
  onTotal: (total: number) => void,
): Promise<FollowObjectsEnd> {
  // What is shown already stays what it is called until all has come again.
  const isFirst = desk.book.size() === pass.read();
  let total = 0;
  let isLive = false;
  return followObjects(nc, store, {
    ...{ from, most, signal },
    onBegun(count) {
      total = pass.read() + count;
      onTotal(total);
    },
    onMessage(message) {
      pass.take(message);
      if (isFirst && !isLive) desk.tell({ is: "listing", read: pass.read(), total });
      else desk.mark();
    },
    onInitial() {
      isLive = true;
      pass.settle();
      desk.tell({ is: "live" });
    },
  });
}

function toPullEnd(end: FollowObjectsEnd): PullEnd {
  return end.why === "enough" ? { why: "stopped" } : end;
}
