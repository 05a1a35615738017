import { type LookupAddress, lookup as lookupByNode } from "node:dns";
import type { LookupFunction } from "node:net";

/** Resolves a name to all its addresses. */
export type Resolve = (
  host: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Names that were slow wait for each other, and not in the way of those that were not. */
type Lane = { atOnce: number; running: number; queue: (() => void)[] };

type Answer = Parameters<Resolve>[2];

const slowMs = 1_000;

/**
 * Looks names up a few at a time. Node does it in the threads that read files as well, four unless told otherwise: with
 * the name service gone, a handful of connections would keep the pages from being read, and the process from its end.
 */
export function createLookup(lookup: Resolve = lookupByNode, threads = threadCount()): Resolve {
  const quick: Lane = { atOnce: Math.max(2, Math.floor(threads / 2)), running: 0, queue: [] };
  const slow: Lane = { atOnce: Math.max(1, Math.floor(threads / 8)), running: 0, queue: [] };
  const slowHosts = new Set<string>();
  const asked = new Map<string, Answer[]>();

  const finish = (lane: Lane) => {
    lane.running -= 1;
    lane.queue.shift()?.();
  };
  const begin = (lane: Lane, key: string, host: string, options: Parameters<Resolve>[1]) => {
    lane.running += 1;
    const sinceMs = performance.now();
    lookup(host, options, (error, addresses: LookupAddress[]) => {
      if (performance.now() - sinceMs > slowMs) slowHosts.add(host);
      else slowHosts.delete(host);
      const answers = asked.get(key) ?? [];
      asked.delete(key);
      finish(lane);
      for (const answer of answers) answer(error, addresses);
    });
  };
  return (host, options, answer) => {
    // Whoever dials the same host gets the same answer: one who dials again has given the first up.
    const key = JSON.stringify([host, options]);
    const others = asked.get(key);
    if (others) {
      others.push(answer);
      return;
    }
    asked.set(key, [answer]);
    const lane = slowHosts.has(host) ? slow : quick;
    const start = () => begin(lane, key, host, options);
    if (lane.running < lane.atOnce) start();
    else lane.queue.push(start);
  };
}

/** The lookup that all of the server shares. */
export const lookUp: Resolve = createLookup();

/** The same, as a socket asks for it. */
export const lookUpForSocket: LookupFunction = (host, options, done) => {
  lookUp(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error) done(error, []);
    else if (options.all || !first) done(null, addresses);
    else done(null, first.address, first.family);
  });
};

function threadCount(): number {
  return Number(process.env.UV_THREADPOOL_SIZE) || 4;
}
