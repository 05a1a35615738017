import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { counter, limit } from "./wire";

const info = z.object({
  config: z.object({
    name: z.string(),
    retention: z.enum(["limits", "interest", "workqueue"]),
    allow_direct: z.boolean().default(false),
    mirror: z.object({ name: z.string(), external: z.object({}).nullish() }).nullish(),
    sealed: z.boolean().default(false),
    allow_msg_ttl: z.boolean().default(false),
    subject_delete_marker_ttl: counter.default(0n),
    max_msg_size: limit.optional(),
  }),
});

/** What has to be known of a stream before its messages are read. */
export type StreamHead = {
  name: string;
  retention: "limits" | "interest" | "workqueue";
  allowDirect: boolean;
  /** The stream that it mirrors: its messages keep the subjects that they have there. */
  mirrorOf: string | undefined;
};

/** What has to be known before something is written to it. */
export type StreamRules = {
  isSealed: boolean;
  /** What it mirrors is of another account or domain. */
  isMirrorOfElsewhere: boolean;
  /** A message may have a time to live of its own (2.11). */
  hasMessageTtl: boolean;
  /** How long a marker stays that the server leaves (2.11). */
  markerTtlNs: bigint | undefined;
  maxMessageBytes: number | undefined;
};

/** What makes a stream's leader answer: it has what a replica or a mirror may lack yet. */
export function fromLeader(stream: string): StreamHead {
  return { name: stream, retention: "limits", allowDirect: false, mirrorOf: undefined };
}

/** Why nothing is written to what a stream stands for; what is written to a mirror of this account's own goes to its origin. */
export function whyReadOnly(
  rules: Pick<StreamRules, "isSealed"> & { isMirrorOfElsewhere?: boolean },
): "mirror-of-elsewhere" | "sealed" | undefined {
  if (rules.isMirrorOfElsewhere) return "mirror-of-elsewhere";
  return rules.isSealed ? "sealed" : undefined;
}

const streamNotFound = 10059;

/** Asks for the stream of a bucket; `what` is the bucket in words. */
export async function getStreamHead(
  nc: NatsConnection,
  what: string,
  stream: string,
): Promise<Reading<StreamHead & StreamRules>> {
  // To NATS the name is a token of a subject.
  if (!/^[^\s.*>]+$/.test(stream)) {
    return {
      ok: false,
      error: { kind: "bad-name", what, detail: "Its name holds . * > or a space." },
    };
  }
  const answer = await ask(nc, { what, subject: apiSubject(nc, `STREAM.INFO.${stream}`) }, info);
  if (!answer.ok) {
    const { error } = answer;
    const isMissing = error.kind === "jetstream" && error.code === streamNotFound;
    const where = "This account's JetStream";
    return isMissing ? { ok: false, error: { kind: "not-found", what, where } } : answer;
  }
  const { config } = answer.value;
  return {
    ok: true,
    value: {
      name: config.name,
      retention: config.retention,
      allowDirect: config.allow_direct,
      mirrorOf: config.mirror?.name,
      isSealed: config.sealed,
      isMirrorOfElsewhere: Boolean(config.mirror?.external),
      hasMessageTtl: config.allow_msg_ttl,
      markerTtlNs: config.subject_delete_marker_ttl || undefined,
      maxMessageBytes: config.max_msg_size === undefined ? undefined : Number(config.max_msg_size),
    },
  };
}
