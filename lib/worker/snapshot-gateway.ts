import type { z } from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { Names } from "@/lib/model/names";
import type { SnapshotDelta } from "@/lib/model/snapshot";
import { refusalOf } from "./console-request";
import { namesSchema, snapshotSchema } from "./snapshot-schema";

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
  return fetchOf(
    { origin, connectionId, what: "The overview", withinMs },
    `overview${query}`,
    snapshotSchema,
  );
}

/** The names of what there is on a connection, as the console's collector knows them. */
export function fetchNames(origin: string, connectionId: string): Promise<Reading<Names>> {
  const asked = { origin, connectionId, what: "The list of names", withinMs: namesWithinMs };
  return fetchOf(asked, "names", namesSchema);
}

type Asked = { origin: string; connectionId: string; what: string; withinMs: number };

async function fetchOf<T>(
  { origin, connectionId, what, withinMs }: Asked,
  path: string,
  schema: z.ZodType<T>,
): Promise<Reading<T>> {
  const address = `${origin}/api/c/${encodeURIComponent(connectionId)}/${path}`;
  try {
    const response = await fetch(address, {
      cache: "no-store",
      signal: AbortSignal.timeout(withinMs),
    });
    if (response.status === 404) {
      return { ok: false, error: { kind: "unknown-connection", id: connectionId } };
    }
    if (!response.ok) {
      return { ok: false, error: await refusalOf(response, `${what} could not be read`) };
    }
    const parsed = schema.safeParse(await response.json());
    if (parsed.success) return { ok: true, value: parsed.data };
    const [issue] = parsed.error.issues;
    const detail = issue ? `${issue.path.join(".")}: ${issue.message}` : "";
    return { ok: false, error: { kind: "malformed", what, detail } };
  } catch {
    return { ok: false, error: { kind: "console-away", what } };
  }
}
