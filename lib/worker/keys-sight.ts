import type { NatsConnection } from "@nats-io/nats-core";
import type { KeysRow } from "@/lib/model/kv-keys";
import type { KeysExtent } from "@/lib/nats/kv-keys";
import { readKeyStates } from "@/lib/nats/kv-keys-states";
import type { KvPlace } from "@/lib/nats/kv-place";
import { type KeysDesk, takeEntry } from "./keys-desk";

/** Learns what there is to know of the keys in sight, where the list tells only names. */
export type KeysSight = {
  /** Asks for those of these rows of which nothing is known. */
  look(rows: readonly KeysRow[]): void;
  /** Asks once more for all in sight: something has changed, and nobody said what. */
  lookAgain(): void;
};

/** What failed is not asked for again at once. */
const againMs = 3_000;
/** Their names have to fit into one request, and the server takes no more than 1,024. */
const mostKeys = 500;
const mostLetters = 256 * 1_024;

/** Asks over one connection, once for what is in sight, and again when that is told. */
export function createKeysSight(
  quick: () => NatsConnection,
  place: KvPlace,
  desk: KeysDesk,
  { extent, signal }: { extent: () => KeysExtent; signal: AbortSignal },
): KeysSight {
  let isAsking = false;
  let restsUntilMs = 0;
  let rows: readonly KeysRow[] = [];

  const meanBytes = () => {
    const { bytes, values } = extent();
    return values > 0n ? Number(bytes / values) : 0;
  };
  const read = async (keys: string[]) => {
    isAsking = true;
    const before = new Map(keys.map((key) => [key, desk.book.get(key)?.revision]));
    const answer = await readKeyStates(quick(), place, { keys, meanBytes: meanBytes(), signal });
    isAsking = false;
    if (signal.aborted) return;
    if (!answer.ok || answer.value.entries.length + answer.value.gone.length < keys.length) {
      restsUntilMs = performance.now() + againMs;
    }
    if (!answer.ok) return;
    for (const entry of answer.value.entries) takeEntry(desk, entry);
    for (const key of answer.value.gone) {
      // What was told of it meanwhile is newer.
      if (desk.book.get(key)?.revision === before.get(key)) desk.book.remove(key);
    }
    desk.mark();
  };
  const ask = (isWanted: (row: KeysRow & { kind: "key" }) => boolean) => {
    if (isAsking || signal.aborted || performance.now() < restsUntilMs) return;
    const keys = rows.flatMap((row) => (row.kind === "key" && isWanted(row) ? [row.key] : []));
    if (keys.length > 0) void read(firstOf(keys));
  };
  return {
    look(next) {
      rows = next;
      ask(({ state }) => state === undefined);
    },
    lookAgain: () => ask(() => true),
  };
}

function firstOf(keys: readonly string[]): string[] {
  let letters = 0;
  return keys.slice(0, mostKeys).filter((key) => {
    letters += key.length;
    return letters <= mostLetters;
  });
}
