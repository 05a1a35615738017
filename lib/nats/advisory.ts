import * as z from "zod";
import type { EventKind, SystemEvent } from "@/lib/model/events";
import { readJson } from "./json";
import { counter } from "./wire";

/** An event without its time. */
export type Happening = Omit<SystemEvent, "id" | "firstMs" | "lastMs" | "count">;

/** Longer than any name; everybody in the account can send what looks like an advisory. */
const words = z.string().max(1_024);

const advisory = z.object({
  stream: words.optional(),
  consumer: words.optional(),
  leader: words.optional(),
  reason: words.optional(),
  /** Of the server that ends, which sends what it is and nothing else. */
  name: words.optional(),
  stream_seq: counter.optional(),
  deliveries: z.number().optional(),
  paused: z.boolean().optional(),
  server: z.unknown().optional(),
});

type Advisory = z.infer<typeof advisory>;
type Severity = SystemEvent["severity"];

const streamKinds: Record<string, [EventKind, Severity]> = {
  CREATED: ["stream-created", "info"],
  UPDATED: ["stream-updated", "info"],
  DELETED: ["stream-deleted", "info"],
  LEADER_ELECTED: ["stream-leader", "info"],
  QUORUM_LOST: ["stream-quorum-lost", "trouble"],
  SNAPSHOT_CREATE: ["stream-snapshot", "info"],
  RESTORE_CREATE: ["stream-restore", "info"],
  BATCH_ABANDONED: ["batch-abandoned", "attention"],
};

const consumerKinds: Record<string, [EventKind, Severity]> = {
  CREATED: ["consumer-created", "info"],
  DELETED: ["consumer-deleted", "info"],
  PAUSE: ["consumer-paused", "attention"],
  PINNED: ["consumer-pinned", "info"],
  UNPINNED: ["consumer-unpinned", "info"],
  LEADER_ELECTED: ["consumer-leader", "info"],
  QUORUM_LOST: ["consumer-quorum-lost", "trouble"],
  MSG_TERMINATED: ["message-terminated", "attention"],
  MAX_DELIVERIES: ["message-gave-up", "attention"],
  MSG_NAKED: ["message-naked", "info"],
};

const serverKinds: Record<string, [EventKind, Severity]> = {
  "SERVER.OUT_OF_STORAGE": ["server-out-of-storage", "trouble"],
  "DOMAIN.LEADER_ELECTED": ["meta-leader", "info"],
};

const lifeKinds: Record<string, [EventKind, Severity]> = {
  SHUTDOWN: ["server-shutdown", "attention"],
  LAMEDUCK: ["server-lame-duck", "attention"],
};

/** What an advisory tells; undefined for what nobody is told, the console's own looking among it. */
export function readAdvisory(subject: string, text: string): Happening | undefined {
  const found = kindOf(subject);
  const body = found && readBody(text);
  if (!found || !body) return undefined;
  if (isOwn(found.kind, body)) return undefined;
  const kind =
    found.kind === "consumer-paused" && body.paused === false ? "consumer-resumed" : found.kind;
  const severity = kind === "consumer-resumed" ? "info" : found.severity;
  return { kind, severity, ...detailsOf(body) };
}

function kindOf(subject: string): { kind: EventKind; severity: Severity } | undefined {
  const found = lookUp(subject.split("."));
  return found && { kind: found[0], severity: found[1] };
}

function lookUp(tokens: string[]): [EventKind, Severity] | undefined {
  if (tokens[0] === "$SYS") return own(lifeKinds, tokens[3]);
  const [, , , noun = "", verb = ""] = tokens;
  if (noun === "STREAM") return own(streamKinds, verb);
  if (noun === "CONSUMER") return own(consumerKinds, verb);
  return own(serverKinds, `${noun}.${verb}`);
}

function own<T>(kinds: Record<string, T>, name = ""): T | undefined {
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}

function readBody(text: string): Advisory | undefined {
  try {
    const parsed = advisory.safeParse(readJson(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Whoever opens a page makes consumers of that name; they come and go all the time. */
function isOwn(kind: EventKind, { consumer }: Advisory): boolean {
  const comesOrGoes =
    kind === "consumer-created" || kind === "consumer-deleted" || kind === "consumer-leader";
  return comesOrGoes && consumer?.startsWith("ui-") === true;
}

const named = z.union([words, z.object({ name: words }).transform(({ name }) => name)]);

function detailsOf(body: Advisory): Omit<Happening, "kind" | "severity"> {
  const server = named.safeParse(body.server).data ?? body.name;
  return {
    ...(body.stream ? { stream: body.stream } : {}),
    ...(body.consumer ? { consumer: body.consumer } : {}),
    ...(server ? { server } : {}),
    ...(body.leader ? { leader: body.leader } : {}),
    ...(body.stream_seq === undefined ? {} : { sequence: body.stream_seq }),
    ...(body.deliveries === undefined ? {} : { deliveries: body.deliveries }),
    ...(body.reason ? { reason: body.reason } : {}),
  };
}
