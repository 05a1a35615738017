import type { Duplex } from "node:stream";
import { z } from "zod";

const infoSchema = z.looseObject({
  server_id: z.string(),
  server_name: z.string().default(""),
  version: z.string(),
  max_payload: z.number().int().positive(),
  proto: z.number().default(0),
  headers: z.boolean().default(false),
  jetstream: z.boolean().default(false),
  nonce: z.string().optional(),
  auth_required: z.boolean().optional(),
  tls_required: z.boolean().optional(),
  tls_available: z.boolean().optional(),
  tls_verify: z.boolean().optional(),
  cluster: z.string().optional(),
  domain: z.string().optional(),
  client_id: z.number().optional(),
  connect_urls: z.array(z.string()).nullish(),
});

/** What a NATS server says of itself first, field names as on the wire; unknown fields are kept. */
export type ServerInfo = z.infer<typeof infoSchema>;

/** An INFO of the largest clusters with hundreds of addresses stays far below this. */
const maxInfoBytes = 1024 * 1024;

/** The first line of a stream, or what came instead of it. */
export type Hello =
  | { ok: true; info: ServerInfo; early: boolean }
  | { ok: false; kind: "not-nats"; got: string }
  | { ok: false; kind: "closed" };

/** Reads `INFO {…}`, with or without the verb; undefined when it is none. */
export function parseInfo(text: string): ServerInfo | undefined {
  const json = text.replace(/^INFO\s+/i, "");
  try {
    const parsed = infoSchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads the INFO line and puts whatever followed it back into the stream, which is left paused.
 * Rejects when the signal fires or the stream fails.
 */
export function readInfo(stream: Duplex, signal: AbortSignal): Promise<Hello> {
  return new Promise((resolve, reject) => {
    let seen: Buffer = Buffer.alloc(0);
    const stop = () => {
      stream.off("data", onData).off("error", onError).off("close", onClose).off("end", onClose);
      signal.removeEventListener("abort", onAbort);
      stream.pause();
    };
    const onData = (chunk: Buffer) => {
      seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
      const hello = helloOf(seen);
      if (!hello) return;
      stop();
      const lineEnd = seen.indexOf(10) + 1;
      if (hello.ok && lineEnd < seen.length) stream.unshift(seen.subarray(lineEnd));
      resolve(hello);
    };
    const onError = (error: Error) => {
      stop();
      reject(error);
    };
    const onClose = () => {
      stop();
      resolve({ ok: false, kind: "closed" });
    };
    const onAbort = () => {
      stop();
      reject(signal.reason);
    };
    if (signal.aborted) return onAbort();
    if (stream.destroyed) return onClose();
    signal.addEventListener("abort", onAbort);
    stream.on("data", onData).on("error", onError).on("close", onClose).on("end", onClose);
    stream.resume();
  });
}

function helloOf(seen: Buffer): Hello | undefined {
  const start = seen.subarray(0, 5).toString("latin1");
  const foreign = !"INFO ".startsWith(start.toUpperCase());
  const lineEnd = seen.indexOf(10);
  if (!foreign && lineEnd === -1 && seen.length <= maxInfoBytes) return undefined;
  const info =
    foreign || lineEnd === -1 ? undefined : parseInfo(seen.toString("utf8", 0, lineEnd).trimEnd());
  if (!info) return { ok: false, kind: "not-nats", got: firstWords(seen) };
  return { ok: true, info, early: lineEnd + 1 < seen.length };
}

function firstWords(seen: Buffer): string {
  const line =
    seen
      .subarray(0, 40)
      .toString("latin1")
      .split(/[\r\n]/, 1)[0] ?? "";
  return line.replace(/[^\x20-\x7e]/g, ".");
}
