import { parseJsonTest } from "@/lib/format/json-path-test";
import { createTailBook } from "@/lib/live/tail-book";
import type { TailFrame, TailMessage, TailSettings, TailView } from "@/lib/model/tail";
import { readTailMessage } from "@/lib/nats/tail-reader";
import type { Link } from "./link";
import { openTailEars } from "./tail-ears";
import { createTailMarks, haveOverlap } from "./tail-marks";
import type { TailStart } from "./tail-protocol";
import { faultOfRegex, findFitting, type TailRegex } from "./tail-regex";
import { toSearchedText, toTailRow } from "./tail-row";
import { openTailStored } from "./tail-stored";

/** One tail, from its opening to its end. */
export type TailRun = {
  set(settings: TailSettings): void;
  look(view: TailView): void;
  clear(): void;
  setVisible(isVisible: boolean): void;
  get(no: number): TailMessage | undefined;
  /** Those that are kept and fit the filter, the oldest first. */
  kept(): TailMessage[];
  close(): void;
};

type Options = TailStart & {
  link: Link;
  regex: TailRegex;
  isVisible: boolean;
  /** Settles when the page has taken it: a page that is busy is not told more than it takes. */
  hear: (frame: TailFrame) => unknown;
};

const beatMs = 100;
const secondMs = 1_000;
/** When more comes than anybody can read, the page is told three times a second: the time is the wire's. */
const floodMessages = 2_000;
const floodMs = 300;
const mostRows = 300;
const tookTooLong =
  "The expression takes too long on what flows here. Messages that it was not tried on are counted as not listed.";

/** Begins to listen, and tells what there is to see. */
export function runTail(options: Options): TailRun {
  const { link, regex, order, hear } = options;
  let { settings, view, isVisible } = options;
  let countedSinceMs = Date.now();
  let isDirty = true;
  let isTaken = true;
  let isTrying = false;
  let toldMs = 0;
  let secondAtMs = 0;
  let filterProblem = problemOf(settings);
  let refining = 0;

  const book = createTailBook({
    read: readTailMessage,
    marks: createTailMarks(
      () => ears?.subscribed() ?? order.subjects.map((subject) => ({ subject, isOpen: true })),
      () => ears?.inboxPrefix() ?? "_INBOX",
    ),
    isOverlapping: () => isOverlapping,
    settings,
  });
  let isOverlapping = false;
  const ears = order.from
    ? openTailStored(link, order, order.from, {
        onMessage: (message) => book.takeStored(message),
        onChange: () => {
          isDirty = true;
        },
        mayRead: () => !settings.isPaused && !isExpecting(),
        isVisible: () => isVisible,
      })
    : openTailEars(link, order, {
        onMessage: (message, from) => book.take(message, from),
        onGap: (gap) => book.list().addGap(gap),
        onChange: () => {
          book.subjects().markAnew();
          isDirty = true;
        },
      });
  // In a group each subscription has a share of its own, so that what comes twice was meant twice.
  isOverlapping =
    order.queue === undefined && haveOverlap(ears.subscribed().map(({ subject }) => subject));

  /** An expression has not answered yet for what was read; one that does not work is not waited for. */
  const isExpecting = () => filterProblem === undefined && (isTrying || book.isWaiting());

  const frame = (): TailFrame => {
    const list = book.list();
    list.pin(undefined);
    const entries = list.rows(view.anchorNo, view.first, Math.min(view.count, mostRows));
    if (view.anchorNo !== undefined) list.pin(entries.at(-1)?.no);
    const { rows, bytes } = list.size();
    return {
      state: ears.state(),
      countedSinceMs,
      counts: book.counts(),
      pausedNow: book.pausedNow(),
      kept: { rows, bytes },
      rows: entries.map(toTailRow),
      view: { anchorNo: view.anchorNo, first: view.first },
      newestNo: list.rows(undefined, 0, 1)[0]?.no,
      ...list.around(view.anchorNo),
      tree: book.subjects().tree.branches(view.open),
      subjects: { count: book.subjects().size(), isFull: book.subjects().isFull() },
      refused: ears.refused(),
      covered: ears.covered,
      filterProblem,
      rates: book.subjects().tree.rates(view.branch),
    };
  };
  let lastReceived = -1;
  const tell = async (atMs: number) => {
    const { received } = book.counts();
    if (received !== lastReceived) isDirty = true;
    const isFlood = received - lastReceived > floodMessages;
    const seenMs = isFlood ? floodMs : 0;
    const restMs = isVisible ? seenMs : secondMs;
    // A timer may be a moment early.
    if (!isDirty || !isTaken || atMs - toldMs < restMs - 5) return;
    lastReceived = received;
    isDirty = false;
    isTaken = false;
    toldMs = atMs;
    try {
      await hear(frame());
    } finally {
      isTaken = true;
    }
  };
  const tryWaiting = async () => {
    const { filter } = settings;
    if (isTrying || filter?.kind !== "regex" || filterProblem !== undefined) return;
    const waiting = book.takeWaiting();
    if (waiting.length === 0) return;
    isTrying = true;
    const found = await regex.ask({ source: filter.text, texts: waiting.map(toSearchedText) });
    isTrying = false;
    if (settings.filter !== filter) return;
    if (found) book.answer(waiting, found);
    else filterProblem = tookTooLong;
    isDirty = true;
  };
  const beat = () => {
    const atMs = Date.now();
    book.beat();
    if (atMs - secondAtMs >= secondMs) {
      secondAtMs = atMs;
      book.subjects().tree.beat(atMs, ["opening", "away"].includes(ears.state().state));
      isDirty = true;
    }
    void tryWaiting();
    void tell(atMs);
  };
  /** Tries an expression on what is kept already. */
  const refine = async ({ filter }: TailSettings) => {
    const mine = ++refining;
    if (filter?.kind !== "regex") return;
    const list = book.list();
    const before = list.all().flatMap((entry) => (entry.kind === "message" ? [entry.message] : []));
    const newest = before.at(-1)?.no ?? 0;
    list.refine(({ no }) => no > newest);
    if (filterProblem !== undefined) return;
    const test = (part: readonly TailMessage[]) =>
      regex.ask({ source: filter.text, texts: part.map(toSearchedText) });
    const fitting = await findFitting(before, test, () => mine === refining);
    if (mine !== refining) return;
    if (!fitting) filterProblem = tookTooLong;
    list.refine(({ no }) => no > newest || fitting?.has(no) === true);
    isDirty = true;
  };
  const timer = setInterval(beat, beatMs);

  return {
    set(next) {
      const isOther = JSON.stringify(next.filter) !== JSON.stringify(settings.filter);
      settings = isOther ? next : { ...next, filter: settings.filter };
      if (isOther) filterProblem = problemOf(next);
      book.set(settings);
      if (isOther) void refine(settings);
      isDirty = true;
    },
    look(next) {
      view = next;
      isDirty = true;
      // Who scrolls does not wait.
      if (isVisible) toldMs = 0;
      void tell(Date.now());
    },
    clear() {
      book.clear();
      countedSinceMs = Date.now();
      secondAtMs = 0;
      if (filterProblem === tookTooLong) filterProblem = undefined;
      isDirty = true;
      void tell(Date.now());
    },
    setVisible(next) {
      isVisible = next;
    },
    get: (no) => book.list().get(no),
    kept: () => {
      const { total } = book.list().around(undefined);
      const entries = book.list().rows(undefined, 0, total).reverse();
      return entries.flatMap((entry) => (entry.kind === "message" ? [entry.message] : []));
    },
    close() {
      clearInterval(timer);
      ears.close();
      regex.end();
    },
  };
}

function problemOf({ filter }: TailSettings): string | undefined {
  if (filter?.kind === "regex") return faultOfRegex(filter.text);
  if (filter?.kind !== "json") return undefined;
  const test = parseJsonTest(filter.text);
  return test.ok ? undefined : test.why;
}
