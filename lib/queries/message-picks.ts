import { queryOptions } from "@tanstack/react-query";
import type { PickedCell } from "@/lib/format/picked-cell";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

/** A bigger one is not fetched for a cell: a screen of them would be. */
export const mostPickedBytes = 256 * 1_024;
/** Rows that come into sight together are asked for together. */
const gatheringMs = 30;

/** What stands at the paths of one message whose body is not in its row. */
export function pickedCellsQuery(
  connectionId: string,
  stream: string,
  { sequence, paths }: { sequence: bigint; paths: readonly string[] },
) {
  return queryOptions({
    queryKey: [connectionId, "picked", stream, String(sequence), paths],
    queryFn: () => gather(connectionId, stream, { sequence, paths }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    networkMode: "always",
    retry: false,
  });
}

type Waiting = { sequence: bigint; settle: (cells: Promise<PickedCell[]>) => void };

const gathered = new Map<string, Waiting[]>();

function gather(
  connectionId: string,
  stream: string,
  { sequence, paths }: { sequence: bigint; paths: readonly string[] },
): Promise<PickedCell[]> {
  const key = JSON.stringify([connectionId, stream, paths]);
  return new Promise((settle) => {
    const known = gathered.get(key);
    if (known) {
      known.push({ sequence, settle });
      return;
    }
    const waiting: Waiting[] = [{ sequence, settle }];
    gathered.set(key, waiting);
    setTimeout(() => {
      gathered.delete(key);
      const sequences = waiting.map((one) => one.sequence);
      const answer = unwrap(
        askWorker((worker) => worker.pickFromMessages(connectionId, stream, { sequences, paths })),
      );
      for (const [index, one] of waiting.entries()) {
        one.settle(answer.then((rows) => rows[index] ?? []));
      }
    }, gatheringMs);
  });
}
