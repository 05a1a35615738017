import type { Msg, MsgHdrs } from "@nats-io/nats-core";
import { parseDelivery } from "./delivery";

/** A message as a stream keeps it. */
export type StoredMessage = {
  subject: string;
  sequence: bigint;
  timeNs: bigint;
  headers: MsgHdrs | undefined;
  /** A view into what came over the wire: copy what is to be kept. */
  data: Uint8Array;
  /** How many matching ones come after it. */
  pending: bigint;
};

/** The stored message that a consumer delivered; undefined for a status. */
export function fromDelivery({ subject, reply, headers, data }: Msg): StoredMessage | undefined {
  const delivery = parseDelivery(reply);
  if (!delivery) return undefined;
  const { streamSequence: sequence, timeNs, pending } = delivery;
  return { subject, sequence, timeNs, headers, data, pending };
}

/** The stored message that a direct get answered; undefined for anything else. */
export function fromDirect({
  headers,
  data,
}: Pick<Msg, "headers" | "data">): StoredMessage | undefined {
  // The server adds its own behind what is stored: a publisher may have written the same names.
  const told = (name: string) => headers?.values(name).at(-1) ?? "";
  const subject = told("Nats-Subject");
  const sequence = told("Nats-Sequence");
  if (!headers || subject === "" || !/^\d+$/.test(sequence)) return undefined;
  const pending = told("Nats-Num-Pending");
  return {
    subject,
    sequence: BigInt(sequence),
    timeNs: parseTimeNs(told("Nats-Time-Stamp")) ?? 0n,
    headers,
    data,
    pending: /^\d+$/.test(pending) ? BigInt(pending) : 0n,
  };
}

/** A time as NATS writes it, with up to nine digits behind the second; undefined for anything else. */
export function parseTimeNs(text: string): bigint | undefined {
  const [, second, fraction = "", zone] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const ms = Date.parse(`${second}${zone}`);
  if (Number.isNaN(ms)) return undefined;
  return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}
