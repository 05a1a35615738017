import type { Format } from "@/lib/format/format";
import type { StreamSummary } from "@/lib/model/streams";

/** What a stream holds now, for those who are about to remove it. */
export function streamFact(stream: StreamSummary, format: Format): string {
  const { messages, bytes, consumers, atMs, lastMessageMs } = stream;
  const parts = [
    `${format.exact(messages)} ${messages === 1n ? "message" : "messages"}`,
    format.bytesText(bytes),
    `${format.exact(consumers)} ${consumers === 1 ? "consumer" : "consumers"}`,
  ];
  if (lastMessageMs !== undefined && atMs !== undefined) {
    parts.push(`last message ${format.age(Math.max(0, atMs - lastMessageMs))}`);
  }
  return parts.join(", ");
}
