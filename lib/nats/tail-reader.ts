import type { Msg } from "@nats-io/nats-core";
import type { TailMessage } from "@/lib/model/tail";

const encoder = new TextEncoder();

/** The bytes of a message's subject, as nats.js has them: making a text of each costs more than all the rest. */
export function readSubjectBytes(message: Msg): Uint8Array {
  const wire = wireOf(message);
  return wire?.subject instanceof Uint8Array ? wire.subject : encoder.encode(message.subject);
}

/** How big headers and payload are together. */
export function readSizeBytes(message: Msg): number {
  const size = wireOf(message)?.size;
  return typeof size === "number" && size >= 0 ? size : message.data.length;
}

/** Headers and payload, as they came. */
export function readData(message: Msg): Uint8Array {
  const whole = "_rdata" in message ? message._rdata : undefined;
  return whole instanceof Uint8Array ? whole : message.data;
}

/** A message to keep: nothing of it holds on to what came over the wire. */
export function readTailMessage(message: Msg, bodyBytes: number): Omit<TailMessage, "no"> {
  const { headers, data } = message;
  return {
    atMs: Date.now(),
    subject: message.subject,
    reply: message.reply ?? "",
    headers: headers ? [...headers].map(([name, values]) => [name, values]) : [],
    body: data.slice(0, bodyBytes),
    bodyBytes: data.length,
  };
}

/** What nats.js keeps of the protocol's line; it may be another one day, then the message itself is asked. */
function wireOf(message: Msg): { subject?: unknown; size?: unknown } | undefined {
  const wire = "_msg" in message ? message._msg : undefined;
  return typeof wire === "object" && wire !== null ? wire : undefined;
}
