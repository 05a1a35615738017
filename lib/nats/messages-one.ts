import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { Message } from "@/lib/model/message";
import { getMessage } from "./message-get";
import { checkAsked } from "./messages-extent";
import { toHeaders } from "./messages-row";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { fromLeader } from "./stream-head";

/** A body beyond this is begun only, until it is asked for whole. */
const wholeUpToBytes = 256 * 1_024;
const beginningBytes = 1_024;
/** Eleven megabytes of base64 take their time on a slow link. */
const bigMs = 15_000;

/** One message by its sequence; null where none is stored there, or none any more. */
export async function getMessageAt(
  nc: NatsConnection,
  stream: string,
  wanted: { sequence: bigint; whole: boolean },
): Promise<Reading<Message | null>> {
  const what = `Message ${wanted.sequence}`;
  const bad = checkAsked(what, stream, ">");
  if (bad) return bad;
  // A direct get would add headers to those that are stored.
  const head = fromLeader(stream);
  const query = { seq: wanted.sequence, next_by_subj: ">" };
  const found = await getMessage(nc, what, head, query, bigMs);
  if (!found.ok) return found;
  if (found.value?.sequence !== wanted.sequence) return { ok: true, value: null };
  const { subject, sequence, timeNs, data } = found.value;
  const isWhole = wanted.whole || data.length <= wholeUpToBytes;
  return {
    ok: true,
    value: {
      ...{ subject, sequence, timeNs, sizeBytes: data.length },
      headers: toHeaders(found.value, false),
      body: isWhole ? data : data.slice(0, beginningBytes),
    },
  };
}

const deleted = z.object({ success: z.boolean() });

/** Deletes one message for good; erased, its bytes are written over where they were stored. */
export async function deleteMessage(
  nc: NatsConnection,
  stream: string,
  wanted: { sequence: bigint; erase: boolean },
): Promise<Reading<null>> {
  const what = `Message ${wanted.sequence}`;
  const bad = checkAsked(what, stream, ">");
  if (bad) return bad;
  const subject = apiSubject(nc, `STREAM.MSG.DELETE.${stream}`);
  const body = { seq: wanted.sequence, ...(wanted.erase ? {} : { no_erase: true }) };
  const answer = await ask(nc, { what, subject, body }, deleted);
  if (!answer.ok) return { ok: false, error: notDeleted(what, answer.error) };
  return { ok: true, value: null };
}

/** What is not there can't be deleted; the server speaks of its store's end. */
const noSuchMessage = 10057;

function notDeleted(what: string, error: AppError): AppError {
  if (error.kind !== "jetstream") return error;
  const title = `${what} was not deleted`;
  if (error.code === noSuchMessage) {
    return { kind: "console", title, detail: "It is not in the stream, or not any more." };
  }
  return { kind: "console", title, detail: `${error.description} (${error.code})` };
}
