import { Worker } from "node:worker_threads";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { ConsumerRow } from "@/lib/model/consumers";
import type { SystemEvent } from "@/lib/model/events";
import type { HistoryAnswer, HistoryKept, HistoryQuestion, LagMatrix } from "@/lib/model/history";
import type { FlowSeries } from "@/lib/model/snapshot";
import type { StreamRow } from "@/lib/model/streams";
import { emptyAnswer, emptyLastHour, emptyMatrix } from "./empty-answer";
import type { LastHour } from "./last-hour";
import type { Answer, FromThread, MatrixQuestion, ThreadData, ToThread } from "./protocol";
import type { HistorySettings } from "./settings";
import { createTickFeed } from "./tick-feed";

/** Keeps what was collected, of all connections, in one file. */
export type History = {
  /** What was read of a connection; never throws, never waits. */
  tick(connectionId: string, tick: HistoryTick): void;
  addEvent(connectionId: string, event: SystemEvent): void;
  read(connectionId: string, question: HistoryQuestion): Promise<Reading<HistoryAnswer>>;
  /** The lag of all consumers over time. */
  matrix(connectionId: string, asked: MatrixQuestion): Promise<Reading<LagMatrix>>;
  /** The lag of all consumers in the minutes up to a time. */
  lastHour(connectionId: string, untilMs: number): Promise<Reading<LastHour>>;
  kept(): HistoryKept;
  /** Writes what is left to be written. */
  close(): Promise<void>;
};

/** What was read at a time; what is left out was not read. */
export type HistoryTick = {
  atMs: number;
  consumers?: readonly ConsumerRow[];
  streams?: readonly StreamRow[];
  account?: Partial<Record<FlowSeries, number | null>>;
};

/** Where the file is and how much it holds. */
export type HistoryOptions = {
  folder: string;
  settings: HistorySettings;
  log?: (level: "warn", text: string) => void;
  /** How the thread is opened; the build puts its script beside the server's. */
  openThread?: (data: ThreadData) => Worker;
};

/** Opens the history in a thread of its own: nothing that the disk does holds the console up. */
export function createHistory(options: HistoryOptions): History {
  const { folder, settings, log, openThread = openBuilt } = options;
  const waiting = new Map<number, (answer: Reading<Answer>) => void>();
  let kept: HistoryKept = {
    state: { kind: "on" },
    ...{ levels: [], bytes: 0, maxBytes: settings.maxBytes, isShortened: false },
  };
  let thread: Worker | undefined;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;
  let asked = 0;
  let onEnd: () => void = () => undefined;

  const post = (message: ToThread) => thread?.postMessage(message);
  const feed = createTickFeed(post);
  const pause = (why: string) => {
    log?.("warn", `history: ${why}`);
    kept = { ...kept, state: { kind: "paused", why, sinceMs: Date.now() } };
  };
  const hear = (message: FromThread) => {
    switch (message.kind) {
      case "kept":
        if (message.kept.state.kind === "paused" && kept.state.kind === "on")
          log?.("warn", `history: ${message.kept.state.why}`);
        kept = message.kept;
        return;
      case "taken":
        feed.taken(message.connection, message.isRecorded);
        return;
      case "event-taken":
        feed.eventTaken();
        return;
      case "answer":
        waiting.get(message.id)?.(message.answer);
        waiting.delete(message.id);
        return;
      case "damaged":
        pause(`The file is damaged (${message.why}); it is put aside and a new one begun.`);
        isDamaged = true;
        return;
      case "closed":
        onEnd();
    }
  };
  let isDamaged = false;
  let restarts = 0;
  const start = () => {
    const putAside = isDamaged;
    isDamaged = false;
    try {
      thread = openThread({ folder, settings, putAside });
    } catch (error) {
      pause(`Its thread did not start: ${wordsOf(error)}.`);
      return;
    }
    thread.unref();
    thread.on("message", hear);
    thread.on("error", (error) => pause(`Its thread ended: ${wordsOf(error)}.`));
    thread.on("exit", ended);
  };
  const ended = () => {
    thread = undefined;
    feed.forget();
    for (const settle of waiting.values())
      settle({ ok: false, error: notRead("Its thread ended.") });
    waiting.clear();
    onEnd();
    if (isClosed) return;
    // A file that was put aside is waited for no longer than once.
    retry = setTimeout(start, isDamaged && restarts++ === 0 ? 0 : againMs);
    retry.unref();
  };
  const ask = <T extends Answer>(
    message: (id: number) => ToThread,
    nothing: () => T,
  ): Promise<Reading<T>> => {
    if (!thread) return Promise.resolve({ ok: true, value: nothing() });
    const id = asked++;
    return new Promise((settle) => {
      const late = setTimeout(() => {
        waiting.delete(id);
        settle({ ok: false, error: { kind: "timeout", what: "The history" } });
      }, answerMs);
      late.unref();
      waiting.set(id, (answer) => {
        clearTimeout(late);
        // The thread answers what it was asked.
        settle(answer as Reading<T>);
      });
      post(message(id));
    });
  };
  start();

  return {
    tick(connection, tick) {
      if (thread && !isClosed) feed.tick(connection, tick);
    },
    addEvent(connection, event) {
      if (thread && !isClosed) feed.event(connection, event);
    },
    read: (connection, question) =>
      ask(
        (id) => ({ kind: "read", id, connection, question }),
        () => emptyAnswer(question, kept),
      ),
    matrix: (connection, matrix) =>
      ask(
        (id) => ({ kind: "matrix", id, connection, asked: matrix }),
        () => emptyMatrix(matrix, kept),
      ),
    lastHour: (connection, untilMs) =>
      ask((id) => ({ kind: "last-hour", id, connection, untilMs }), emptyLastHour),
    kept: () => kept,
    async close() {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(retry);
      if (!thread) return;
      const closed = new Promise<void>((settle) => {
        onEnd = settle;
      });
      post({ kind: "close" });
      await closed;
      await thread?.terminate();
    },
  };
}

/** A history that is switched off: it answers gaps. */
export function createNoHistory({ maxBytes }: HistorySettings): History {
  const kept: HistoryKept = {
    state: { kind: "paused", why: "It is switched off (history.enabled).", sinceMs: Date.now() },
    ...{ levels: [], bytes: 0, maxBytes, isShortened: false },
  };
  return {
    tick: () => undefined,
    addEvent: () => undefined,
    read: async (_, question) => ({ ok: true, value: emptyAnswer(question, kept) }),
    matrix: async (_, asked) => ({ ok: true, value: emptyMatrix(asked, kept) }),
    lastHour: async () => ({ ok: true, value: emptyLastHour() }),
    kept: () => kept,
    close: async () => undefined,
  };
}

const answerMs = 20_000;
const againMs = 30_000;

function openBuilt(workerData: ThreadData): Worker {
  const own = new URL(import.meta.url);
  const script = new URL(own.pathname.replace(/\.m?js$/, ".history.js"), own);
  return new Worker(script, { workerData, name: "history" });
}

function notRead(detail: string): AppError {
  return { kind: "console", title: "The history was not read.", detail };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
