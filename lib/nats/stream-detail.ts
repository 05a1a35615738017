import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { Json } from "@/lib/model/json";
import type { Message } from "@/lib/model/message";
import type { ConsumerDetail, StreamDetail, StreamOrigin } from "@/lib/model/stream-detail";
import { consumerInfo } from "./consumer-wire";
import { getMessage } from "./message-get";
import { extentInfo, toExtent } from "./messages-extent";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { fromLeader } from "./stream-head";
import { streamInfo, toStreamSummary } from "./streams";
import { counter } from "./wire";

/** The server's answer as it is, beside what is read out of it. */
function withRaw<T>(schema: z.ZodType<T>) {
  return z.unknown().transform((raw, context) => {
    const parsed = schema.safeParse(raw);
    // What was JSON on the wire is nothing else here.
    if (parsed.success) return { read: parsed.data, raw: raw as Json };
    for (const { path, message } of parsed.error.issues) {
      context.addIssue({ code: "custom", path, message });
    }
    return z.NEVER;
  });
}

const streamNotFound = 10059;
const consumerNotFound = 10014;

const origin = z.object({
  name: z.string(),
  lag: counter.default(0n),
  // Nanoseconds; -1 where it never was heard of.
  active: counter.default(-1n),
  filter_subject: z.string().optional(),
  external: z.object({ api: z.string() }).nullish(),
  error: z.object({ description: z.string() }).nullish(),
});
const wholeInfo = streamInfo.extend({
  mirror: origin.nullish(),
  sources: z.array(origin).nullish(),
});

/** One stream, with its whole configuration and state; `what` is what it is to whoever asks. */
export async function getStream(
  nc: NatsConnection,
  name: string,
  what = `Stream ${name}`,
): Promise<Reading<StreamDetail>> {
  const bad = checkNames(what, name);
  if (bad) return bad;
  const subject = apiSubject(nc, `STREAM.INFO.${name}`);
  const answer = await ask(nc, { what, subject }, withRaw(wholeInfo));
  if (!answer.ok) return notFound(answer, streamNotFound, "The account");
  const { read, raw } = answer.value;
  const { config = null, state = null } = isObject(raw) ? raw : {};
  const origins = [...(read.mirror ? [read.mirror] : []), ...(read.sources ?? [])].map(toOrigin);
  const known = extentInfo.safeParse(raw);
  const extent = known.success ? { extent: toExtent(known.data) } : {};
  return {
    ok: true,
    value: { summary: toStreamSummary(read), ...extent, config, state, origins, raw },
  };
}

function toOrigin({ name, lag, active, ...rest }: z.infer<typeof origin>): StreamOrigin {
  return {
    ...{ name, lag },
    ...(active >= 0n && { activeMs: Number(active / 1_000_000n) }),
    ...(rest.filter_subject && { filterSubject: rest.filter_subject }),
    ...(rest.external && { externalApi: rest.external.api }),
    ...(rest.error && { why: rest.error.description }),
  };
}

/** One consumer, with its whole configuration and state. */
export async function getConsumer(
  nc: NatsConnection,
  stream: string,
  name: string,
): Promise<Reading<ConsumerDetail>> {
  const what = `Consumer ${name}`;
  const bad = checkNames(what, stream, name);
  if (bad) return bad;
  const subject = apiSubject(nc, `CONSUMER.INFO.${stream}.${name}`);
  const answer = await ask(nc, { what, subject }, withRaw(consumerInfo));
  if (!answer.ok) {
    const found = notFound(answer, consumerNotFound, `Stream ${stream}`);
    return notFound(found, streamNotFound, "The account", `Stream ${stream}`);
  }
  const { read, raw } = answer.value;
  const { config = null } = isObject(raw) ? raw : {};
  return { ok: true, value: { summary: read, config, raw } };
}

/** A body beyond this is begun only, until it is asked for whole. */
const wholeUpToBytes = 64 * 1_024;
const beginningBytes = 1_024;

/** The newest message of a stream; null where there is none. Nothing in NATS changes by it. */
export async function getLastMessage(
  nc: NatsConnection,
  stream: string,
  { whole = false }: { whole?: boolean } = {},
): Promise<Reading<Message | null>> {
  const what = `The last message of ${stream}`;
  const bad = checkNames(what, stream);
  if (bad) return bad;
  const head = fromLeader(stream);
  const found = await getMessage(nc, what, head, { last_by_subj: ">" });
  if (!found.ok) return notFound(found, streamNotFound, "The account");
  if (!found.value) return { ok: true, value: null };
  const { subject, sequence, timeNs, headers, data } = found.value;
  const shown = whole || data.length <= wholeUpToBytes ? data.length : beginningBytes;
  return {
    ok: true,
    value: {
      subject,
      sequence,
      timeNs,
      headers: headers ? [...headers].map(([name, values]) => [name, values]) : [],
      body: data.slice(0, shown),
      sizeBytes: data.length,
    },
  };
}

type Refused = { ok: false; error: Extract<Reading<never>, { ok: false }>["error"] };

/** A name is one token of a subject: with a dot or a wildcard in it something else would be asked. */
function checkNames(what: string, ...names: string[]): Refused | undefined {
  const bad = names.find((name) => !/^[^\s.*>/\\]+$/.test(name));
  if (bad === undefined) return undefined;
  return { ok: false, error: { kind: "bad-name", what, detail: `"${bad}" is no name.` } };
}

function notFound(refused: Refused, code: number, where: string, what?: string): Refused {
  const { error } = refused;
  if (error.kind !== "jetstream" || error.code !== code) return refused;
  return { ok: false, error: { kind: "not-found", what: what ?? error.what, where } };
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
