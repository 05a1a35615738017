import { decodeLimits } from "./decode-limits";
import { joinBytes } from "./join-bytes";

/** What came out, up to the most that may. */
export type Unpacked = { bytes: Uint8Array; isCut: boolean };

// A stream gives out all that a piece holds before it takes heed of its reader, a thousand times as much as went in.
const pieceBytes = 4_096;

/** Unpacks as the browser does; cut while it streams, so that nobody holds what a bomb would become. */
export async function inflate(bytes: Uint8Array, format: CompressionFormat): Promise<Unpacked> {
  const { readable, writable } = new DecompressionStream(format);
  const reader = readable.getReader();
  const feeding = feed(writable, bytes);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { bytes: joinBytes(parts), isCut: false };
      const room = decodeLimits.outputBytes - size;
      parts.push(value.subarray(0, room));
      size += Math.min(room, value.length);
      if (value.length > room) return { bytes: joinBytes(parts), isCut: true };
    }
  } finally {
    // After the end this does nothing; before it, what is fed stops.
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

/** What is wrong with the bytes, the reader is told. */
async function feed(writable: WritableStream<BufferSource>, bytes: Uint8Array): Promise<void> {
  const writer = writable.getWriter();
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      await writer.ready;
      await writer.write(bytes.slice(at, at + pieceBytes));
    }
    await writer.close();
  } catch {
    return;
  }
}
