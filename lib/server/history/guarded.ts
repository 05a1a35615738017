import { join } from "node:path";
import type { HistoryKept } from "@/lib/model/history";
import { isDamage, isFull, openDatabase } from "./database";
import { createKeeper, type Keeper } from "./keeper";
import type { SentTick } from "./record";
import { createBallast, isShort, leastRoom, readRoom } from "./room";
import type { HistorySettings } from "./settings";

/** A keeper that nothing goes wrong with: what does, pauses it, and a later tick tries again (R11, R16). */
export type GuardedKeeper = {
  tick(connection: string, tick: SentTick): boolean;
  /** What the work comes to, or why not. Without a file it is not done. */
  attempt<T>(work: (keeper: Keeper) => T): Attempted<T>;
  kept(): HistoryKept;
  /** The file is damaged: nothing is done any more. */
  isDead(): boolean;
};

type Attempted<T> = { ok: true; value: T } | { ok: false; why: string };

/** Where the file is, and what a test may bring. */
export type GuardedOptions = {
  folder: string;
  settings: HistorySettings;
  nowMs: () => number;
  roomOf?: typeof readRoom;
};

/** Opens the file; `onDamage` is told once. */
export function createGuardedKeeper(
  { folder, settings, nowMs, roomOf = readRoom }: GuardedOptions,
  onDamage: (why: string) => void,
): GuardedKeeper {
  const ballast = createBallast(folder);
  let keeper: Keeper | undefined;
  let state: HistoryKept["state"] = { kind: "on" };
  /** For good, until the next start. */
  let end: "newer" | "damaged" | undefined;

  const pause = (why: string) => {
    state = { kind: "paused", why, sinceMs: state.kind === "paused" ? state.sinceMs : nowMs() };
  };
  const endDamaged = (why: string) => {
    if (end === "damaged") return;
    end = "damaged";
    keeper = undefined;
    onDamage(why);
  };
  const open = () => {
    if (keeper || end) return;
    const opened = openDatabase(join(folder, "history.db"));
    if (opened.ok) {
      keeper = createKeeper(opened.db, settings);
      return;
    }
    const { kind, why } = opened.why;
    if (kind === "damaged") return endDamaged(why);
    if (kind === "newer") end = "newer";
    pause(kind === "newer" ? why : `The file can't be opened: ${why}.`);
  };
  const fail = (error: unknown): { ok: false; why: string } => {
    const why = error instanceof Error ? error.message : String(error);
    if (isDamage(error)) endDamaged(why);
    else {
      keeper?.forget();
      if (isFull(error)) ballast.drop();
      pause(isFull(error) ? `The disk takes nothing more (${why}).` : `${why}.`);
    }
    return { ok: false, why };
  };
  const attempt = <T>(work: (keeper: Keeper) => T): Attempted<T> => {
    try {
      open();
      if (keeper) return { ok: true, value: work(keeper) };
    } catch (error) {
      return fail(error);
    }
    return { ok: false, why: state.kind === "paused" ? state.why : "There is no history." };
  };
  const hasRoom = (): boolean => {
    const room = roomOf(folder);
    if (!isShort(room, state.kind === "paused")) {
      ballast.keep(room);
      return true;
    }
    ballast.drop();
    keeper?.forget();
    const least = Math.ceil(leastRoom(room) / 2 ** 20).toLocaleString("en");
    pause(`Less than ${least} MiB are free on the disk.`);
    return false;
  };

  try {
    open();
  } catch (error) {
    fail(error);
  }
  return {
    tick(connection, tick) {
      const done = attempt((open) => (hasRoom() ? open.tick(connection, tick) : undefined));
      if (!done.ok) return false;
      if (done.value === "yes") state = { kind: "on" };
      if (done.value === "behind") pause("The clock is behind what was recorded last.");
      return done.value === "yes";
    },
    attempt,
    kept() {
      const reach = keeper && attempt((open) => open.reach());
      const nothing = { levels: [], bytes: 0, isShortened: false };
      return { state, ...(reach?.ok ? reach.value : nothing), maxBytes: settings.maxBytes };
    },
    isDead: () => end === "damaged",
  };
}
