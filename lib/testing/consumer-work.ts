import { setTimeout as pause } from "node:timers/promises";
import type { NatsConnection } from "@nats-io/nats-core";
import type { ConsumerSummary } from "@/lib/model/consumers";

/** How old the first message for a consumer behind a place was when it was read, asked of the server itself. */
export async function trueAge(
  nc: NatsConnection,
  row: ConsumerSummary,
  place: "delivered" | "ackFloor",
): Promise<number> {
  const seq = Number(row[place].streamSequence) + 1;
  const filters = row.filterSubjects.length > 0 ? row.filterSubjects : [">"];
  const times = await Promise.all(
    filters.map(async (next_by_subj) => {
      const asked = JSON.stringify({ seq, next_by_subj });
      const answer = await nc.request(`$JS.API.STREAM.MSG.GET.${row.stream}`, asked);
      const { message } = answer.json<{ message?: { time: string } }>();
      return message ? Date.parse(message.time) : Number.POSITIVE_INFINITY;
    }),
  );
  return ((row.atMs ?? Number.NaN) - Math.min(...times)) / 1_000;
}

/** Fetches so many, as far as they are there, without an acknowledgement. */
export async function takeSome(
  nc: NatsConnection,
  stream: string,
  consumer: string,
  count: number,
): Promise<string[]> {
  const replies: string[] = [];
  const inbox = `taken.${crypto.randomUUID()}`;
  const subscription = nc.subscribe(inbox, { max: count });
  const asked = JSON.stringify({ batch: count, no_wait: true });
  nc.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, asked, { reply: inbox });
  for await (const { reply, headers } of subscription) {
    if (headers?.code) break;
    if (reply) replies.push(reply);
  }
  subscription.unsubscribe();
  return replies;
}

/** Takes so many and acknowledges them. */
export async function workOff(
  nc: NatsConnection,
  stream: string,
  consumer: string,
  count: number,
): Promise<number> {
  const replies = await takeSome(nc, stream, consumer, count);
  for (const reply of replies) nc.publish(reply, "+ACK");
  return replies.length;
}

/** Does something again and again at an even pace, until it says that it is over. */
export async function atPace(everyMs: number, run: (n: number) => Promise<boolean>): Promise<void> {
  const beganMs = performance.now();
  for (let n = 0; await run(n); n++) {
    await pause(Math.max(0, beganMs + (n + 1) * everyMs - performance.now()));
  }
}
