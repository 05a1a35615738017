import type { TailCounts, TailMessage, TailSettings } from "@/lib/model/tail";
import { tailBodyBytes } from "./limits";
import { createTailList, type TailList } from "./tail-list";
import { type ByteSearch, createByteSearch } from "./tail-match";
import { createTailSampler } from "./tail-sampler";
import { createTailSubjects, type TailSubjects } from "./tail-subjects";

/** What is known of a subject from what is listened to: whose it is, and whether it is noise. */
export type TailMarks = {
  toMark(subject: string): number;
  isNoise(mark: number): boolean;
  /** The subscription that counts it, where several get it. */
  owner(mark: number): number;
};

/** How a message is read; of most of them no more than subject and size. */
type TailReader<Message> = {
  subject: (message: Message) => Uint8Array;
  /** Of headers and payload. */
  sizeBytes: (message: Message) => number;
  /** Headers and payload as they came. */
  data: (message: Message) => Uint8Array;
  read: (message: Message, bodyBytes: number) => Omit<TailMessage, "no">;
};

/** What came and is counted, and what of it is kept. */
export type TailBook<Message> = {
  /** `from` is the number of the subscription that it came by. */
  take(message: Message, from: number): void;
  /** A tenth of a second is over. */
  beat(): void;
  set(settings: TailSettings): void;
  counts(): TailCounts;
  pausedNow(): number;
  /** Those that wait for an expression to be tried on them; they count as skipped until then. */
  takeWaiting(): Omit<TailMessage, "no">[];
  answer(waiting: Omit<TailMessage, "no">[], fits: readonly boolean[] | undefined): void;
  list: () => TailList;
  subjects: () => TailSubjects;
  clear(): void;
};

export type TailBookOptions<Message> = {
  reader: TailReader<Message>;
  marks: TailMarks;
  /** Whether a message can come by several subscriptions. */
  isOverlapping: () => boolean;
  settings: TailSettings;
  now?: () => number;
};

/** How long a filter may search in a tenth of a second: the rest is for the wire. */
const searchMs = 40;
const looksPerClock = 64;
const waitingRows = 2_000;
const waitingBytes = 4 * 1024 * 1024;
const decoder = new TextDecoder();

/** A book without an entry. */
export function createTailBook<Message>(options: TailBookOptions<Message>): TailBook<Message> {
  const { reader, marks, isOverlapping, now = () => performance.now() } = options;
  let settings = options.settings;
  let counts = noCounts();
  let pausedNow = 0;
  let subjects = createTailSubjects(marks.toMark);
  let list = createTailList(settings.keepRows);
  let sampler = createTailSampler();
  let search = searchOf(settings);
  let looks = 0;
  let beganMs = 0;
  let isTired = false;
  let waiting: Omit<TailMessage, "no">[] = [];
  let waitingSize = 0;
  let generation = {};
  const asked = new WeakMap<object, object>();

  const keep = (message: Message, sizeBytes: number) => {
    if (!sampler.takes(sizeBytes)) return void counts.skipped++;
    if (list.add(reader.read(message, tailBodyBytes))) counts.listed++;
    else counts.skipped++;
  };
  const wait = (message: Message, sizeBytes: number) => {
    counts.skipped++;
    if (waiting.length >= waitingRows || waitingSize + sizeBytes > waitingBytes) return;
    waiting.push(reader.read(message, tailBodyBytes));
    waitingSize += sizeBytes;
  };
  /** Undefined where there was no time to look. */
  const fits = (find: ByteSearch, message: Message): boolean | undefined => {
    if (looks % looksPerClock === 0) {
      const atMs = now();
      if (looks === 0) beganMs = atMs;
      isTired = atMs - beganMs > searchMs;
    }
    if (isTired) return undefined;
    looks++;
    return find(reader.subject(message)) || find(reader.data(message));
  };
  const choose = (message: Message, sizeBytes: number) => {
    if (settings.filter?.kind === "regex") return wait(message, sizeBytes);
    if (!search) return keep(message, sizeBytes);
    const found = fits(search, message);
    if (found) keep(message, sizeBytes);
    else if (found === undefined) counts.skipped++;
    else counts.filtered++;
  };

  return {
    take(message, from) {
      const subject = reader.subject(message);
      const id = subjects.find(subject);
      const mark = id === -1 ? marks.toMark(decoder.decode(subject)) : subjects.mark(id);
      if (isOverlapping() && marks.owner(mark) !== from) return;
      const sizeBytes = reader.sizeBytes(message);
      counts.received++;
      counts.receivedBytes += sizeBytes;
      if (settings.hidesNoise && marks.isNoise(mark)) {
        subjects.countUnnamed();
        return void counts.hidden++;
      }
      subjects.count(subject, id);
      if (!settings.isPaused) return choose(message, sizeBytes);
      counts.paused++;
      pausedNow++;
    },
    beat() {
      sampler.beat();
      looks = 0;
      isTired = false;
    },
    set(next) {
      if (!next.isPaused) pausedNow = 0;
      if (next.keepRows !== settings.keepRows) list.setKeepRows(next.keepRows);
      const isOther =
        next.filter?.text !== settings.filter?.text || next.filter?.kind !== settings.filter?.kind;
      settings = next;
      if (!isOther) return;
      search = searchOf(next);
      waiting = [];
      waitingSize = 0;
      const find = search;
      if (find) list.refine((entry) => entry.kind === "message" && isIn(find, entry.message));
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

function searchOf({ filter }: TailSettings): ByteSearch | undefined {
  return filter?.kind === "text" ? createByteSearch(filter.text) : undefined;
}

const encoder = new TextEncoder();

function isIn(find: ByteSearch, { subject, headers, body }: TailMessage): boolean {
  if (find(encoder.encode(subject)) || find(body)) return true;
  return headers.some(([name, values]) =>
    values.some((value) => find(encoder.encode(`${name}: ${value}`))),
  );
}

function noCounts(): TailCounts {
  return {
    ...{ received: 0, receivedBytes: 0, listed: 0, skipped: 0 },
    ...{ filtered: 0, hidden: 0, paused: 0 },
  };
}
