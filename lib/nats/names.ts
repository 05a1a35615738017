import type { Names } from "@/lib/model/names";

/** The names of everything; buckets and stores are streams of such a name. */
export function toNames(streams: string[], consumers: Names["consumers"]): Names {
  const sorted = streams.toSorted();
  return {
    streams: sorted,
    consumers,
    buckets: behind("KV_", sorted),
    stores: behind("OBJ_", sorted),
  };
}

function behind(prefix: string, names: string[]): string[] {
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}
