import { headers, type Msg, type MsgHdrs, type NatsConnection } from "@nats-io/nats-core";
import { fillIn, type GeneratedValues } from "@/lib/format/generated-values";
import type { HeaderLine, MessageTemplate, OutgoingMessage } from "@/lib/model/publish";

/** The message that a template makes with these values. */
export function fillTemplate(template: MessageTemplate, values: GeneratedValues): OutgoingMessage {
  const { subject, reply, payload } = template;
  return {
    subject: fillIn(subject, values),
    ...(reply === undefined ? {} : { reply: fillIn(reply, values) }),
    headers: fillHeaders(template.headers, values),
    payload: fillPayload(payload, values),
  };
}

/** Header lines with the values in place. */
export function fillHeaders(lines: readonly HeaderLine[], values: GeneratedValues): HeaderLine[] {
  return lines.map(({ name, value }) => ({ name, value: fillIn(value, values) }));
}

/** A payload with the values in place; the bytes of a file stay as they are. */
export function fillPayload(payload: string | Uint8Array, values: GeneratedValues): Uint8Array {
  return typeof payload === "string" ? new TextEncoder().encode(fillIn(payload, values)) : payload;
}

/** Header lines as the client wants them, in their order and with their own capitals. */
export function toHeaders(lines: readonly HeaderLine[]): MsgHdrs | undefined {
  if (lines.length === 0) return undefined;
  const made = headers();
  for (const { name, value } of lines) made.append(name, value);
  return made;
}

/** The headers of a message, one line a value. */
export function readHeaders({ headers: read }: Msg): HeaderLine[] {
  if (!read) return [];
  return read.keys().flatMap((name) => read.values(name).map((value) => ({ name, value })));
}

/** How large a message is to the server, and what that takes at most; undefined where it fits. */
export function tooLarge(
  nc: NatsConnection,
  { headers: lines, payload }: OutgoingMessage,
): { sizeBytes: number; maxBytes: number } | undefined {
  const maxBytes = nc.info?.max_payload ?? Number.POSITIVE_INFINITY;
  const sizeBytes = payload.length + headerBytes(lines);
  return sizeBytes > maxBytes ? { sizeBytes, maxBytes } : undefined;
}

/** `NATS/1.0`, a line each, and an empty one. */
function headerBytes(lines: readonly HeaderLine[]): number {
  if (lines.length === 0) return 0;
  const text = lines.map(({ name, value }) => `${name}: ${value}\r\n`).join("");
  return new TextEncoder().encode(`NATS/1.0\r\n${text}\r\n`).length;
}
