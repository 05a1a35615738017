import type { Msg } from "@nats-io/nats-core";
import type { TailMessage } from "@/lib/model/tail";

const encoder = new TextEncoder();

/**
 * What nats.js keeps of the protocol's line: making a text of each subject costs more than all the rest. It may be
 * another one day; then the message itself is asked.
 */
type Wire = Msg & {
  _msg?: { subject?: Uint8Array; size?: number };
  _rdata?: Uint8Array;
};

/** The bytes of a message's subject. */
export function readSubjectBytes(message: Wire): Uint8Array {
  return message._msg?.subject ?? encoder.encode(message.subject);
}

/** How big headers and payload are together. */
export function readSizeBytes(message: Wire): number {
  return message._msg?.size ?? message.data.length;
}

/** Headers and payload, as they came. */
export function readData(message: Wire): Uint8Array {
  return message._rdata ?? message.data;
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
