import { toHeaders } from "./messages-row";
import type { RawMessage } from "./search-batch";
import { readSequence } from "./search-cut";
import { fromDirect, type StoredMessage } from "./stored-message";

/** A message that may be one of those looked for, in the shape of a direct get whatever brought it. */
export type Candidate = RawMessage | { raw: Uint8Array; bodyAt: number; stored: StoredMessage };

/** Writes a message as a direct get would have brought it. */
export function toCandidate(stored: StoredMessage, isDirect: boolean): Candidate {
  const { subject, sequence, data } = stored;
  const lines = toHeaders(stored, isDirect).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  lines.push("Nats-Stream: ", `Nats-Subject: ${subject}`, `Nats-Sequence: ${sequence}`);
  const head = encoder.encode(`NATS/1.0\r\n${lines.join("\r\n")}\r\n\r\n`);
  const raw = new Uint8Array(head.length + data.length);
  raw.set(head);
  raw.set(data, head.length);
  return { raw, bodyAt: head.length, stored };
}

/** Where it stands; behind the end of every stream where that is not told. */
export function sequenceOf(candidate: Candidate): bigint {
  if ("stored" in candidate) return candidate.stored.sequence;
  return readSequence(candidate.raw, candidate.bodyAt) ?? 1n << 64n;
}

/** All of it; undefined where it is no stored message. */
export function storedOf(candidate: Candidate): StoredMessage | undefined {
  return "stored" in candidate ? candidate.stored : fromDirect(candidate.message);
}

const encoder = new TextEncoder();
