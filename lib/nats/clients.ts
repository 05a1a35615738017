import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { ClientList, SlowClient } from "@/lib/model/clients";
import { gather } from "./gather";
import { counter } from "./wire";

/** How many of the slowest are told. */
const slowestShown = 5;

// Only these fields: a row can hold a JWT.
const connz = z.object({
  server: z.object({ id: z.string(), name: z.string().default("") }),
  data: z.object({
    total: z.int(),
    connections: z
      .array(
        z.object({
          cid: counter,
          name: z.string().default(""),
          lang: z.string().default(""),
          pending_bytes: counter.default(0n),
          rtt: z.string().optional(),
        }),
      )
      .nullish(),
  }),
});

/** The clients of the connection's own account, on all servers; every account may ask. */
export async function getClients(
  nc: NatsConnection,
  asked: { expected: number; isExact: boolean; nowMs: () => number },
): Promise<Reading<ClientList>> {
  const { nowMs, ...servers } = asked;
  const answers = await gather(
    nc,
    {
      ...{ what: "The account's clients", subject: "$SYS.REQ.ACCOUNT.PING.CONNZ", ...servers },
      body: { sort: "pending", limit: slowestShown },
    },
    connz,
    nowMs,
  );
  if (!answers.ok) return answers;
  const byServer = new Map(answers.value.map(({ value }) => [value.server.id, value]));
  const all = [...byServer.values()];
  const slowest = all
    .flatMap(({ server, data }) =>
      (data.connections ?? [])
        .filter((row) => !isOwn(nc, server.id, row))
        .map((row) => toSlow(server.name, row)),
    )
    .filter(({ pendingBytes }) => pendingBytes > 0n)
    .sort((a, b) => Number(b.pendingBytes - a.pendingBytes))
    .slice(0, slowestShown);
  return {
    ok: true,
    value: { total: all.reduce((sum, { data }) => sum + data.total, 0), slowest },
  };
}

type Row = NonNullable<z.infer<typeof connz>["data"]["connections"]>[number];

/** What waits for the console itself is the answers to what it asks right now. */
function isOwn(nc: NatsConnection, serverId: string, row: Row): boolean {
  return serverId === nc.info?.server_id && row.cid === BigInt(nc.info.client_id);
}

function toSlow(server: string, row: Row): SlowClient {
  const rttMs = row.rtt === undefined ? undefined : goDurationMs(row.rtt);
  return {
    server,
    id: row.cid,
    name: row.name,
    language: row.lang,
    pendingBytes: row.pending_bytes,
    ...(rttMs === undefined ? {} : { rttMs }),
  };
}

const unitMs: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  µs: 1e-3,
  us: 1e-3,
  ns: 1e-6,
};

/** `1m2.5s` or `242µs`, as Go writes it; undefined for what is no duration. */
export function goDurationMs(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(h|ms|m|s|µs|us|ns))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|µs|us|ns)/g)];
  return parts.reduce((sum, [, value, unit]) => sum + Number(value) * (unitMs[unit ?? ""] ?? 0), 0);
}
