import type { ObjectInfo } from "@/lib/model/objects";
import { encodingsOf } from "@/lib/nats/object-info";

/** What a metadata message says; nothing of the object where it can't be read. */
type KnownObject = { revision: bigint; timeNs: bigint; info: ObjectInfo | undefined };

/** What is known of a store's objects, by what their metadata's subjects call them. */
export type ObjectsBook = {
  /** In the order of the stream: what comes later stands for what came before. */
  take(encoded: string, known: KnownObject): void;
  /** Forgets metadata that is not there any more, up to a revision or all of it. */
  keepOnly(isThere: (encoded: string) => boolean, upTo?: bigint): void;
  removeBefore(first: bigint): void;
  /** What was not told yet, of so many names at most. */
  takeNews(most: number): { changed: ObjectInfo[]; gone: string[] };
  hasNews(): boolean;
  /** How many metadata messages are known, those of deleted objects too. */
  size(): number;
  /** How many messages must have gone from the stream with what was taken, since this was asked last. */
  takeReplaced(): bigint;
  /** How many of them can't be read. */
  unread(): number;
};

/** Keeps them, and what is to be told of them. */
export function createObjectsBook(): ObjectsBook {
  const known = new Map<string, KnownObject>();
  /** What the subject of a name was last. */
  const subjects = new Map<string, string>();
  const told = new Set<string>();
  const news = new Set<string>();
  let unread = 0;
  let replaced = 0;

  const set = (encoded: string, next: KnownObject | undefined) => {
    const before = known.get(encoded);
    if (before && !before.info) unread--;
    if (next && !next.info) unread++;
    if (next) known.set(encoded, next);
    else known.delete(encoded);
    if (before?.info) news.add(before.info.name);
    if (!next?.info) return;
    news.add(next.info.name);
    subjects.set(next.info.name, encoded);
  };
  const shown = (name: string): ObjectInfo | undefined => {
    const last = subjects.get(name);
    // Some clients write other letters in another way than the rest; the way of the rest goes first.
    const spellings = isPlain(name) ? [] : encodingsOf(name);
    for (const encoded of [...spellings, ...(last === undefined ? [] : [last])]) {
      const info = known.get(encoded)?.info;
      if (info && !info.isDeleted && info.name === name) return info;
    }
    return undefined;
  };
  const removeWhere = (isGone: (encoded: string, one: KnownObject) => boolean) => {
    for (const [encoded, one] of known) if (isGone(encoded, one)) set(encoded, undefined);
  };
  return {
    take(encoded, next) {
      const before = known.get(encoded);
      if (before?.revision === next.revision && before.timeNs === next.timeNs) return;
      if (before) replaced += 1 + chunksGone(before, next);
      set(encoded, next);
    },
    keepOnly: (isThere, upTo) =>
      removeWhere(
        (encoded, { revision }) => (upTo === undefined || revision <= upTo) && !isThere(encoded),
      ),
    removeBefore: (first) => removeWhere((_encoded, { revision }) => revision < first),
    takeNews(most) {
      const changed: ObjectInfo[] = [];
      const gone: string[] = [];
      for (const name of news) {
        if (changed.length + gone.length >= most) break;
        news.delete(name);
        const info = shown(name);
        if (info) {
          told.add(name);
          changed.push(info);
        } else {
          subjects.delete(name);
          if (told.delete(name)) gone.push(name);
        }
      }
      return { changed, gone };
    },
    hasNews: () => news.size > 0,
    size: () => known.size,
    takeReplaced() {
      const count = BigInt(replaced);
      replaced = 0;
      return count;
    },
    unread: () => unread,
  };
}

/** Whoever replaces or deletes an object takes its chunks away. */
function chunksGone({ info: before }: KnownObject, { info: next }: KnownObject): number {
  const hasSame = next?.nuid === before?.nuid && next?.isDeleted === before?.isDeleted;
  return hasSame ? 0 : (before?.chunks ?? 0);
}

/** Every client writes it in the same way. */
function isPlain(name: string): boolean {
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) > 127) return false;
  return true;
}
