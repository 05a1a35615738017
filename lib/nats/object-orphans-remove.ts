import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { OrphansReport } from "@/lib/model/object-orphans";
import {
  catchUp,
  type KnownOrphans,
  type OrphansBook,
  type OrphansOptions,
} from "./object-orphans";
import { storeInWords } from "./object-store";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { getSubjectNames } from "./subject-names";
import { counter } from "./wire";

/** Few for the server, and enough to hide the way to it. */
const atOnce = 4;
const purgeMs = 10_000;

const purged = z.object({ success: z.literal(true), purged: counter.default(0n) });

/**
 * Removes chunks that were found to belong to nothing. Right before it each is looked at again: what an object has
 * now, and what was added to, stays.
 */
export async function removeOrphans(
  nc: NatsConnection,
  book: OrphansBook,
  nuids: readonly string[],
  { signal, tell }: OrphansOptions,
): Promise<OrphansReport> {
  const wanted = new Set(nuids);
  const groups = book.groups.filter(({ nuid }) => wanted.has(nuid));
  const report: OrphansReport = {
    ...{ removed: 0, chunks: 0, left: 0, failures: [], isStopped: false },
  };
  let next = 0;
  let done = 0;
  const work = async () => {
    while (!signal.aborted) {
      const group = groups[next++];
      if (!group) return;
      const outcome = await removeGroup(nc, book, group, signal);
      if (!outcome.ok) report.failures.push({ nuid: group.nuid, error: outcome.error });
      else if (outcome.value === "left") report.left++;
      else {
        report.removed++;
        report.chunks += outcome.value;
      }
      tell({ done: ++done, total: groups.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  report.isStopped = done < groups.length;
  return report;
}

async function removeGroup(
  nc: NatsConnection,
  book: OrphansBook,
  { nuid, chunks, lastSequence }: KnownOrphans,
  signal: AbortSignal,
): Promise<Reading<number | "left">> {
  const { bucket, head, prefix } = book.store;
  const what = `The chunks ${nuid} of ${storeInWords(bucket)}`;
  const home = { what, stream: head.name, prefix: `${prefix}C.` };
  const now = await getSubjectNames(nc, home, nuid, 0);
  if (!now.ok) return now;
  const failure = await catchUp(nc, book, signal);
  if (failure) return { ok: false, error: failure };
  if (signal.aborted) return { ok: false, error: cancelled(what) };
  if (book.used.has(nuid)) return { ok: true, value: "left" };
  const [count] = now.value.counts;
  if (count === undefined) return { ok: true, value: 0 };
  if (count !== chunks) return { ok: true, value: "left" };
  const subject = apiSubject(nc, `STREAM.PURGE.${head.name}`);
  // Not beyond the newest that was seen: a chunk that comes just now belongs to an upload.
  const body = { filter: `${prefix}C.${nuid}`, seq: lastSequence + 1n };
  const answer = await ask(nc, { what, subject, body, timeoutMs: purgeMs }, purged);
  return answer.ok ? { ok: true, value: Number(answer.value.purged) } : answer;
}

function cancelled(what: string): AppError {
  return { kind: "cancelled", what };
}
