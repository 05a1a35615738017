import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { readBatchEnd } from "./batch-end";
import { onInterruption } from "./connection-events";
import { checkHere, encode } from "./request";
import { apiSubject, newInbox } from "./scope";
import { fromDirect, type StoredMessage } from "./stored-message";
import { toAppError } from "./to-app-error";

/** A page of a subject's messages from a place or a time on, or the last of each subject; by number and by bytes. */
export type BatchQuery = { batch: number; max_bytes: number } & (
  | { seq: bigint; next_by_subj: string }
  | { start_time: string; next_by_subj: string }
  | { multi_last: readonly string[] }
);

/** The messages of a page, and how many matching ones come after it. */
export type Batch = { messages: StoredMessage[]; pending: bigint };

/** True where the server takes a direct get of more than one message: 2.11 and later. */
export function hasBatches({ info }: NatsConnection): boolean {
  const [major = 0, minor = 0] = (info?.version ?? "").split(".").map(Number);
  return major > 2 || (major === 2 && minor >= 11);
}

const silentMs = 5_000;

/**
 * Reads a page with one request and changes nothing. Undefined where a server that does not know pages answered:
 * in a cluster it can be an older one than that of the connection.
 */
export async function getBatch(
  nc: NatsConnection,
  what: string,
  stream: string,
  query: BatchQuery,
): Promise<Reading<Batch | undefined>> {
  const subject = apiSubject(nc, `DIRECT.GET.${stream}`);
  const refused = checkHere(nc, { what, subject });
  if (refused) return refused;
  const inbox = newInbox(nc);
  const subscription = nc.subscribe(inbox);
  let failure: AppError | undefined;
  const fail = (error: AppError) => {
    failure ??= error;
    subscription.unsubscribe();
  };
  const forget = onInterruption(nc, { what, subjects: [subject, inbox] }, fail);
  const late = () => fail({ kind: "timeout", what, subject });
  let timer = setTimeout(late, silentMs);
  const messages: StoredMessage[] = [];
  try {
    nc.publish(subject, encode(query), { reply: inbox });
    for await (const answer of subscription) {
      clearTimeout(timer);
      timer = setTimeout(late, silentMs);
      const message = fromDirect(answer);
      if (!message) {
        const end = readBatchEnd(nc, answer.headers, { what, subject });
        return end.ok ? { ok: true, value: { messages, pending: end.value.pending } } : end;
      }
      if (!answer.headers?.has("Nats-Num-Pending")) return { ok: true, value: undefined };
      messages.push(message);
    }
  } catch (error) {
    fail(toAppError(nc, error, { what, subject }));
  } finally {
    clearTimeout(timer);
    forget();
    subscription.unsubscribe();
  }
  return { ok: false, error: failure ?? { kind: "timeout", what, subject } };
}
