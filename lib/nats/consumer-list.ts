import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { covers } from "@/lib/roles/subject";
import { consumerInfo } from "./consumer-wire";
import { ask } from "./request";
import { apiSubject } from "./scope";

const page = z.object({
  total: z.number(),
  consumers: z.array(consumerInfo).nullish(),
  missing: z.array(z.string()).nullish(),
});

/** A stream's consumers, and the names of those whose servers did not answer. */
export type FoundConsumers = {
  consumers: ConsumerSummary[];
  missing: string[];
  /** Some came or went while the pages were read: what is not among them may be there. */
  isWhole: boolean;
};

/**
 * The consumers of a stream with their state, by pages of 256, without the console's own that only look. A clustered
 * list waits four seconds for a dead server, so the answer is given longer than others.
 */
export async function listConsumers(
  nc: NatsConnection,
  stream: string,
): Promise<Reading<FoundConsumers>> {
  const all: FoundConsumers = { consumers: [], missing: [], isWhole: true };
  for (;;) {
    const offset = all.consumers.length + all.missing.length;
    const answer = await ask(
      nc,
      {
        what: `The consumers of ${stream}`,
        subject: apiSubject(nc, `CONSUMER.LIST.${stream}`),
        body: { offset },
        timeoutMs: 5_000,
      },
      page,
    );
    if (!answer.ok) return answer;
    const { total, consumers, missing } = answer.value;
    all.consumers.push(...(consumers ?? []));
    all.missing.push(...(missing ?? []));
    const reached = all.consumers.length + all.missing.length;
    if (reached !== offset && reached < total) continue;
    return {
      ok: true,
      value: {
        ...all,
        consumers: all.consumers.filter(({ name }) => !covers("{eph}", name)),
        isWhole: new Set([...all.consumers.map(({ name }) => name), ...all.missing]).size === total,
      },
    };
  }
}
