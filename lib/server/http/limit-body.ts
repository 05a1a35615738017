import type { MiddlewareHandler } from "hono";

/**
 * Refuses a body that is too long. One in chunks is counted while it is read. (Hono's own makes a new Request of the old
 * one, which Node does not take from another Request class.)
 */
export function limitBody(maxBytes: number): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.header("transfer-encoding") === undefined) {
      const length = Number(c.req.header("content-length") ?? 0);
      return length > maxBytes ? c.json(tooLong, 413) : next();
    }
    const body = await readUpTo(c.req.raw.body, maxBytes);
    if (!body) return c.json(tooLong, 413);
    const { method, headers } = c.req.raw;
    c.req.raw = new Request(c.req.url, { method, headers: [...headers], body });
    return next();
  };
}

const tooLong = { error: { title: "The body is too long." } };

async function readUpTo(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream?.getReader();
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    size += next.value.length;
    if (size > maxBytes) return undefined;
    chunks.push(next.value);
  }
  return Buffer.concat(chunks);
}
