import { isReadable, toBase64, toText } from "@/lib/format/payload";
import type { TailMessage } from "@/lib/model/tail";

/** Messages as a file of JSON lines; a payload that is no text is written in base64. */
export function toTailFile(messages: readonly TailMessage[]): Blob {
  return new Blob(messages.map(toLine), { type: "application/x-ndjson" });
}

function toLine({ atMs, sequence, subject, reply, headers, body, bodyBytes }: TailMessage): string {
  const read = toText(body);
  const isText = read.invalid === 0 && isReadable(read);
  const line = {
    // The sequence as text: every digit counts.
    ...(sequence === undefined
      ? { receivedAt: new Date(atMs).toISOString() }
      : { sequence: String(sequence), storedAt: new Date(atMs).toISOString() }),
    subject,
    ...(reply === "" ? {} : { reply }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(isText ? { payload: read.text } : { payloadBase64: toBase64(body) }),
    ...(body.byteLength < bodyBytes ? { payloadBytes: bodyBytes, payloadIsCut: true } : {}),
  };
  return `${JSON.stringify(line)}\n`;
}
