import type { Reading } from "@/lib/errors/app-error";
import type { Names } from "@/lib/model/names";
import type { SnapshotDelta } from "@/lib/model/snapshot";
import { fetchCollected, jsonOf } from "./collector-fetch";
import { parseNames, parseSnapshot } from "./snapshot-parse";

const withinMs = 5_000;
/** The first time, the console may have to ask for the consumers of thousands of streams. */
const namesWithinMs = 20_000;

/** What the console's collector knows of a connection, as far as it has changed since a revision. */
export function fetchSnapshot(
  origin: string,
  connectionId: string,
  since: string | undefined,
): Promise<Reading<SnapshotDelta>> {
  const query = since === undefined ? "" : `?since=${encodeURIComponent(since)}`;
  return fetchCollected(
    { origin, connectionId, what: "The overview", path: `overview${query}`, withinMs },
    jsonOf(parseSnapshot),
  );
}

/** The names of what there is on a connection, as the console's collector knows them. */
export function fetchNames(origin: string, connectionId: string): Promise<Reading<Names>> {
  const what = "The list of names";
  return fetchCollected(
    { origin, connectionId, what, path: "names", withinMs: namesWithinMs },
    jsonOf(parseNames),
  );
}
