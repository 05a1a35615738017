import type { TailMessage } from "@/lib/model/tail";
import type { TailWire } from "@/lib/model/tail-wire";

const decoder = new TextDecoder();

/** A message to keep: nothing of it holds on to what came over the wire. */
export function readTailMessage(wire: TailWire, bodyBytes: number): Omit<TailMessage, "no"> {
  const { bytes, dataAt, dataEnd, headerBytes, stored } = wire;
  const bodyAt = dataAt + headerBytes;
  return {
    atMs: stored ? Number(stored.timeNs / 1_000n) / 1_000 : Date.now(),
    subject: decoder.decode(bytes.subarray(wire.subjectAt, wire.subjectEnd)),
    reply: decoder.decode(bytes.subarray(wire.replyAt, wire.replyEnd)),
    headers: headerBytes === 0 ? [] : readHeaders(bytes.subarray(dataAt, bodyAt)),
    body: bytes.slice(bodyAt, Math.min(dataEnd, bodyAt + bodyBytes)),
    bodyBytes: dataEnd - bodyAt,
    ...(stored ? { sequence: stored.sequence } : {}),
  };
}

/** As they were written: behind `NATS/1.0`, a line each. */
function readHeaders(bytes: Uint8Array): TailMessage["headers"] {
  const headers = new Map<string, string[]>();
  for (const line of decoder.decode(bytes).split("\r\n").slice(1)) {
    const colon = line.indexOf(":");
    if (colon === -1) continue;
    const name = line.slice(0, colon);
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return [...headers];
}
