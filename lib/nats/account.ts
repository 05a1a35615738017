import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { AccountFigures, JetStreamFigures, Use } from "@/lib/model/account";
import { gather } from "./gather";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { counter, limit, time } from "./wire";

const flow = z.object({ msgs: counter, bytes: counter });

const statz = z.object({
  server: z.object({ id: z.string(), time }),
  data: z.object({
    account_statz: z
      .array(
        z.object({
          acc: z.string(),
          conns: z.int(),
          num_subscriptions: z.int().default(0),
          slow_consumers: counter.default(0n),
          sent: flow,
          received: flow,
        }),
      )
      .nullable(),
  }),
});

/** What flows in the connection's own account, added up over the servers that answer. */
export async function getAccount(
  nc: NatsConnection,
  {
    expected = 1,
    isSearch = false,
    nowMs = Date.now,
  }: { expected?: number; isSearch?: boolean; nowMs?: () => number } = {},
): Promise<Reading<AccountFigures>> {
  const answers = await gather(
    nc,
    {
      what: "The account's figures",
      subject: "$SYS.REQ.ACCOUNT.PING.STATZ",
      expected,
      isSearch,
      // A server without a cluster is the only one that answers.
      isExact: nc.info?.cluster === undefined,
    },
    statz,
    nowMs,
  );
  if (!answers.ok) return answers;
  const all = [...new Map(answers.value.map((one) => [one.value.server.id, one])).values()];
  const sum: AccountFigures = {
    atMs: Math.max(...all.map(({ value, heardMs }) => value.server.time ?? heardMs)),
    name: "",
    servers: all.map(({ value }) => value.server.id).sort(),
    connections: 0,
    subscriptions: 0,
    slowConsumers: 0n,
    inMessages: 0n,
    outMessages: 0n,
    inBytes: 0n,
    outBytes: 0n,
  };
  // "received" is what the server received: what clients sent in.
  for (const account of all.flatMap(({ value }) => value.data.account_statz ?? [])) {
    sum.name = account.acc;
    sum.connections += account.conns;
    sum.subscriptions += account.num_subscriptions;
    sum.slowConsumers += account.slow_consumers;
    sum.inMessages += account.received.msgs;
    sum.inBytes += account.received.bytes;
    sum.outMessages += account.sent.msgs;
    sum.outBytes += account.sent.bytes;
  }
  return { ok: true, value: sum };
}

const jetStreamInfo = z.object({
  memory: counter,
  storage: counter,
  streams: z.number(),
  consumers: z.number(),
  domain: z.string().optional(),
  limits: z.object({ max_memory: limit, max_storage: limit }),
  api: z.object({ total: counter, errors: counter }),
});

/** The account's use of JetStream against its limits. */
export async function getJetStream(nc: NatsConnection): Promise<Reading<JetStreamFigures>> {
  const answer = await ask(
    nc,
    { what: "What is stored", subject: apiSubject(nc, "INFO") },
    jetStreamInfo,
  );
  if (!answer.ok) return answer;
  const { value } = answer;
  return {
    ok: true,
    value: {
      streams: value.streams,
      consumers: value.consumers,
      memory: toUse(value.memory, value.limits.max_memory),
      storage: toUse(value.storage, value.limits.max_storage),
      apiRequests: value.api.total,
      apiErrors: value.api.errors,
      ...(value.domain ? { domain: value.domain } : {}),
    },
  };
}

function toUse(usedBytes: bigint, limitBytes: bigint | undefined): Use {
  return limitBytes === undefined ? { usedBytes } : { usedBytes, limitBytes };
}
