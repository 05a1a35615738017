import { headers, type NatsConnection } from "@nats-io/nats-core";

/** A message before it is sent. */
export type Letter = {
  subject: string;
  body: string | Uint8Array;
  headers: Record<string, string>;
};

/** Sends without waiting for the stream's answer; a repeated Nats-Msg-Id is dropped by the stream. */
export function post(connection: NatsConnection, letters: readonly Letter[]): void {
  for (const letter of letters) {
    const lines = headers();
    for (const [name, value] of Object.entries(letter.headers)) lines.set(name, value);
    connection.publish(letter.subject, letter.body, { headers: lines });
  }
}
