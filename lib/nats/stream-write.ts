import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { checkName } from "@/lib/format/name";
import type { NewStream, PurgeWish } from "@/lib/model/stream-write";
import { ask, type Question } from "./request";
import { apiSubject } from "./scope";
import { getStream } from "./stream-detail";
import { counter } from "./wire";

const made = z.object({ config: z.object({ name: z.string() }) });
const purged = z.object({ success: z.boolean(), purged: counter });
const deleted = z.object({ success: z.literal(true) });

/** A group of replicas has to be found and elected first. */
const createMs = 10_000;
/** Millions of messages take a while to go. */
const removeMs = 30_000;

/** Makes a stream; one of the same name is never taken for it, however alike. */
export async function createStream(
  nc: NatsConnection,
  stream: NewStream,
): Promise<Reading<{ name: string }>> {
  const { name } = stream;
  const title = `Stream ${name} was not created`;
  const bad = refuseName(title, name);
  if (bad) return bad;
  // The server answers a second creation with the same settings as if it had made it.
  const known = await getStream(nc, name);
  if (known.ok) return notDone(title, { kind: "exists", what: `Stream ${name}` });
  const answer = await write(
    nc,
    title,
    { rest: `STREAM.CREATE.${name}`, body: toConfig(stream), timeoutMs: createMs },
    made,
  );
  return answer.ok ? { ok: true, value: { name: answer.value.config.name } } : answer;
}

/** Removes messages of a stream and tells how many. */
export async function purgeStream(
  nc: NatsConnection,
  name: string,
  { subject, keep, before }: PurgeWish,
): Promise<Reading<{ purged: bigint }>> {
  const title = `Stream ${name} was not purged`;
  const bad = refuseName(title, name);
  if (bad) return bad;
  const body = {
    ...(subject !== undefined && { filter: subject }),
    ...(keep !== undefined && { keep }),
    ...(before !== undefined && { seq: before }),
  };
  const answer = await write(
    nc,
    title,
    { rest: `STREAM.PURGE.${name}`, body, timeoutMs: removeMs },
    purged,
  );
  return answer.ok ? { ok: true, value: { purged: answer.value.purged } } : answer;
}

/** Removes a stream with all that it holds and its consumers. */
export async function deleteStream(nc: NatsConnection, name: string): Promise<Reading<null>> {
  const title = `Stream ${name} was not deleted`;
  const bad = refuseName(title, name);
  if (bad) return bad;
  const answer = await write(
    nc,
    title,
    { rest: `STREAM.DELETE.${name}`, timeoutMs: removeMs },
    deleted,
  );
  return answer.ok ? { ok: true, value: null } : answer;
}

function toConfig(stream: NewStream) {
  const { name, subjects, retention, storage, discard, replicas } = stream;
  return {
    ...{ name, subjects, retention, storage, discard },
    num_replicas: replicas,
    max_msgs: stream.maxMessages ?? -1,
    max_bytes: stream.maxBytes ?? -1,
    max_age: stream.maxAgeNs ?? 0,
    // As the nats command does: whoever looks needs no leader.
    allow_direct: true,
  };
}

type Written = Omit<Question, "what" | "subject"> & { rest: string };

async function write<T>(
  nc: NatsConnection,
  title: string,
  { rest, ...question }: Written,
  schema: z.ZodType<T>,
): Promise<Reading<T>> {
  const asked = { ...question, what: title, subject: apiSubject(nc, rest) };
  const answer = await ask(nc, asked, schema);
  return answer.ok ? answer : notDone(title, answer.error);
}

/** To NATS the name is a token of a subject. */
function refuseName(title: string, name: string) {
  const fault = checkName(name, "stream");
  return fault === undefined
    ? undefined
    : notDone(title, { kind: "bad-name", what: title, detail: fault });
}

function notDone(title: string, cause: AppError): { ok: false; error: AppError } {
  return { ok: false, error: { kind: "not-done", title, cause } };
}
