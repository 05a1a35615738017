import { delay, type NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { ViewPart } from "@/lib/live/key-view";
import type { KeysFrame, KeysView } from "@/lib/model/kv-keys";
import { whileLost } from "@/lib/nats/connection-events";
import { getKeysPlace } from "@/lib/nats/kv-keys";
import { isPassing } from "@/lib/nats/passing";
import { createKeysDesk, type KeysLimits, toKeysFrame } from "./keys-desk";
import { toKeysFile } from "./keys-file";
import { createKeysLife, type LifeEnd } from "./keys-life";
import { createKeysLister, type Turns } from "./keys-lister";
import { createTeller } from "./keys-teller";
import type { KeysFileFormat, KeysStart } from "./kv-protocol";
import type { Link } from "./link";

/** The keys of one bucket as one page looks at them, from its opening to its end. */
export type KeysRun = {
  look(view: KeysView): void;
  listAll(): void;
  stop(): void;
  keysOf(part: ViewPart, most: number): { keys: string[]; isAll: boolean };
  findRow(row: { key: string } | { prefix: string }): number | undefined;
  save(format: KeysFileFormat): Promise<Blob>;
  setVisible(isVisible: boolean): void;
  close(): void;
  /** Why it can't go on; nothing where it was closed. */
  ended: Promise<Reading<null>>;
};

type Options = KeysStart & {
  link: Link;
  /** For what somebody waits for: it does not come behind the megabytes of a page of names. */
  quick: Link;
  turns: Turns;
  limits: KeysLimits;
  isVisible: boolean;
  /** Settles when the page has taken it: a page that is busy is not told more than it takes. */
  hear: (frame: KeysFrame) => unknown;
};

const beatMs = 1_000;
const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Begins to list, and tells what there is to see. */
export function runKeys(options: Options): KeysRun {
  const { link, quick, bucket, turns, limits, hear } = options;
  let { isVisible } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const desk = createKeysDesk(options.view, limits, () => teller.mark());
  const lister = createKeysLister(desk, turns, (error) => {
    desk.error = error;
    desk.mark();
  });
  const other = followLink(quick);
  const life = createKeysLife(desk, lister, () => isVisible);
  const teller = createTeller(() => {
    const frame = toKeysFrame(desk);
    life.sight()?.look(frame.rows);
    return hear(frame);
  }, isVisible);

  /** As long as one connection lasts; undefined where nobody waits for more. */
  const once = async (): Promise<LifeEnd | undefined> => {
    const nc = await connected(link, signal);
    if (!nc) return undefined;
    await whileLost(nc, signal);
    const asked = await getKeysPlace(nc, bucket);
    if (!asked.ok) return { why: "error", error: asked.error };
    return life.live({ nc, quick: () => other.now() ?? nc }, asked.value, signal);
  };
  let pauseMs = firstPauseMs;
  /** Until it is tried again. */
  const rest = async (end: LifeEnd) => {
    pauseMs = desk.live.state === "live" ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs);
    desk.live = { state: "connecting" };
    desk.error = errorOf(end);
    teller.mark();
    // A server that goes down says so of its consumers first.
    if (end.why !== "again") await Promise.race([delay(pauseMs), aborted(signal)]);
  };
  const run = async (): Promise<Reading<null>> => {
    while (!signal.aborted) {
      const end = await once();
      if (!end || signal.aborted) break;
      const error = errorOf(end);
      if (error && !isPassing(error)) return { ok: false, error };
      await rest(end);
    }
    return { ok: true, value: null };
  };
  const leave = link.watch((status) => {
    if (status.state === "connected" || desk.live.state !== "live") return;
    desk.live = { state: "connecting" };
    teller.mark();
  });
  let toldPerSec = 0;
  const beat = setInterval(() => {
    const perSec = desk.changes.perSec();
    if (perSec !== toldPerSec) teller.mark();
    toldPerSec = perSec;
  }, beatMs);
  const end = () => {
    leave();
    other.leave();
    clearInterval(beat);
    lister.close();
    teller.close();
  };

  return {
    look(view) {
      desk.view = view;
      desk.shown.set(view);
      lister.look();
      teller.markNow();
    },
    listAll: lister.listAll,
    stop: lister.stop,
    keysOf(part, most) {
      desk.shown.refresh();
      return desk.shown.keysOf(part, most);
    },
    findRow(row) {
      desk.shown.refresh();
      return desk.shown.findRow(row);
    },
    save(format) {
      desk.shown.refresh();
      const { keys } = desk.shown.keysOf({ kind: "all" }, Number.POSITIVE_INFINITY);
      return toKeysFile(keys, desk.book.get, format);
    },
    setVisible(next) {
      isVisible = next;
      teller.setVisible(next);
    },
    close() {
      closing.abort();
      end();
    },
    ended: run().finally(end),
  };
}

function errorOf(end: LifeEnd): AppError | undefined {
  return end.why === "error" ? end.error : undefined;
}

/** The connection, once there is one; undefined where nobody waits for it any more. */
function connected(link: Link, signal: AbortSignal): Promise<NatsConnection | undefined> {
  return Promise.race([link.nats(), aborted(signal)]);
}

/** A link's connection while that is up. */
function followLink(link: Link) {
  let nc: NatsConnection | undefined;
  const leave = link.watch(({ state }) => {
    nc = undefined;
    if (state !== "connected") return;
    void link.nats().then((found) => {
      nc = found;
    });
  });
  return { now: () => (nc?.isClosed() ? undefined : nc), leave };
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((settle) => {
    if (signal.aborted) return settle(undefined);
    signal.addEventListener("abort", () => settle(undefined), { once: true });
  });
}
