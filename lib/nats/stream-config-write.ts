import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { checkName } from "@/lib/format/name";
import type { Json } from "@/lib/model/json";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { isSameConfig, type StreamConfig } from "./stream-config";
import { getStream } from "./stream-detail";

/** A stream that stands for something: `what` is that in words, as in "Bucket orders". */
export type Meant = { stream: string; what: string };

/** What the server has made of it: as it was sent, and as it is. */
export type WrittenConfig = { asked: StreamConfig; echo: Readonly<Record<string, unknown>> };

const written = z.object({ config: z.record(z.string(), z.unknown()) });
const deleted = z.object({ success: z.literal(true) });

/** A group of replicas has to be found and elected first. */
const writeMs = 10_000;
/** Millions of messages take a while to go. */
const removeMs = 30_000;

/** Makes a stream of such a configuration; one of the same name is never taken for it, however alike. */
export async function createByConfig(
  nc: NatsConnection,
  { stream, what }: Meant,
  config: StreamConfig,
): Promise<Reading<WrittenConfig>> {
  const title = `${what} was not created`;
  // The server answers a second creation with the same settings as if it had made it.
  const known = await getStream(nc, stream, what);
  if (known.ok) return notDone(title, { kind: "exists", what });
  if (known.error.kind === "timeout") return notDone(title, notAsked(title));
  return send(nc, { title, subject: apiSubject(nc, `STREAM.CREATE.${stream}`), config });
}

/** Changes a configuration where it still is what was opened; every field that is not patched stays. */
export async function updateByConfig(
  nc: NatsConnection,
  { stream, what }: Meant,
  opened: Json,
  patch: (fresh: Json) => StreamConfig,
): Promise<Reading<WrittenConfig>> {
  const title = `${what} was not changed`;
  const fresh = await getStream(nc, stream, what);
  if (!fresh.ok) {
    return notDone(title, fresh.error.kind === "timeout" ? notAsked(title) : fresh.error);
  }
  if (!isSameConfig(fresh.value.config, opened)) {
    const toGoOn = "Read it anew: what you changed stays in the form.";
    return notDone(title, { kind: "changed-elsewhere", what, toGoOn });
  }
  const config = patch(fresh.value.config);
  return send(nc, { title, subject: apiSubject(nc, `STREAM.UPDATE.${stream}`), config });
}

/** Removes a stream with all that it holds. */
export async function deleteMeant(
  nc: NatsConnection,
  { stream, what }: Meant,
): Promise<Reading<null>> {
  const title = `${what} was not deleted`;
  const fault = checkName(stream, "stream");
  if (fault !== undefined) {
    return notDone(title, { kind: "bad-name", what: title, detail: fault });
  }
  const subject = apiSubject(nc, `STREAM.DELETE.${stream}`);
  const answer = await ask(nc, { what: title, subject, timeoutMs: removeMs }, deleted);
  return answer.ok ? { ok: true, value: null } : notDone(title, answer.error);
}

/** What was asked for did not happen, and why. */
export function notDone(title: string, cause: AppError): { ok: false; error: AppError } {
  return { ok: false, error: { kind: "not-done", title, cause } };
}

type Sent = { title: string; subject: string; config: StreamConfig };

async function send(
  nc: NatsConnection,
  { title, subject, config }: Sent,
): Promise<Reading<WrittenConfig>> {
  const answer = await ask(nc, { what: title, subject, body: config, timeoutMs: writeMs }, written);
  if (!answer.ok) return notDone(title, answer.error);
  return { ok: true, value: { asked: config, echo: answer.value.config } };
}

/** What only reads and gets no answer has changed nothing: that is known. */
function notAsked(title: string): AppError {
  const detail = "The server did not say what there is now, so it was not asked to change it.";
  return { kind: "console", title, detail };
}
