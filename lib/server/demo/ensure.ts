import { JetStreamApiCodes, JetStreamApiError, type JetStreamManager } from "@nats-io/jetstream";
import type { ConsumerDefinition } from "./consumers";
import type { Features } from "./features";
import type { Report } from "./schedule";
import type { StreamDefinition } from "./streams";

const dayMs = 24 * 3_600_000;

/** What is there already; asking for each by name would count as many errors of the API. */
export async function listStreamNames(manager: JetStreamManager): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const name of manager.streams.names()) names.add(name);
  return names;
}

/** Makes a stream, or brings one of an earlier run to what is wanted where the server lets it. */
export async function ensureStream(
  manager: JetStreamManager,
  definition: StreamDefinition,
  present: ReadonlySet<string>,
  features: Features,
  report: Report,
): Promise<void> {
  const { name } = definition;
  const wanted = features.metadata ? definition : without(definition, ["metadata", "compression"]);
  const found = present.has(name) ? await orMissing(manager.streams.info(name)) : undefined;
  if (!found) {
    await manager.streams.add({ ...wanted, name });
    return;
  }
  if (covers(found.config, wanted)) return;
  await attempt(report, `update stream ${name}`, () => manager.streams.update(name, wanted));
}

/** The same for a consumer; where it lies in its stream is kept. */
export async function ensureConsumer(
  manager: JetStreamManager,
  { stream, config, paused }: ConsumerDefinition,
  present: ReadonlySet<string>,
  features: Features,
  report: Report,
): Promise<void> {
  if (paused && !features.pause) return;
  const name = config.durable_name;
  // A stream that was made just now has none.
  const found = present.has(stream)
    ? await orMissing(manager.consumers.info(stream, name))
    : undefined;
  if (!found) {
    await manager.consumers.add(stream, config);
  } else if (!covers(found.config, config)) {
    await attempt(report, `update consumer ${name}`, () =>
      manager.consumers.update(stream, name, config),
    );
  }
  const remainingMs = (found?.pause_remaining ?? 0) / 1_000_000;
  if (paused && remainingMs < 7 * dayMs) {
    await manager.consumers.pause(stream, name, new Date(Date.now() + 30 * dayMs));
  }
}

/** What a request for an asset found, or undefined when the asset is not there. */
async function orMissing<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    const missing: number[] = [
      JetStreamApiCodes.StreamNotFound,
      JetStreamApiCodes.ConsumerNotFound,
    ];
    if (error instanceof JetStreamApiError && missing.includes(error.code)) return undefined;
    throw error;
  }
}

/** Does what the server has contain all that is wanted? Servers add defaults and metadata. */
function covers(found: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) return found === wanted;
  if (typeof found !== "object" || found === null) return false;
  const fields = new Map(Object.entries(found));
  return Object.entries(wanted).every(([key, value]) => covers(fields.get(key), value));
}

function without(definition: StreamDefinition, fields: string[]): StreamDefinition {
  const kept = Object.entries(definition).filter(([key]) => !fields.includes(key));
  return { name: definition.name, ...Object.fromEntries(kept) };
}

/** A difference that the server doesn't let go away must not keep the demo from running. */
async function attempt(report: Report, what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    report({ what, why: error instanceof Error ? error.message : String(error) });
  }
}
