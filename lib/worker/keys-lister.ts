import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import { listKeyNames } from "@/lib/nats/kv-keys-names";
import type { KvPlace } from "@/lib/nats/kv-place";
import type { ListEnd, ListNamesOptions, NamesPlace } from "@/lib/nats/subject-names-list";
import { covers, isPattern } from "@/lib/roles/subject";
import { type KeysDesk, patternBelow, type Ways } from "./keys-desk";

/** Lists the names of a big bucket: all of them, when that is wanted, and before it what somebody looks at. */
export type KeysLister = {
  /** Asks at once for what is looked at and not known yet. */
  look(): void;
  /** Lists everything, or goes on where it was stopped. */
  listAll(): void;
  /** The same once more: a list that is short, of a bucket that nobody may follow. */
  listAgain(): void;
  stop(): void;
  /** What was listed is known no more. */
  forget(): void;
  /** With another connection. */
  use(ways: Ways, place: KvPlace): void;
  close(): void;
};

/** One list of everything at a time in a tab. */
export type Turns = { take(work: () => Promise<void>): Promise<void> };

const everything = ">";
/** A part that holds more waits for the list of everything, or for a narrower one. */
const mostOfPart = 1_000_000;
const mostAtOnce = 3;

/** Nothing is listed before it is given a connection. */
export function createKeysLister(
  desk: KeysDesk,
  turns: Turns,
  onError: (error: AppError) => void,
): KeysLister {
  let way: { ways: Ways; place: KvPlace } | undefined;
  let covered: string[] = [];
  const reading = new Set<string>();
  /** Those of which only the first page was wanted. */
  const tooMany = new Set<string>();
  let reached: NamesPlace | undefined;
  let turn = 0;
  let isListing = false;
  let isInterrupted = false;

  const isCounted = (pattern: string) => covered.some((wide) => covers(wide, pattern));
  const cover = (pattern: string) => {
    covered = [...covered.filter((narrow) => !covers(pattern, narrow)), pattern];
  };
  const list = async (options: ListNamesOptions): Promise<ListEnd> =>
    way ? listKeyNames(connectionFor(way.ways, options), way.place, options) : { isWhole: false };
  const take = (page: { names: string[]; counts: number[] }) => {
    desk.book.addNames(page.names, page.counts);
    desk.mark();
  };
  const listPart = async (pattern: string) => {
    const mine = turn;
    reading.add(pattern);
    const end = await list({
      pattern,
      onPage(page) {
        if (mine !== turn) return false;
        take(page);
        return !isListing && page.total <= mostOfPart;
      },
    });
    if (mine !== turn) return;
    reading.delete(pattern);
    if (end.isWhole) cover(pattern);
    else if (end.error) onError(end.error);
    else tooMany.add(pattern);
    desk.mark();
    look();
  };
  const wishes = (): string[] => {
    const { pattern, shape, open } = desk.view;
    const below = shape === "tree" ? open.map(patternBelow) : [];
    const asked = [pattern, ...below].filter((wish) => wish !== undefined && isPattern(wish));
    return [...new Set(asked)].filter((wish): wish is string => wish !== undefined);
  };
  const look = () => {
    if (!way) return;
    for (const wish of wishes()) {
      if (reading.size >= mostAtOnce) return;
      const isKnown = isCounted(wish) || reading.has(wish) || tooMany.has(wish);
      if (!isKnown && wish !== everything) void listPart(wish);
    }
  };
  const say = (state: KeysDesk["listing"]["state"], total = desk.listing.total) => {
    desk.listing = { state, total };
    desk.mark();
  };
  const listEverything = async (mine: number) => {
    if (mine !== turn || !isListing) return;
    const end = await list({
      pattern: everything,
      from: reached,
      onPage(page, next) {
        if (mine !== turn) return false;
        reached = next;
        take(page);
        return isListing;
      },
    });
    if (mine !== turn || !isListing) return;
    isListing = false;
    if (end.isWhole) cover(everything);
    // With the connection it goes on.
    isInterrupted = end.error?.kind === "disconnected";
    if (!isInterrupted) say(end.isWhole ? "complete" : "stopped");
    if (end.error) onError(end.error);
  };
  const listAll = () => {
    if (isListing || isCounted(everything)) return;
    isListing = true;
    isInterrupted = false;
    desk.error = undefined;
    say("reading");
    const mine = turn;
    void turns.take(() => listEverything(mine));
  };

  desk.parts = { isReading: (pattern) => reading.has(pattern), isCounted };
  return {
    look,
    listAll,
    listAgain() {
      if (isListing) return;
      const names = new Set<string>();
      void list({
        pattern: everything,
        onPage(page) {
          for (const name of page.names) names.add(name);
          take(page);
          return true;
        },
      }).then((end) => end.isWhole && desk.book.keepOnly((key) => names.has(key)));
    },
    stop() {
      isInterrupted = false;
      if (!isListing) return;
      isListing = false;
      say("stopped");
    },
    forget() {
      turn++;
      covered = [];
      reading.clear();
      tooMany.clear();
      reached = undefined;
      isListing = false;
    },
    use(ways, place) {
      way = { ways, place };
      if (isInterrupted) listAll();
    },
    close() {
      turn++;
      way = undefined;
      isListing = false;
    },
  };
}

/** A part does not wait behind the megabytes of a page of everything. */
function connectionFor({ nc, quick }: Ways, { pattern }: ListNamesOptions): NatsConnection {
  return pattern === everything ? nc : quick();
}

/** Turns in the order in which they are asked for. */
export function createTurns(): Turns {
  let before: Promise<void> = Promise.resolve();
  return {
    take(work) {
      before = before.then(work, work);
      return before;
    },
  };
}
