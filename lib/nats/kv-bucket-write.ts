import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { diffValues } from "@/lib/format/diff";
import { checkName } from "@/lib/format/name";
import type { Json } from "@/lib/model/json";
import type { BucketSettings, WrittenBucket } from "@/lib/model/kv-bucket";
import { getBucket } from "./kv-bucket";
import {
  type BucketConfig,
  differencesOf,
  patchBucketConfig,
  toBucketConfig,
} from "./kv-bucket-config";
import { bucketInWords } from "./kv-place";
import { ask } from "./request";
import { apiSubject } from "./scope";

const written = z.object({ config: z.record(z.string(), z.unknown()) });
const deleted = z.object({ success: z.literal(true) });

/** A group of replicas has to be found and elected first. */
const writeMs = 10_000;
/** Millions of messages take a while to go. */
const removeMs = 30_000;

/** Makes a bucket; one of the same name is never taken for it, however alike. */
export async function createBucket(
  nc: NatsConnection,
  settings: BucketSettings,
): Promise<Reading<WrittenBucket>> {
  const { name } = settings;
  const title = `${bucketInWords(name)} was not created`;
  const fault = checkName(name, "bucket");
  if (fault !== undefined) {
    return notDone(title, { kind: "bad-name", what: title, detail: fault });
  }
  // The server answers a second creation with the same settings as if it had made it.
  const known = await getBucket(nc, name);
  if (known.ok) return notDone(title, { kind: "exists", what: bucketInWords(name) });
  if (known.error.kind === "timeout") return notDone(title, notAsked(title));
  return send(nc, { title, verb: "CREATE", bucket: name, config: toBucketConfig(settings) });
}

/** Changes a bucket's settings where it still is what was opened; every field that is no setting stays. */
export async function updateBucket(
  nc: NatsConnection,
  settings: BucketSettings,
  opened: Json,
): Promise<Reading<WrittenBucket>> {
  const { name } = settings;
  const title = `${bucketInWords(name)} was not changed`;
  const fresh = await getBucket(nc, name);
  if (!fresh.ok) {
    return notDone(title, fresh.error.kind === "timeout" ? notAsked(title) : fresh.error);
  }
  if (!isSameConfig(fresh.value.config, opened)) {
    const toGoOn = "Read it anew: what you changed stays in the form.";
    return notDone(title, { kind: "changed-elsewhere", what: bucketInWords(name), toGoOn });
  }
  const config = patchBucketConfig(fresh.value.config, settings);
  return send(nc, { title, verb: "UPDATE", bucket: name, config });
}

/** Removes a bucket with every key and revision. */
export async function deleteBucket(nc: NatsConnection, bucket: string): Promise<Reading<null>> {
  const title = `${bucketInWords(bucket)} was not deleted`;
  const fault = checkName(`KV_${bucket}`, "stream");
  if (fault !== undefined) {
    return notDone(title, { kind: "bad-name", what: title, detail: fault });
  }
  const subject = apiSubject(nc, `STREAM.DELETE.KV_${bucket}`);
  const answer = await ask(nc, { what: title, subject, timeoutMs: removeMs }, deleted);
  return answer.ok ? { ok: true, value: null } : notDone(title, answer.error);
}

type Sent = { title: string; verb: "CREATE" | "UPDATE"; bucket: string; config: BucketConfig };

async function send(
  nc: NatsConnection,
  { title, verb, bucket, config }: Sent,
): Promise<Reading<WrittenBucket>> {
  const subject = apiSubject(nc, `STREAM.${verb}.KV_${bucket}`);
  const answer = await ask(nc, { what: title, subject, body: config, timeoutMs: writeMs }, written);
  if (!answer.ok) return notDone(title, answer.error);
  return {
    ok: true,
    value: { name: bucket, differences: differencesOf(config, answer.value.config) },
  };
}

/** What a server keeps there for itself depends on who answers. */
function isSameConfig(one: Json, other: Json): boolean {
  return diffValues(withoutServersOwn(one), withoutServersOwn(other)).length === 0;
}

function withoutServersOwn(config: Json): unknown {
  if (typeof config !== "object" || config === null || Array.isArray(config)) return config;
  const { metadata, ...rest } = config;
  const own = Object.entries(metadata ?? {}).filter(([key]) => !key.startsWith("_nats."));
  return own.length > 0 ? { ...rest, metadata: Object.fromEntries(own) } : rest;
}

/** What only reads and gets no answer has changed nothing: that is known. */
function notAsked(title: string): AppError {
  const detail = "The server did not say what there is now, so it was not asked to change it.";
  return { kind: "console", title, detail };
}

function notDone(title: string, cause: AppError): { ok: false; error: AppError } {
  return { ok: false, error: { kind: "not-done", title, cause } };
}
