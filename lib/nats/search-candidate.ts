import { MsgHdrsImpl } from "@nats-io/nats-core";
import { toHeaders } from "./messages-row";
import { formatTimeNs } from "./messages-time";
import { readSequence } from "./search-cut";
import { fromDirect, type StoredMessage } from "./stored-message";

/** A message that may be one of those looked for, as a direct get brings it: headers, and from `bodyAt` on the payload. */
export type Candidate = { raw: Uint8Array; bodyAt: number };

/** Takes a message out of the bytes that came, which are overwritten by what comes next. */
export function copyCandidate(
  bytes: Uint8Array,
  from: number,
  bodyAt: number,
  to: number,
): Candidate {
  return { raw: bytes.slice(from, to), bodyAt: bodyAt - from };
}

/** Writes a message as a direct get would have brought it, whatever brought it. */
export function toCandidate(stored: StoredMessage, isDirect: boolean): Candidate {
  const { subject, sequence, timeNs, data } = stored;
  const lines = toHeaders(stored, isDirect).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  lines.push("Nats-Stream: ", `Nats-Subject: ${subject}`, `Nats-Sequence: ${sequence}`);
  lines.push(`Nats-Time-Stamp: ${formatTimeNs(timeNs)}`);
  const head = encoder.encode(`NATS/1.0\r\n${lines.join("\r\n")}\r\n\r\n`);
  const raw = new Uint8Array(head.length + data.length);
  raw.set(head);
  raw.set(data, head.length);
  return { raw, bodyAt: head.length };
}

/** Where it stands; behind the end of every stream where that is not told. */
export function sequenceOf({ raw, bodyAt }: Candidate): bigint {
  return readSequence(raw, bodyAt) ?? 1n << 64n;
}

/** All of it; undefined where it is no stored message. */
export function storedOf({ raw, bodyAt }: Candidate): StoredMessage | undefined {
  const headers = MsgHdrsImpl.decode(raw.subarray(0, bodyAt));
  return fromDirect({ headers, data: raw.subarray(bodyAt) });
}

const encoder = new TextEncoder();
