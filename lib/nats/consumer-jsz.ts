import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { covers } from "@/lib/roles/subject";
import type { FoundConsumers } from "./consumer-list";
import { consumerInfo } from "./consumer-wire";
import { gather } from "./gather";
import { ask } from "./request";

const detail = z.object({
  name: z.string(),
  cluster: z.object({ leader: z.string().optional() }).nullish(),
  state: z.object({ consumer_count: z.number().default(0) }),
  consumer_detail: z.array(z.unknown()).nullish(),
});

/** What a server tells of the consumers that it holds a copy of. */
export const consumersJsz = z.object({
  account_details: z
    .array(
      z.object({
        name: z.string(),
        // Accounts of JWTs have a public key beside their name.
        id: z.string().optional(),
        stream_detail: z.array(detail).nullish(),
      }),
    )
    .nullish(),
});

const enveloped = z.object({
  server: z.object({ name: z.string(), domain: z.string().default("") }),
  data: consumersJsz,
});

/** One server's word. */
export type ToldConsumers = {
  server: string;
  streams: ReadonlyMap<string, z.infer<typeof detail>>;
};

/**
 * Every server's word on the consumers of an account, over a connection to the system account; of one domain, because
 * leaf nodes can have streams of the same names.
 */
export async function askForConsumers(
  nc: NatsConnection,
  account: string,
  asked: { domain?: string; expected: number; nowMs: () => number },
): Promise<Reading<ToldConsumers[]>> {
  const { domain, expected, nowMs } = asked;
  const answer = await gather(
    nc,
    {
      what: "The consumers",
      subject: "$SYS.REQ.SERVER.PING.JSZ",
      body: { account, streams: true, consumer: true, config: true },
      expected,
      isExact: nc.info?.cluster === undefined,
    },
    enveloped,
    nowMs,
  );
  if (!answer.ok) return answer;
  return {
    ok: true,
    value: answer.value
      .filter(({ value }) => domain === undefined || value.server.domain === domain)
      .map(({ value: { server, data } }) => ({
        server: server.name,
        streams: streamsIn(data, account),
      })),
  };
}

/** The streams of an account in what a server tells. */
export function streamsIn({ account_details }: z.infer<typeof consumersJsz>, account: string) {
  const found = (account_details ?? []).find(({ name, id }) => id === account || name === account);
  return new Map((found?.stream_detail ?? []).map((stream) => [stream.name, stream]));
}

/**
 * A stream's consumers by every server's word. Each copy is told of, and only the leader's counts: the others say that
 * nothing waits. Undefined where nobody holds the stream, or one of them can't be read.
 */
export function consumersOf(
  stream: string,
  told: readonly ToldConsumers[],
): FoundConsumers | undefined {
  const copies = told.flatMap(({ server, streams }) => {
    const copy = streams.get(stream);
    return copy ? [{ server, copy }] : [];
  });
  const [leading] = copies.filter(({ server, copy }) => leads(server, copy.cluster));
  const read = copies.flatMap(({ server, copy }) =>
    (copy.consumer_detail ?? []).map((json) => ({ server, parsed: consumerInfo.safeParse(json) })),
  );
  if (copies.length === 0 || read.some(({ parsed }) => !parsed.success)) return undefined;
  const known = read.flatMap(({ server, parsed }) =>
    parsed.success ? [{ server, consumer: parsed.data }] : [],
  );
  const names = new Set(known.map(({ consumer }) => consumer.name));
  const consumers = new Map(
    known
      .filter(({ server, consumer }) => leads(server, consumer.group))
      .map(({ consumer }) => [consumer.name, consumer]),
  );
  return {
    consumers: [...consumers.values()].filter(({ name }) => !covers("{eph}", name)),
    missing: [...names].filter((name) => !consumers.has(name)),
    isWhole: leading?.copy.state.consumer_count === names.size,
  };
}

/** Without a group there is one copy. */
function leads(server: string, group: { leader?: string | undefined } | null | undefined): boolean {
  return !group || group.leader === server;
}

const user = z.object({ data: z.object({ account: z.string() }) });

/** What the servers call the account of a connection; those before 2.10 don't say. */
export async function findAccount(nc: NatsConnection): Promise<Reading<string>> {
  const answer = await ask(nc, { what: "The account", subject: "$SYS.REQ.USER.INFO" }, user);
  return answer.ok ? { ok: true, value: answer.value.data.account } : answer;
}
