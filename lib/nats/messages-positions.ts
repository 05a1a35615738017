import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import type { ConsumerPosition, ConsumerPositions } from "@/lib/model/message-page";
import { covers } from "@/lib/roles/subject";
import { checkAsked } from "./messages-extent";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { counter } from "./wire";

const place = z.object({ stream_seq: counter.default(0n) });
const page = z.object({
  total: z.number(),
  consumers: z
    .array(
      z.object({
        name: z.string(),
        config: z.object({
          ack_policy: z.string().default("none"),
          filter_subject: z.string().optional(),
          filter_subjects: z.array(z.string()).nullish(),
        }),
        delivered: place,
        ack_floor: place,
      }),
    )
    .nullish(),
});

type Told = NonNullable<z.infer<typeof page>["consumers"]>[number];

const mostShown = 50;

/** Where a stream's consumers are, seen from one message. NATS tells of two places, not of each message between. */
export async function listPositions(
  nc: NatsConnection,
  stream: string,
  message: { sequence: bigint; subject: string },
): Promise<Reading<ConsumerPositions>> {
  const what = `The consumers of ${stream}`;
  const bad = checkAsked(what, stream, ">");
  if (bad) return bad;
  const subject = apiSubject(nc, `CONSUMER.LIST.${stream}`);
  const answer = await ask(nc, { what, subject, body: { offset: 0 }, timeoutMs: 5_000 }, page);
  if (!answer.ok) return answer;
  const told = answer.value.consumers ?? [];
  const consumers = told.filter(({ name }) => !name.startsWith("ui-")).slice(0, mostShown);
  return {
    ok: true,
    value: {
      consumers: consumers.map((one) => toPosition(one, message)),
      total: answer.value.total - told.filter(({ name }) => name.startsWith("ui-")).length,
    },
  };
}

function toPosition(
  { name, config, delivered, ack_floor }: Told,
  { sequence, subject }: { sequence: bigint; subject: string },
): ConsumerPosition {
  const filters = (config.filter_subjects ?? [config.filter_subject ?? ""]).filter(Boolean);
  const isOther = filters.length > 0 && !filters.some((filter) => covers(filter, subject));
  const known = {
    name,
    acknowledges: config.ack_policy !== "none",
    ackFloor: ack_floor.stream_seq,
    delivered: delivered.stream_seq,
  };
  if (isOther) return { ...known, state: "other-subject" };
  if (sequence <= known.ackFloor) return { ...known, state: "below-floor" };
  return { ...known, state: sequence > known.delivered ? "not-delivered" : "in-between" };
}
