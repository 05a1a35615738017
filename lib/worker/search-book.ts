import type { Reading } from "@/lib/errors/app-error";
import type { MessageRow, StreamExtent } from "@/lib/model/message-page";
import type { SearchFrame, SearchOrder, SearchProgress, SearchState } from "@/lib/model/search";
import { type Candidate, storedOf } from "@/lib/nats/search-candidate";
import { toHitRow } from "@/lib/nats/search-row";
import type { Scanned } from "@/lib/nats/search-scan";
import { createSearchPace } from "./search-pace";

/** What a search has come to, and what the page has been told of it. */
export type SearchBook = {
  begin(extent: StreamExtent, from: bigint): void;
  add(scanned: Scanned, found: readonly Candidate[]): void;
  progress(): SearchProgress | undefined;
  change(state: SearchState): void;
  /** Tells all that is known; returns how the search ends. */
  end(state: SearchState): Reading<null>;
  tell(): void;
};

const frameMs = 100;
/** Figures alone need not be quicker than eyes are. */
const figuresMs = 250;
/** More at once would keep the page from drawing. */
const rowsOfFrame = 500;
/** L4: of the headers of all rows; whatever is found beyond is counted. */
const mostKeptBytes = 32 * 1_024 ** 2;

/** Tells the page ten times a second, and a first hit at once. */
export function createSearchBook(
  order: SearchOrder,
  hear: (frame: SearchFrame) => unknown,
): SearchBook {
  const pace = createSearchPace();
  let state: SearchState = { state: "opening" };
  let progress: SearchProgress | undefined;
  let untold: MessageRow[] = [];
  let kept = 0;
  let keptBytes = 0;
  let total = 0;
  let toldMs = 0;
  let isTaken = true;
  let isDue = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    toldMs = Date.now();
    const rows = untold.slice(0, rowsOfFrame);
    untold = untold.slice(rowsOfFrame);
    isTaken = false;
    void Promise.resolve(hear({ state, progress, rows })).finally(() => {
      isTaken = true;
      if (untold.length > 0 || isDue) tellSoon();
      isDue = false;
    });
  };
  const tellSoon = () => {
    const restMs = untold.length > 0 ? frameMs : figuresMs;
    clearTimeout(timer);
    timer = setTimeout(tellWhenTaken, Math.max(0, toldMs + restMs - Date.now()));
  };
  const tellWhenTaken = () => {
    timer = undefined;
    if (isTaken) tell();
    else isDue = true;
  };

  const keep = (candidate: Candidate, isDirect: boolean) => {
    if (kept >= order.mostRows || keptBytes >= mostKeptBytes) return;
    const stored = storedOf(candidate);
    if (!stored) return;
    untold.push(toHitRow(stored, isDirect, order.expression));
    kept++;
    // Of a row, its headers are the one part without a bound of its own.
    keptBytes += candidate.bodyAt;
  };

  return {
    progress: () => progress,
    begin(extent, from) {
      const { isOldestFirst } = order;
      total = Number(extent.matches ?? extent.messages) * shareOf(extent, from, isOldestFirst);
      const averageBytes = Number(extent.bytes) / Math.max(1, Number(extent.messages));
      progress = {
        ...{ extent, from, next: from, messages: 0, bytes: 0, hits: 0, leftMs: undefined },
        ...{ leftMessages: Math.round(total), leftBytes: total * averageBytes },
      };
    },
    add({ next, messages, bytes }, found) {
      if (!progress) return;
      pace.note({ messages, bytes });
      const isFirst = progress.hits === 0 && found.length > 0;
      for (const candidate of found) keep(candidate, progress.extent.allowDirect);
      const done = progress.messages + messages;
      const doneBytes = progress.bytes + bytes;
      const leftMessages = Math.max(0, Math.round(total - done));
      progress = {
        ...{ ...progress, next, messages: done, bytes: doneBytes, leftMessages },
        hits: progress.hits + found.length,
        leftBytes: (leftMessages * doneBytes) / Math.max(1, done),
        leftMs: pace.timeFor(leftMessages),
      };
      if (isFirst && isTaken) tell();
      else tellSoon();
    },
    change(next) {
      if (next.state !== "scanning") pace.rest();
      state = next;
      tell();
    },
    end(next) {
      if (progress && next.state === "done") {
        progress = { ...progress, leftMessages: 0, leftBytes: 0, leftMs: 0 };
      }
      state = next;
      do tell();
      while (untold.length > 0);
      return { ok: true, value: null };
    },
    tell,
  };
}

/** How much of the stream lies before a search that begins there. */
function shareOf({ first, last }: StreamExtent, from: bigint, isOldestFirst: boolean): number {
  const span = last - first + 1n;
  if (span <= 0n) return 0;
  const ahead = isOldestFirst ? last - from + 1n : from - first + 1n;
  return Math.max(0, Math.min(1, Number(ahead) / Number(span)));
}
