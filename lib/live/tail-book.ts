import type { TailCounts, TailMessage, TailSettings } from "@/lib/model/tail";
import type { TailWire } from "@/lib/model/tail-wire";
import { tailBodyBytes } from "./limits";
import { createTailList, type TailList } from "./tail-list";
import { createTailLooks, searchOf } from "./tail-looks";
import { createTailSampler } from "./tail-sampler";
import { createTailSubjects, type TailSubjects } from "./tail-subjects";

/** What is known of a subject from what is listened to: whose it is, and whether it is noise. */
export type TailMarks = {
  toMark(subject: string): number;
  isNoise(mark: number): boolean;
  /** The subscription that counts it, where several get it. */
  owner(mark: number): number;
};

/** What came and is counted, and what of it is kept. */
export type TailBook = {
  /** `from` is the number of the subscription that it came by. */
  take(message: TailWire, from: number): void;
  /** One that was read from a stream, by whoever can wait: all of those are looked at. */
  takeStored(message: TailWire): void;
  /** A tenth of a second is over. */
  beat(): void;
  set(settings: TailSettings): void;
  counts(): TailCounts;
  pausedNow(): number;
  /** Those that wait for an expression to be tried on them; they count as skipped until then. */
  takeWaiting(): Omit<TailMessage, "no">[];
  isWaiting(): boolean;
  answer(waiting: Omit<TailMessage, "no">[], fits: readonly boolean[] | undefined): void;
  list: () => TailList;
  subjects: () => TailSubjects;
  clear(): void;
};

export type TailBookOptions = {
  /** Makes a message of what stands among the bytes. */
  read: (message: TailWire, bodyBytes: number) => Omit<TailMessage, "no">;
  marks: TailMarks;
  /** Whether a message can come by several subscriptions. */
  isOverlapping: () => boolean;
  settings: TailSettings;
  now?: () => number;
};

const waitingRows = 2_000;
const waitingBytes = 8 * 1024 * 1024;
const decoder = new TextDecoder();

/** A book without an entry. */
export function createTailBook(options: TailBookOptions): TailBook {
  const { read, marks, isOverlapping, now } = options;
  let settings = options.settings;
  let counts = noCounts();
  let pausedNow = 0;
  let subjects = createTailSubjects(marks.toMark);
  let list = createTailList(settings.keepRows);
  let sampler = createTailSampler();
  let search = searchOf(settings.filter);
  const looks = createTailLooks(now);
  let waiting: Omit<TailMessage, "no">[] = [];
  let waitingSize = 0;
  let generation = {};
  const asked = new WeakMap<object, object>();

  const keep = (message: TailWire) => {
    if (list.add(read(message, tailBodyBytes))) counts.listed++;
    else counts.skipped++;
  };
  const wait = (message: TailWire, sizeBytes: number) => {
    counts.skipped++;
    if (waiting.length >= waitingRows || waitingSize + sizeBytes > waitingBytes) return;
    waiting.push(read(message, tailBodyBytes));
    waitingSize += sizeBytes;
  };
  const sample = (message: TailWire, sizeBytes: number) => {
    if (sampler.takes(sizeBytes)) keep(message);
    else counts.skipped++;
  };
  const choose = (message: TailWire, sizeBytes: number) => {
    if (settings.filter?.kind === "regex") return wait(message, sizeBytes);
    if (!search) return sample(message, sizeBytes);
    const found = looks.look(search, message);
    if (found) sample(message, sizeBytes);
    else if (found === undefined) counts.skipped++;
    else counts.filtered++;
  };
  const chooseStored = (message: TailWire, sizeBytes: number) => {
    if (settings.filter?.kind === "regex") return wait(message, sizeBytes);
    const found = search ? search.fits(message) : true;
    if (found) keep(message);
    else if (found === undefined) counts.skipped++;
    else counts.filtered++;
  };
  /** Counts it; true where it may be listed. */
  const count = (message: TailWire, id: number, mark: number, sizeBytes: number): boolean => {
    counts.received++;
    counts.receivedBytes += sizeBytes;
    if (settings.hidesNoise && marks.isNoise(mark)) {
      subjects.countUnnamed();
      counts.hidden++;
      return false;
    }
    if (id === -1) subjects.countNameless(subjectOf(message));
    else subjects.count(id);
    if (!settings.isPaused) return true;
    counts.paused++;
    pausedNow++;
    return false;
  };
  const idOf = ({ bytes, subjectAt, subjectEnd }: TailWire) =>
    subjects.find(bytes, subjectAt, subjectEnd);
  const markOf = (message: TailWire, id: number) =>
    id === -1 ? marks.toMark(subjectOf(message)) : subjects.mark(id);

  return {
    take(message, from) {
      const id = idOf(message);
      const mark = markOf(message, id);
      if (isOverlapping() && marks.owner(mark) !== from) return;
      const sizeBytes = message.dataEnd - message.dataAt;
      if (count(message, id, mark, sizeBytes)) choose(message, sizeBytes);
    },
    takeStored(message) {
      const id = idOf(message);
      const sizeBytes = message.dataEnd - message.dataAt;
      if (count(message, id, markOf(message, id), sizeBytes)) chooseStored(message, sizeBytes);
    },
    beat() {
      sampler.beat();
      looks.beat();
    },
    set(next) {
      if (!next.isPaused) pausedNow = 0;
      if (next.keepRows !== settings.keepRows) list.setKeepRows(next.keepRows);
      const isOther =
        next.filter?.text !== settings.filter?.text || next.filter?.kind !== settings.filter?.kind;
      settings = next;
      if (!isOther) return;
      search = searchOf(next.filter);
      waiting = [];
      waitingSize = 0;
      const find = search;
      if (find) list.refine((entry) => entry.kind === "message" && find.fitsKept(entry.message));
      else list.refine(undefined);
    },
    counts: () => ({ ...counts }),
    pausedNow: () => pausedNow,
    takeWaiting() {
      const taken = waiting;
      asked.set(taken, generation);
      waiting = [];
      waitingSize = 0;
      return taken;
    },
    isWaiting: () => waiting.length > 0,
    answer(taken, found) {
      // Cleared meanwhile: they are counted no more.
      if (asked.get(taken) !== generation || !found) return;
      for (const [at, message] of taken.entries()) {
        if (found[at] && !list.add(message)) continue;
        counts.skipped--;
        if (found[at]) counts.listed++;
        else counts.filtered++;
      }
    },
    list: () => list,
    subjects: () => subjects,
    clear() {
      counts = noCounts();
      pausedNow = 0;
      subjects = createTailSubjects(marks.toMark);
      list = createTailList(settings.keepRows);
      sampler = createTailSampler();
      waiting = [];
      waitingSize = 0;
      generation = {};
    },
  };
}

function subjectOf({ bytes, subjectAt, subjectEnd }: TailWire): string {
  return decoder.decode(bytes.subarray(subjectAt, subjectEnd));
}

function noCounts(): TailCounts {
  return {
    ...{ received: 0, receivedBytes: 0, listed: 0, skipped: 0 },
    ...{ filtered: 0, hidden: 0, paused: 0 },
  };
}
