import type { Reading } from "@/lib/errors/app-error";
import type { SystemEvent } from "@/lib/model/events";
import type { HistoryAnswer, HistoryKept, HistoryQuestion, LagMatrix } from "@/lib/model/history";
import type { LastHour } from "./last-hour";
import type { Name, Part } from "./parts";
import type { HistorySettings } from "./settings";

/** What the thread is started with. */
export type ThreadData = {
  folder: string;
  settings: HistorySettings;
  /** The file was found to be damaged: begin a new one. */
  putAside: boolean;
};

/** What of a part has changed since the last tick. Slots are numbers that the main thread gives to names. */
export type PartChanges = {
  part: Part;
  /** Nothing of what slots meant before holds, and whoever is not born here is gone. */
  isFull: boolean;
  born: (Name & { slot: number })[];
  gone: number[];
  slots: Uint32Array;
  /** Which of the series have a new value: they follow each other in `values`, NaN for none. */
  masks: Uint16Array;
  values: Float64Array;
  /** Those that no number holds exactly, by their place in `values`. */
  long: [at: number, value: bigint][];
};

/** What the heat map asks for. */
export type MatrixQuestion = { fromMs: number; toMs: number; columns: number; rows: number };

/** To the thread. */
export type ToThread =
  | {
      kind: "tick";
      connection: string;
      atMs: number;
      /** Something was left out before it. */
      isGap: boolean;
      parts: PartChanges[];
    }
  | { kind: "event"; connection: string; event: SystemEvent }
  | { kind: "read"; id: number; connection: string; question: HistoryQuestion }
  | { kind: "matrix"; id: number; connection: string; asked: MatrixQuestion }
  | { kind: "last-hour"; id: number; connection: string; untilMs: number }
  | { kind: "close" };

/** What the thread is asked for. */
export type Answer = HistoryAnswer | LagMatrix | LastHour;

/** From the thread. */
export type FromThread =
  /** A tick was taken; where it was not recorded, the next one has to be whole. */
  | { kind: "taken"; connection: string; isRecorded: boolean }
  | { kind: "event-taken" }
  | { kind: "kept"; kept: HistoryKept }
  | { kind: "answer"; id: number; answer: Reading<Answer> }
  /** The file is damaged: the thread ends, so that no handle on it stays. */
  | { kind: "damaged"; why: string }
  | { kind: "closed" };
