import type { MsgHdrs, NatsConnection, Payload } from "@nats-io/nats-core";

/** Beyond 10,000 that wait to be stored, nats-server drops messages. */
const chunk = 5_000;

/** Stores so many messages, counted from 1, a million in a few seconds: each chunk waits until its last one is stored. */
export async function fillStream(
  nc: NatsConnection,
  count: number,
  messageOf: (n: number) => { subject: string; payload?: Payload; headers?: MsgHdrs },
): Promise<void> {
  for (let n = 1; n <= count; n++) {
    const { subject, payload = "", ...rest } = messageOf(n);
    if (n % chunk !== 0 && n !== count) nc.publish(subject, payload, rest);
    else await nc.request(subject, payload, { timeout: 20_000, ...rest });
  }
}
