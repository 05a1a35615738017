import * as z from "zod";
import type { Use } from "@/lib/model/account";
import type { ServerHealth, ServerJetStream, ServerState } from "@/lib/model/servers";
import type { Heard } from "./gather";
import { counter, limit, time } from "./wire";

/** What a server says of itself; the same over NATS and over its monitoring port. */
export const varz = z.object({
  server_id: z.string(),
  server_name: z.string().default(""),
  version: z.string(),
  start: time,
  now: time,
  cpu: z.number(),
  cores: z.number(),
  mem: counter,
  connections: z.number(),
  subscriptions: z.number(),
  slow_consumers: counter,
  in_msgs: counter,
  out_msgs: counter,
  in_bytes: counter,
  out_bytes: counter,
  in_client_msgs: counter.optional(),
  out_client_msgs: counter.optional(),
  in_client_bytes: counter.optional(),
  out_client_bytes: counter.optional(),
  routes: z.number().default(0),
  leafnodes: z.number().default(0),
  cluster: z.object({ name: z.string().optional() }).optional(),
  tls_cert_not_after: time.optional(),
});

/** What a server says to a health check. */
export const healthz = z.object({
  status: z.string(),
  error: z.string().optional(),
  errors: z.array(z.object({ error: z.string().default("") })).nullish(),
});

/** What a server stores, and what it knows of JetStream's own group. */
export const jsz = z.object({
  server_id: z.string(),
  disabled: z.boolean().default(false),
  config: z
    .object({
      max_memory: limit.optional(),
      max_storage: limit.optional(),
      domain: z.string().optional(),
    })
    .nullish(),
  memory: counter.default(0n),
  storage: counter.default(0n),
  streams: z.number().default(0),
  consumers: z.number().default(0),
  meta_cluster: z
    .object({
      leader: z.string().optional(),
      cluster_size: z.number().default(0),
      pending: z.number().default(0),
      replicas: z
        .array(z.object({ name: z.string(), offline: z.boolean().default(false) }))
        .nullish(),
    })
    .nullish(),
});

export type Varz = z.infer<typeof varz>;
export type Healthz = z.infer<typeof healthz>;
export type Jsz = z.infer<typeof jsz>;

/** A server that has answered; `heard` times are the console's. */
export function toServerState(
  { value, sentMs, heardMs }: Heard<Varz>,
  health: ServerHealth,
  jetstream: ServerJetStream | undefined,
): ServerState {
  const atMs = value.now ?? heardMs;
  const clientFlow = toClientFlow(value);
  return {
    id: value.server_id,
    name: value.server_name || value.server_id,
    version: value.version,
    atMs,
    startedMs: value.start ?? atMs,
    cpuPercent: value.cpu,
    cores: value.cores,
    memoryBytes: value.mem,
    connections: value.connections,
    subscriptions: value.subscriptions,
    slowConsumers: value.slow_consumers,
    inMessages: value.in_msgs,
    outMessages: value.out_msgs,
    inBytes: value.in_bytes,
    outBytes: value.out_bytes,
    isAnswering: true,
    asOfMs: Math.round(heardMs),
    // It looked at its clock somewhere between the question and the answer.
    clockOffsetMs: value.now === undefined ? 0 : Math.round(atMs - (sentMs + heardMs) / 2),
    health,
    routes: value.routes,
    leafNodes: value.leafnodes,
    ...(clientFlow ? { clientFlow } : {}),
    ...(jetstream ? { jetstream } : {}),
    ...(value.cluster?.name ? { cluster: value.cluster.name } : {}),
    ...(value.tls_cert_not_after ? { certificateEndsMs: value.tls_cert_not_after } : {}),
  };
}

function toClientFlow(value: Varz): ServerState["clientFlow"] {
  const { in_client_msgs, out_client_msgs, in_client_bytes, out_client_bytes } = value;
  if (in_client_msgs === undefined || out_client_msgs === undefined) return undefined;
  if (in_client_bytes === undefined || out_client_bytes === undefined) return undefined;
  return {
    inMessages: in_client_msgs,
    outMessages: out_client_msgs,
    inBytes: in_client_bytes,
    outBytes: out_client_bytes,
  };
}

/** A health check's answer in one sentence. */
export function toHealth({ status, error, errors }: Healthz): ServerHealth {
  if (status === "ok") return { state: "ok" };
  const why = error || errors?.find((one) => one.error !== "")?.error || status;
  return { state: "unwell", why };
}

/** Undefined where JetStream is off. */
export function toServerJetStream(value: Jsz): ServerJetStream | undefined {
  if (value.disabled) return undefined;
  return {
    memory: toUse(value.memory, value.config?.max_memory),
    storage: toUse(value.storage, value.config?.max_storage),
    streams: value.streams,
    consumers: value.consumers,
  };
}

function toUse(usedBytes: bigint, limitBytes: bigint | undefined): Use {
  return limitBytes === undefined ? { usedBytes } : { usedBytes, limitBytes };
}
