import { z } from "zod";
import { readJson } from "@/lib/nats/json";
import type { Grant } from "@/lib/roles/grant";
import { apiCallOf } from "./api-call";
import { consumerSchemaOf } from "./consumer-body";
import { formatExactJson } from "./exact-json";
import type { OwnSecrets } from "./own-secrets";

/** What has to be true of a request's body. */
export type BodyRule = {
  schema: z.ZodType;
  /** nats-server takes these bodies without braces as well: nothing, or a number. */
  mayBePlain: boolean;
};

/** Goes out in the place of what came, or says why not. */
export type CheckedBody = { ok: true; body: Buffer; read: unknown } | { ok: false; why: string };

/** Below zero nats-servers up to 2.10.27 cut a list there and crash; far beyond any list, so does CONNZ. */
const position = z.int().nonnegative().max(1_000_000_000).optional();
const text = z.string().optional();
const flag = z.boolean().optional();
const pageSchema = z.strictObject({
  offset: position,
  limit: position,
  subject: text,
  subjects_filter: text,
  deleted_details: flag,
});
const no = z.literal(false).optional();
const connzSchema = z.strictObject({
  offset: position,
  limit: position,
  sort: text,
  // Other people's names and tokens, and their inboxes: whoever knows one may listen there, and answer.
  auth: no,
  subscriptions: no,
  subscriptions_detail: no,
  cid: z.int().nonnegative().optional(),
  mqtt_client: text,
  state: z.int().min(0).max(2).optional(),
  user: text,
  acc: text,
  filter_subject: text,
  server_name: text,
  cluster: text,
  host: text,
  tags: z.array(z.string()).optional(),
  domain: text,
  exact_match: flag,
});
const adminConnzSchema = connzSchema.extend({
  subscriptions: flag,
  subscriptions_detail: flag,
});
const nanoseconds = z.int().nonnegative().optional();
const nextSchema = z.strictObject({
  batch: position,
  expires: nanoseconds,
  max_bytes: position,
  no_wait: flag,
  // The server sends as many as are asked for, up to millions a second.
  idle_heartbeat: z.union([z.literal(0), z.int().min(100_000_000)]).optional(),
  group: text,
  min_pending: position,
  min_ack_pending: position,
  id: text,
  priority: z.int().min(0).max(9).optional(),
});

/** What is asked of the body of a request; undefined where it decides nothing. */
export function bodyRuleOf(
  subject: string,
  grant: Grant,
  { inConnz }: OwnSecrets,
): BodyRule | undefined {
  const isAdmin = grant.role === "admin";
  if (connz.test(subject)) {
    if (!isAdmin) return { schema: connzSchema, mayBePlain: true };
    const schema = inConnz ? adminConnzSchema : adminConnzSchema.extend({ auth: flag });
    return { schema, mayBePlain: true };
  }
  if (isAdmin && !grant.readOnly) return undefined;
  const call = apiCallOf(subject, grant.apiPrefix);
  if (call === undefined) return undefined;
  if (pagedCall.test(call)) return { schema: pageSchema, mayBePlain: true };
  if (call.startsWith("CONSUMER.MSG.NEXT.")) return { schema: nextSchema, mayBePlain: true };
  if (grant.anyConsumer || !call.startsWith(creation)) return undefined;
  return { schema: consumerSchemaOf(call.slice(creation.length)), mayBePlain: false };
}

/** Reads a body by its rule, and writes it anew: Go's decoder does not mind case and doubles, so a copy could say more. */
export function checkBody(body: Buffer, { schema, mayBePlain }: BodyRule): CheckedBody {
  const words = body.toString("utf8").trim();
  if (mayBePlain && /^\d{0,9}$/.test(words)) {
    return { ok: true, body: Buffer.from(words), read: {} };
  }
  const json = parseJson(words);
  if (json === undefined) return { ok: false, why: "its body is not JSON" };
  const parsed = schema.safeParse(json);
  if (parsed.success) {
    return { ok: true, body: Buffer.from(formatExactJson(parsed.data)), read: parsed.data };
  }
  const [issue] = parsed.error.issues;
  return { ok: false, why: `body: ${describeIssue(issue)}` };
}

const connz = /^\$SYS\.REQ\.(ACCOUNT|SERVER)\.[^.]+\.CONNZ$/;
const pagedCall = /^(STREAM|CONSUMER)\.(NAMES|LIST)(\.|$)|^STREAM\.INFO\./;
const creation = "CONSUMER.CREATE.";

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return "not allowed";
  if (issue.code === "unrecognized_keys") return `${issue.keys.join(", ")} may not be set`;
  if (issue.code === "custom") return issue.message;
  return `${issue.path.join(".")} ${issue.message}`;
}

function parseJson(words: string): unknown {
  try {
    return readJson(words);
  } catch {
    return undefined;
  }
}
