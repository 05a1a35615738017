import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { StreamExtent } from "@/lib/model/message-page";
import { isLiteral, isPattern } from "@/lib/roles/subject";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { parseTimeNs } from "./stored-message";
import { counter } from "./wire";

/** What of a stream's information says how far it reaches. */
export const extentInfo = z.object({
  config: z.object({ allow_direct: z.boolean().default(false) }),
  state: z.object({
    messages: counter,
    bytes: counter,
    first_seq: counter,
    last_seq: counter,
    first_ts: z.string().default(""),
    last_ts: z.string().default(""),
    num_subjects: z.number().optional(),
    subjects: z.record(z.string(), counter).nullish(),
  }),
});

const streamNotFound = 10059;

/** How far a stream reaches, and how many messages of one subject it holds; one request. */
export async function getExtent(
  nc: NatsConnection,
  stream: string,
  filter: string,
): Promise<Reading<StreamExtent>> {
  const answer = await askInfo(nc, stream, isLiteral(filter) ? filter : undefined);
  if (!answer.ok) return answer;
  const extent = toExtent(answer.value);
  if (!isLiteral(filter)) return { ok: true, value: extent };
  return { ok: true, value: { ...extent, matches: answer.value.state.subjects?.[filter] ?? 0n } };
}

/** How far a stream reaches, out of its information. */
export function toExtent({ config, state }: z.infer<typeof extentInfo>): StreamExtent {
  const [firstNs, lastNs] = [state.first_ts, state.last_ts].map(toTimeNs);
  return {
    first: state.first_seq,
    last: state.last_seq,
    messages: state.messages,
    bytes: state.bytes,
    allowDirect: config.allow_direct,
    ...(state.num_subjects === undefined ? {} : { subjects: state.num_subjects }),
    ...(firstNs === undefined ? {} : { firstNs }),
    ...(lastNs === undefined ? {} : { lastNs }),
  };
}

/** The subjects that a stream holds messages of and that match, with how many; at most 100,000. */
export async function listStoredSubjects(
  nc: NatsConnection,
  stream: string,
  filter: string,
): Promise<Reading<Map<string, bigint>>> {
  const answer = await askInfo(nc, stream, filter);
  if (!answer.ok) return answer;
  return { ok: true, value: new Map(Object.entries(answer.value.state.subjects ?? {})) };
}

/** Why this can't be asked for: to NATS a stream's name is one token, and a filter is a pattern. */
export function checkAsked(
  what: string,
  stream: string,
  filter: string,
): { ok: false; error: { kind: "bad-name"; what: string; detail: string } } | undefined {
  if (!/^[^\s.*>/\\]+$/.test(stream)) return badName(what, `"${stream}" is no name of a stream.`);
  if (/\s/.test(filter) || !isPattern(filter)) {
    return badName(what, `"${filter}" is no subject, with or without wildcards.`);
  }
  return undefined;
}

function badName(what: string, detail: string) {
  return { ok: false, error: { kind: "bad-name", what, detail } } as const;
}

async function askInfo(nc: NatsConnection, stream: string, subjects: string | undefined) {
  const what = `Stream ${stream}`;
  const subject = apiSubject(nc, `STREAM.INFO.${stream}`);
  const body = subjects === undefined ? undefined : { subjects_filter: subjects };
  const answer = await ask(nc, { what, subject, body, timeoutMs: 5_000 }, extentInfo);
  if (answer.ok) return answer;
  const { error } = answer;
  const isGone = error.kind === "jetstream" && error.code === streamNotFound;
  if (!isGone) return answer;
  return { ok: false, error: { kind: "not-found", what, where: "The account" } } as const;
}

/** The zero time of Go means "never". */
function toTimeNs(text: string): bigint | undefined {
  return text.startsWith("0001-01-01") ? undefined : parseTimeNs(text);
}
