import type { Reading } from "@/lib/errors/app-error";
import type { ReadScope } from "./messages-scope";
import type { TakeRaw } from "./search-batch";
import { type Candidate, sequenceOf } from "./search-candidate";
import { readWindow, type WindowRead } from "./search-window";
import { createWindows, type Window } from "./search-windows";

/** What looks at the messages of one part: at each as it comes, and says at the end which it found. */
export type Look = {
  take: TakeRaw;
  /** By sequence; undefined where it gave up. */
  found: () => Promise<Candidate[] | undefined>;
};

/** A part that was read to its end. */
export type Scanned = {
  /** Where it goes on. */
  next: bigint;
  messages: number;
  bytes: number;
  /** In the order in which they are shown; undefined where the look gave up, somewhere in `window`. */
  found: Candidate[] | undefined;
};

/** How a stream is read. */
export type ScanOptions = {
  start: bigint;
  isOldestFirst: boolean;
  look: () => Look;
  /** Hears of each part, one after the other; false ends it. */
  onScanned: (scanned: Scanned) => boolean;
  signal: AbortSignal;
};

/**
 * Reads a stream from a place to its end, by direct gets and message gets alone: no consumer is made and nothing in
 * NATS changes. While one part is looked at, the next is on its way.
 */
export async function scanStream(scope: ReadScope, options: ScanOptions): Promise<Reading<null>> {
  let { start } = options;
  const onScanned = (scanned: Scanned) => {
    start = scanned.next;
    return options.onScanned(scanned);
  };
  const end = await scan(scope, { ...options, onScanned });
  if (!end.ok) return end;
  if (end.value === "over") return { ok: true, value: null };
  return scanStream({ ...scope, isBatched: false }, { ...options, start });
}

/** Ends as `unknown` where a server does not know batches. */
async function scan(scope: ReadScope, options: ScanOptions): Promise<Reading<"over" | "unknown">> {
  const ahead = createAhead(scope, options);
  try {
    let coming = ahead.begin();
    for (;;) {
      const begun = await coming;
      if (!begun.ok) return begun;
      if (begun.value.kind !== "window") return { ok: true, value: begun.value.kind };
      // One by one, more at a time would only be in each other's way.
      const next = scope.isBatched ? ahead.begin() : undefined;
      const done = await ahead.finish(begun.value);
      if (!done.ok) return done;
      if (done.value === "unknown") return { ok: true, value: done.value };
      if (!options.onScanned(done.value)) return { ok: true, value: "over" };
      coming = next ?? ahead.begin();
    }
  } finally {
    ahead.cancel();
  }
}

type Begun = { kind: "over" } | { kind: "unknown" } | BegunWindow;
type BegunWindow = {
  kind: "window";
  window: Window;
  read: Promise<Reading<WindowRead>>;
  look: Look;
};

/** Begins parts one after the other, and can end all that are under way. */
function createAhead(scope: ReadScope, options: ScanOptions) {
  const { start, isOldestFirst, signal } = options;
  const windows = createWindows(scope, start, isOldestFirst);
  const cancels = new Set<() => void>();
  let isOver = signal.aborted;
  // Asked before the part ahead of it is: the server answers one after the other.
  let plan = windows.next();
  const cancel = () => {
    isOver = true;
    signal.removeEventListener("abort", cancel);
    for (const each of cancels) each();
  };
  signal.addEventListener("abort", cancel);
  const cancelled = {
    ok: false,
    error: { kind: "cancelled", what: scope.what },
  } as const;
  const begin = async (): Promise<Reading<Begun>> => {
    const planned = await plan;
    if (!planned.ok) return planned;
    if (planned.value.kind === "window" && !isOver) plan = windows.next();
    if (planned.value.kind !== "window") return { ok: true, value: planned.value };
    if (isOver) return cancelled;
    const { window } = planned.value;
    const look = options.look();
    const { read, cancel } = readWindow(scope, window, look.take);
    cancels.add(cancel);
    void read.finally(() => cancels.delete(cancel));
    return { ok: true, value: { kind: "window", window, read, look } };
  };
  let endedMs = 0;
  const finish = async ({
    window,
    read,
    look,
  }: BegunWindow): Promise<Reading<Scanned | "unknown">> => {
    const done = await read;
    if (!done.ok) return done;
    if (done.value === "unknown") return { ok: true, value: "unknown" };
    const { messages, bytes, firstMs } = done.value;
    const found = await look.found();
    if (signal.aborted) return cancelled;
    const atMs = Date.now();
    windows.learn(window, { messages, bytes, ms: atMs - Math.max(endedMs, firstMs) });
    endedMs = atMs;
    const inside = found?.filter((candidate) => sequenceOf(candidate) <= window.to);
    return {
      ok: true,
      value: {
        ...{ messages, bytes },
        next: isOldestFirst ? window.to + 1n : window.from - 1n,
        found: isOldestFirst ? inside : inside?.toReversed(),
      },
    };
  };
  return { begin, finish, cancel };
}
