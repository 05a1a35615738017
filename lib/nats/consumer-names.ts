import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { ask } from "./request";
import { apiSubject } from "./scope";

const page = z.object({ total: z.number(), consumers: z.array(z.string()).nullish() });

/** The names of a stream's consumers, without the console's own that only look. */
export async function listConsumerNames(
  nc: NatsConnection,
  stream: string,
): Promise<Reading<string[]>> {
  const names: string[] = [];
  for (;;) {
    const answer = await ask(
      nc,
      {
        what: `The consumers of ${stream}`,
        subject: apiSubject(nc, `CONSUMER.NAMES.${stream}`),
        body: { offset: names.length },
      },
      page,
    );
    if (!answer.ok) return answer;
    const found = answer.value.consumers ?? [];
    names.push(...found);
    if (found.length === 0 || names.length >= answer.value.total) {
      return { ok: true, value: names.filter((name) => !name.startsWith("ui-")) };
    }
  }
}
