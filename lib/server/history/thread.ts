import { existsSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { HistoryKept } from "@/lib/model/history";
import { emptyAnswer, emptyLastHour, emptyMatrix } from "./empty-answer";
import { createGuardedKeeper, type GuardedOptions } from "./guarded";
import type { Keeper } from "./keeper";
import type { Answer, FromThread, ThreadData, ToThread } from "./protocol";

/** The whole of the thread but its door: takes messages, answers them, and works on when nobody asks. */
export function createThread(
  { folder, settings, putAside }: ThreadData,
  post: (message: FromThread) => void,
  given: Partial<Pick<GuardedOptions, "nowMs" | "roomOf">> = {},
): { hear(message: ToThread): void } {
  const nowMs = given.nowMs ?? Date.now;
  const aside = putAside ? renameDamaged(join(folder, "history.db"), nowMs()) : undefined;
  const guarded = createGuardedKeeper({ folder, settings, ...given, nowMs }, (why) =>
    post({ kind: "damaged", why }),
  );
  let isWorking = false;
  let isClosed = false;

  const keptNow = (): HistoryKept => ({
    ...guarded.kept(),
    ...(aside ? { putAside: aside } : {}),
  });
  const tell = () => {
    const kept = keptNow();
    if (!guarded.isDead()) post({ kind: "kept", kept });
  };
  const work = () => {
    if (isClosed) return;
    const more = guarded.attempt((keeper) => keeper.work());
    isWorking = more.ok && more.value;
    if (isWorking) setImmediate(work);
    else tell();
  };
  const answer = <T extends Answer>(
    id: number,
    read: (keeper: Keeper, kept: HistoryKept) => T,
    nothing: (kept: HistoryKept) => T,
  ) => {
    const kept = keptNow();
    const made = guarded.attempt((keeper) => read(keeper, kept));
    const value = made.ok ? made.value : nothing(keptNow());
    post({ kind: "answer", id, answer: { ok: true, value } });
  };
  const take = (tick: Extract<ToThread, { kind: "tick" }>) => {
    const isRecorded = guarded.tick(tick.connection, tick);
    post({ kind: "taken", connection: tick.connection, isRecorded });
    tell();
    if (isWorking || guarded.isDead()) return;
    isWorking = true;
    setImmediate(work);
  };

  tell();
  return {
    hear(message) {
      switch (message.kind) {
        case "tick":
          return take(message);
        case "event": {
          const { connection, event } = message;
          guarded.attempt((keeper) => keeper.addEvent(connection, event));
          post({ kind: "event-taken" });
          return;
        }
        case "read": {
          const { id, connection, question } = message;
          return answer(
            id,
            (keeper, kept) => keeper.read(connection, question, kept),
            (kept) => emptyAnswer(question, kept),
          );
        }
        case "matrix": {
          const { id, connection, asked } = message;
          return answer(
            id,
            (keeper, kept) => keeper.matrix(connection, asked, kept),
            (kept) => emptyMatrix(asked, kept),
          );
        }
        case "last-hour": {
          const { id, connection, untilMs } = message;
          return answer(id, (keeper) => keeper.lastHour(connection, untilMs), emptyLastHour);
        }
        case "close":
          isClosed = true;
          guarded.attempt((keeper) => keeper.close());
          post({ kind: "closed" });
      }
    },
  };
}

/** Out of the way, where whoever wants to may look at it. */
function renameDamaged(file: string, atMs: number): HistoryKept["putAside"] {
  const aside = `${file}.corrupt-${atMs}`;
  if (existsSync(file)) renameSync(file, aside);
  for (const more of ["-wal", "-shm"]) rmSync(`${file}${more}`, { force: true });
  return { file: basename(aside), atMs };
}
