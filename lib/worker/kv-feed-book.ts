import type { AppError } from "@/lib/errors/app-error";
import { toExactText } from "@/lib/format/kv-file";
import type { KvEntry } from "@/lib/model/kv";
import type {
  KvFeedCounts,
  KvFeedFrame,
  KvFeedGap,
  KvFeedRow,
  KvFeedState,
} from "@/lib/model/kv-feed";

/** What a feed has to tell, put together until the page takes it. */
export type KvFeedBook = {
  take: (entry: KvEntry) => void;
  reading: () => void;
  live: () => void;
  away: () => void;
  again: (wasMadeAnew: boolean) => void;
  missed: (count: bigint) => void;
  ended: (error: AppError) => void;
  pause: (isPaused: boolean) => void;
  clear: () => void;
  close: () => void;
};

type Hears = {
  /** Settles when the page has taken it: one that is busy is not told more than it takes. */
  hear: (frame: KvFeedFrame) => unknown;
  isVisible: () => boolean;
};

const beatMs = 100;
const hiddenMs = 1_000;
/** [L4] Rows that wait for a frame, or for a pause to end. */
const mostWaiting = 1_000;
const mostGaps = 20;
const previewBytes = 240;

/** Begins one; frames go out ten times a second at most, where there is something new. */
export function createKvFeedBook(isWhole: boolean, { hear, isVisible }: Hears): KvFeedBook {
  let state: KvFeedState = { state: "opening" };
  let counts = noCounts(isWhole);
  let waiting: KvFeedRow[] = [];
  let gaps: KvFeedGap[] = [];
  let isPaused = false;
  let clears = 0;
  let isDirty = true;
  let isTaken = true;
  let toldMs = 0;
  let lostMs: number | undefined;

  const change = (next: KvFeedState) => {
    state = next;
    isDirty = true;
  };
  const tell = async () => {
    const restMs = isVisible() ? 0 : hiddenMs;
    // A timer may be a moment early.
    if (!isDirty || !isTaken || Date.now() - toldMs < restMs - 5) return;
    isDirty = false;
    isTaken = false;
    toldMs = Date.now();
    const rows = isPaused ? [] : waiting;
    if (!isPaused) waiting = [];
    try {
      await hear({ state, rows, counts: { ...counts, held: waiting.length }, gaps, clears });
    } finally {
      isTaken = true;
    }
  };
  const timer = setInterval(() => void tell(), beatMs);
  return {
    take(entry) {
      isDirty = true;
      counts.came++;
      counts.bytes += entry.sizeBytes;
      if (entry.operation.kind !== "put") counts.deletions++;
      waiting.push(toRow(entry));
      if (waiting.length <= mostWaiting) return;
      waiting.shift();
      counts.leftOut++;
    },
    reading: () => change({ state: "reading" }),
    live: () => change({ state: "live" }),
    away() {
      if (lostMs !== undefined || state.state === "ended" || state.state === "opening") return;
      lostMs = Date.now();
      change({ state: "away", sinceMs: lostMs });
    },
    again(wasMadeAnew) {
      if (lostMs !== undefined) {
        gaps = [...gaps, { fromMs: lostMs, toMs: Date.now(), wasMadeAnew }].slice(-mostGaps);
      }
      lostMs = undefined;
      change({ state: "reading" });
    },
    missed(count) {
      if (counts.missed !== undefined) counts.missed += count;
      isDirty = true;
    },
    ended: (error) => change({ state: "ended", error }),
    pause(next) {
      isPaused = next;
      isDirty = true;
    },
    clear() {
      clears++;
      counts = noCounts(isWhole);
      waiting = [];
      gaps = [];
      isDirty = true;
    },
    close: () => clearInterval(timer),
  };
}

function noCounts(isWhole: boolean): KvFeedCounts {
  return { came: 0, deletions: 0, bytes: 0, leftOut: 0, held: 0, missed: isWhole ? 0n : undefined };
}

function toRow({ key, revision, timeNs, operation, value, sizeBytes, ttl }: KvEntry): KvFeedRow {
  return {
    ...{ key, revision, timeNs, operation, sizeBytes, preview: toBeginning(value) },
    ...(ttl === undefined ? {} : { ttl }),
  };
}

/** A letter that is cut has up to three bytes before the cut. */
function toBeginning(value: Uint8Array): string | undefined {
  const end = Math.min(value.length, previewBytes);
  const tries = end < value.length ? 4 : 1;
  for (let cut = 0; cut < tries; cut++) {
    const text = toExactText(value.subarray(0, end - cut));
    if (text !== undefined) return text;
  }
  return undefined;
}
