import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { ObjectInfo } from "@/lib/model/objects";
import { inWords, type ObjectStore } from "./object-info";
import { isShared } from "./object-nuids";
import { type StoredMetadata, streamOfWrites } from "./object-place";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { counter } from "./wire";

const purged = z.object({ success: z.literal(true), purged: counter.default(0n) });
const counted = z.object({
  state: z.object({ subjects: z.record(z.string(), z.number()).nullish() }),
});

/** Thousands of chunks take a while to go. */
const purgeMs = 30_000;

/** Where the chunks of a nuid are. Undefined for what is no nuid: a purge of it could mean all that it matches. */
export function chunkSubject({ prefix }: ObjectStore, nuid: string): string | undefined {
  return /^[^\s.*>]+$/.test(nuid) ? `${prefix}C.${nuid}` : undefined;
}

/** How many chunks of a nuid are stored. */
export async function countChunks(
  nc: NatsConnection,
  store: ObjectStore,
  { name, nuid }: Pick<ObjectInfo, "name" | "nuid">,
): Promise<Reading<number>> {
  const filter = chunkSubject(store, nuid);
  if (filter === undefined) return { ok: true, value: 0 };
  const subject = apiSubject(nc, `STREAM.INFO.${streamOfWrites(store)}`);
  const question = { what: inWords(name), subject, body: { subjects_filter: filter } };
  const answer = await ask(nc, { ...question, timeoutMs: purgeMs }, counted);
  return answer.ok ? { ok: true, value: answer.value.state.subjects?.[filter] ?? 0 } : answer;
}

/** Removes all chunks of a nuid, whoever has it. */
export async function removeChunks(
  nc: NatsConnection,
  store: ObjectStore,
  { name, nuid }: Pick<ObjectInfo, "name" | "nuid">,
): Promise<AppError | undefined> {
  const filter = chunkSubject(store, nuid);
  if (filter === undefined) return undefined;
  const answer = await purge(nc, store, `The chunks of ${inWords(name)}`, { filter });
  return answer.ok ? undefined : answer.error;
}

/** Removes the chunks of an object that is no more, but for those that another name has; undefined where that is done. */
export async function removeContent(
  nc: NatsConnection,
  store: ObjectStore,
  info: ObjectInfo,
): Promise<AppError | undefined> {
  if (info.link || chunkSubject(store, info.nuid) === undefined) return undefined;
  const shared = await isShared(nc, store, info);
  if (!shared.ok) return shared.error;
  return shared.value ? undefined : removeChunks(nc, store, info);
}

/** Removes what is hidden of a name under its other spelling, up to what was seen of it, with its chunks. */
export async function removeHidden(
  nc: NatsConnection,
  store: ObjectStore,
  hidden: readonly StoredMetadata[],
): Promise<AppError | undefined> {
  for (const { message, info } of hidden) {
    const filter = message.subject;
    const wish = { filter, seq: message.sequence + 1n };
    const gone = await purge(nc, store, inWords(info.name), wish);
    if (!gone.ok) return gone.error;
    const error = gone.value > 0n ? await removeContent(nc, store, info) : undefined;
    if (error) return error;
  }
  return undefined;
}

async function purge(
  nc: NatsConnection,
  store: ObjectStore,
  what: string,
  body: { filter: string; seq?: bigint },
): Promise<Reading<bigint>> {
  const subject = apiSubject(nc, `STREAM.PURGE.${streamOfWrites(store)}`);
  const answer = await ask(nc, { what, subject, body, timeoutMs: purgeMs }, purged);
  return answer.ok ? { ok: true, value: answer.value.purged } : answer;
}
