import { join } from "node:path";
import type { Environment } from "@/lib/server/embedded/attempt";
import { describeFailure, findNatsServer } from "@/lib/server/embedded/binary";
import { pinned, type Wanted } from "@/lib/server/embedded/pinned";

export type { Wanted } from "@/lib/server/embedded/pinned";

/** A nats-server to run tests against. */
export type Binary = { path: string; version: string };

const found = new Map<Wanted, Promise<Binary>>();

/** The binary of a version; the first test on a machine may have to fetch it. */
export function binaryOf(want: Wanted): Promise<Binary> {
  const known = found.get(want) ?? find(want);
  found.set(want, known);
  return known;
}

/** Where tests keep the servers that they fetched: the console's own cache. */
export function testCacheDir(env: Environment = process.env): string {
  if (env.NATSIGHT_CACHE) return env.NATSIGHT_CACHE;
  return join(env.NATSIGHT_DATA ?? ".natsight", "cache");
}

async function find(want: Wanted): Promise<Binary> {
  const atLeast = pinned[want].minor;
  const result = await findNatsServer({
    want,
    cacheDir: testCacheDir(),
    atLeast,
    report: () => {},
  });
  if (result.ok) return { path: result.path, version: result.version };
  throw new Error(describeFailure(want, result.tried, atLeast));
}
