import type { AppError, Reading } from "@/lib/errors/app-error";
import { encodeBase64Url } from "./base64url";
import { inWords } from "./object-info";
import { createSha256 } from "./sha256";

/** A file, cut into chunks and hashed while it is read. */
export type ChunkSource = {
  /** The next chunk; undefined behind the last. */
  next(): Promise<Reading<Uint8Array | undefined>>;
  /** Those that come are at most so large. */
  cut(chunkBytes: number): void;
  /** Behind the last chunk. */
  digest(): string;
};

/** So much is read at once; while it is sent the next is read. */
const pieceBytes = 2 * 1024 * 1024;

/** Nothing is read before the first chunk is asked for. */
export function openSource(name: string, file: Blob, firstChunkBytes: number): ChunkSource {
  const hash = createSha256();
  let chunkBytes = firstChunkBytes;
  let readBytes = 0;
  let piece: Uint8Array = new Uint8Array();
  let ahead: Promise<Reading<Uint8Array>> | undefined;

  const readOn = () => {
    const whole = Math.max(1, Math.floor(pieceBytes / chunkBytes)) * chunkBytes;
    const end = Math.min(file.size, readBytes + whole);
    const length = end - readBytes;
    const read = readPiece(name, file.slice(readBytes, end), length);
    readBytes = end;
    return read;
  };
  const turn = async (): Promise<AppError | undefined> => {
    const read = await (ahead ?? readOn());
    if (!read.ok) return read.error;
    piece = read.value;
    hash.update(piece);
    ahead = readBytes < file.size ? readOn() : undefined;
    return undefined;
  };
  return {
    async next() {
      if (piece.length === 0 && (ahead || readBytes < file.size)) {
        const error = await turn();
        if (error) return { ok: false, error };
      }
      if (piece.length === 0) return { ok: true, value: undefined };
      const chunk = piece.subarray(0, chunkBytes);
      piece = piece.subarray(chunkBytes);
      return { ok: true, value: chunk };
    },
    cut(bytes) {
      chunkBytes = bytes;
    },
    digest: () => `SHA-256=${encodeBase64Url(hash.digest())}`,
  };
}

async function readPiece(name: string, part: Blob, length: number): Promise<Reading<Uint8Array>> {
  try {
    const bytes = new Uint8Array(await part.arrayBuffer());
    if (bytes.length === length) return { ok: true, value: bytes };
  } catch {
    // The browser gives no reason but that it can't.
  }
  const title = `${inWords(name)} was not uploaded`;
  const detail =
    "The file can't be read to its end: it was changed, moved or taken away meanwhile.";
  return { ok: false, error: { kind: "console", title, detail } };
}
