import type { NatsConnection } from "@nats-io/nats-core";

/** Beyond 10,000 that wait to be stored, nats-server drops messages. */
const chunk = 5_000;

/** Stores so many messages, a million in a few seconds: each chunk waits until its last one is stored. */
export async function fillStream(
  nc: NatsConnection,
  count: number,
  messageOf: (n: number) => { subject: string; payload?: string },
): Promise<void> {
  for (let n = 1; n <= count; n++) {
    const { subject, payload = "" } = messageOf(n);
    if (n % chunk === 0 || n === count) await nc.request(subject, payload, { timeout: 20_000 });
    else nc.publish(subject, payload);
  }
}
