import type { Msg } from "@nats-io/nats-core";

/** No honest answer is longer; a bomb does not get past it (T26). */
export const longestAnswerBytes = 8 * 1024 * 1024;

/** The text of an answer, which may be compressed; throws where it is too long or broken. */
export async function answerText(message: Msg): Promise<string> {
  if (message.data.length > longestAnswerBytes) throw new Error("the answer is too long");
  if (message.headers?.get("Content-Encoding") !== "gzip") return message.string();
  return inflate(message.data);
}

/** Read as it comes: to read megabytes at once would hold up whoever waits. */
async function inflate(packed: Uint8Array): Promise<string> {
  const stream = new Blob([Uint8Array.from(packed)])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"));
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let sizeBytes = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    sizeBytes += next.value.length;
    if (sizeBytes > longestAnswerBytes) {
      await reader.cancel();
      throw new Error("the answer is too long");
    }
    parts.push(decoder.decode(next.value, { stream: true }));
  }
  return parts.join("") + decoder.decode();
}
