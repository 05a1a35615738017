import type { Reading } from "@/lib/errors/app-error";
import { countFrom } from "./messages-count";
import { densityOf, type ReadScope } from "./messages-scope";

/** A part of a stream, both ends included, and how many messages to ask for it. */
export type Window = { from: bigint; to: bigint; count: number };

/** What is read next: a part, nothing more, or, where a server does not know batches, all in another way. */
type NextWindow = { kind: "window"; window: Window } | { kind: "over" } | { kind: "unknown" };

/** Walks through a stream from a place to its other end, by parts that are as big as come at once. */
export type Windows = {
  next(): Promise<Reading<NextWindow>>;
  /** What a part held, and how long its bytes took to come. */
  learn(window: Window, read: WindowCost): void;
};

/** What it took to read a part. */
type WindowCost = { messages: number; bytes: number; ms: number };

/** A hit waits for the end of its part, where the newer ones stand: that is to be no longer than this. */
const goalMs = 80;
const leastBytes = 256 * 1_024;
const firstBytes = 512 * 1_024;
const mostBytes = 4 * 1_024 * 1_024;
const mostMessages = 50_000;
const addedBytes = 150;
/** One by one, each message takes a request. */
const leastOneByOne = 50;
const firstOneByOne = 200;
const mostOneByOne = 2_000;
const widening = 8;
/** Where nearly every sequence holds one, nobody has to be asked how many there are. */
const even = 0.99;
const thinnest = 1e-15;

/** Begins at a sequence, towards the newer end or the older one. */
export function createWindows(scope: ReadScope, start: bigint, isOldestFirst: boolean): Windows {
  const { extent, filter, isBatched } = scope;
  const { first, last } = extent;
  let next = isOldestFirst ? max(start, first) : min(start, last);
  let density = densityOf(scope) || 1 / widening;
  let averageBytes = Number(extent.bytes) / Math.max(1, Number(extent.messages)) + addedBytes;
  let goal = isBatched ? firstBytes : firstOneByOne;
  /** How many match from `next` on, or, on the way back, behind it; undefined before that was asked. */
  let counted: bigint | undefined;

  const isOver = () => (isOldestFirst ? next > last : next < first);
  const wanted = () =>
    isBatched ? Math.max(1, Math.min(mostMessages, Math.floor(goal / averageBytes))) : goal;
  const nextSpan = () => {
    const width = BigInt(Math.max(1, Math.ceil(wanted() / density)));
    return isOldestFirst
      ? { from: next, to: min(next + width - 1n, last) }
      : { from: max(next - width + 1n, first), to: next };
  };
  const takeEven = (): Reading<NextWindow> => {
    const span = nextSpan();
    next = isOldestFirst ? span.to + 1n : span.from - 1n;
    counted = undefined;
    return found({ ...span, count: isBatched ? Number(span.to - span.from + 1n) : wanted() });
  };
  /** From where the next part begins; counts what lies behind it. */
  const takePlace = async (): Promise<Reading<NextWindow | "again">> => {
    const known = await countFrom(scope, isOldestFirst ? next : next + 1n);
    if (!known.ok) return known;
    if (!known.value) return unknown;
    counted = known.value.count;
    if (isOldestFirst) next = known.value.at;
    return again;
  };
  /** Asks how many a part holds before it is read: gaps and filters make parts of any emptiness. */
  const takeCounted = async (behind: bigint): Promise<Reading<NextWindow | "again">> => {
    const span = nextSpan();
    const known = await countFrom(scope, isOldestFirst ? span.to + 1n : span.from);
    if (!known.ok) return known;
    if (!known.value) return unknown;
    const { at, count } = known.value;
    const inside = Number(isOldestFirst ? behind - count : count - behind);
    const isEmpty = isOldestFirst ? inside <= 0 : at > span.to;
    return takeSpan(isOldestFirst ? span : { ...span, at }, { at, count, inside, isEmpty });
  };
  const takeSpan = (
    { from, to, at: begin = from }: { from: bigint; to: bigint; at?: bigint },
    { at, count, inside, isEmpty }: { at: bigint; count: bigint; inside: number; isEmpty: boolean },
  ): Reading<NextWindow | "again"> => {
    const width = Number(to - from + 1n);
    if (!isEmpty && inside > 4 * wanted() && width > 1) {
      density = inside / width;
      return again;
    }
    counted = count;
    next = isOldestFirst ? at : from - 1n;
    density = isEmpty ? Math.max(density / widening, thinnest) : Math.max(1, inside) / width;
    if (isEmpty) return again;
    return found({ from: begin, to, count: Math.max(1, Math.min(inside, width)) });
  };
  const takeNext = async (): Promise<Reading<NextWindow | "again">> => {
    if (isOver()) return { ok: true, value: { kind: "over" } };
    if (!isBatched || (filter === ">" && density > even)) return takeEven();
    return counted === undefined ? takePlace() : takeCounted(counted);
  };

  return {
    async next() {
      for (;;) {
        const step = await takeNext();
        if (!step.ok) return step;
        if (step.value !== "again") return { ok: true, value: step.value };
      }
    },
    learn({ from, to }, { messages, bytes, ms }) {
      const factor = Math.max(0.25, Math.min(2, goalMs / Math.max(1, ms)));
      const [least, most] = isBatched ? [leastBytes, mostBytes] : [leastOneByOne, mostOneByOne];
      goal = Math.round(Math.max(least, Math.min(most, goal * factor)));
      if (messages > 0) averageBytes = bytes / messages;
      if (isBatched && filter !== ">") return;
      const share = messages / Number(to - from + 1n);
      if (!isBatched || density > even) density = Math.max(share, density / widening);
    },
  };
}

const unknown = { ok: true, value: { kind: "unknown" } } as const;
const again = { ok: true, value: "again" } as const;

function found(window: Window): Reading<NextWindow> {
  return { ok: true, value: { kind: "window", window } };
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
