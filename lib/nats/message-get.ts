import { MsgHdrsImpl, type NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { ask, askRaw } from "./request";
import { apiSubject } from "./scope";
import { fromDirect, parseTimeNs, type StoredMessage } from "./stored-message";
import type { StreamHead } from "./stream-head";
import { counter } from "./wire";

/** Which message: a subject's last, or the first of a subject from a sequence or (2.11) a time on. */
export type MessageQuery =
  | { last_by_subj: string }
  | { seq: bigint; next_by_subj: string }
  | { start_time: string; next_by_subj: string };

/** Reads one message and changes nothing; undefined where there is none. Its `pending` is not known. */
export function getMessage(
  nc: NatsConnection,
  what: string,
  { name, allowDirect }: Pick<StreamHead, "name" | "allowDirect">,
  query: MessageQuery,
  timeoutMs?: number,
): Promise<Reading<StoredMessage | undefined>> {
  return allowDirect
    ? getDirect(nc, what, name, query)
    : getFromLeader(nc, { what, timeoutMs }, name, query);
}

async function getDirect(
  nc: NatsConnection,
  what: string,
  stream: string,
  query: MessageQuery,
): Promise<Reading<StoredMessage | undefined>> {
  // With the subject in its own, the request can be allowed subject by subject.
  const question =
    "last_by_subj" in query
      ? { subject: apiSubject(nc, `DIRECT.GET.${stream}.${query.last_by_subj}`) }
      : { subject: apiSubject(nc, `DIRECT.GET.${stream}`), body: query };
  const answer = await askRaw(nc, { what, ...question });
  if (!answer.ok) return answer;
  const message = fromDirect(answer.value);
  if (message) return { ok: true, value: message };
  const { code = 0, description = "" } = answer.value.headers ?? {};
  if (code === 404) return { ok: true, value: undefined };
  return { ok: false, error: { kind: "jetstream", what, code, description } };
}

const stored = z.object({
  message: z.object({
    subject: z.string(),
    seq: counter,
    time: z.string(),
    hdrs: z.string().optional(),
    data: z.string().default(""),
  }),
});

const noMessageFound = 10037;

async function getFromLeader(
  nc: NatsConnection,
  { what, timeoutMs }: { what: string; timeoutMs: number | undefined },
  stream: string,
  query: MessageQuery,
): Promise<Reading<StoredMessage | undefined>> {
  const subject = apiSubject(nc, `STREAM.MSG.GET.${stream}`);
  const patience = timeoutMs === undefined ? {} : { timeoutMs };
  const answer = await ask(nc, { what, subject, body: query, ...patience }, stored);
  if (!answer.ok) {
    const { error } = answer;
    const isMissing = error.kind === "jetstream" && error.code === noMessageFound;
    return isMissing ? { ok: true, value: undefined } : answer;
  }
  const { message } = answer.value;
  return {
    ok: true,
    value: {
      subject: message.subject,
      sequence: message.seq,
      timeNs: parseTimeNs(message.time) ?? 0n,
      headers: message.hdrs ? MsgHdrsImpl.decode(fromBase64(message.hdrs)) : undefined,
      data: fromBase64(message.data),
      pending: 0n,
    },
  };
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  // Letter by letter: Uint8Array.from walks a string by its iterator, which takes seconds for megabytes.
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
