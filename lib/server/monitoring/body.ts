import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip as gunzipWithCallback } from "node:zlib";
import { readJson } from "@/lib/nats/json";
import type { MonitoringError } from "./monitoring-error";

/** The JSON of the largest clusters stays below this; a bomb does not get past it (T26). */
const maxBodyBytes = 8 * 1024 * 1024;
const maxDepth = 64;
const gunzip = promisify(gunzipWithCallback);

type Read<T> = { ok: true; value: T } | { ok: false; error: MonitoringError };

/** Reads an answer's text to its end, or to the point where it is too much. It is safe to parse; nothing else of it is checked. */
export async function readBody(response: IncomingMessage): Promise<Read<string>> {
  const encoding = response.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip") {
    return refuse({ kind: "not-json", got: `content encoded as ${encoding.slice(0, 20)}` });
  }
  const received = await receive(response);
  if (!received) return refuse({ kind: "too-large", limitBytes: maxBodyBytes });
  if (encoding === "identity") return check(received.toString("utf8"));
  try {
    const plain = await gunzip(received, { maxOutputLength: maxBodyBytes });
    return check(plain.toString("utf8"));
  } catch (error) {
    return refuse(
      codeOf(error) === "ERR_BUFFER_TOO_LARGE"
        ? { kind: "too-large", limitBytes: maxBodyBytes }
        : { kind: "not-json", got: "broken gzip" },
    );
  }
}

async function receive(response: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function check(text: string): Read<string> {
  if (/^\s*</.test(text)) return refuse({ kind: "not-json", got: "a web page (HTML)" });
  if (!isShallow(text)) return refuse({ kind: "too-deep", limit: maxDepth });
  return { ok: true, value: text };
}

/** A body's JSON, with 64-bit integers exact. */
export function parseBody(text: string): Read<unknown> {
  try {
    return { ok: true, value: readJson(text) };
  } catch {
    return refuse({ kind: "not-json", got: "text that is not JSON" });
  }
}

/** Counted before it is parsed: what is parsed can be nested deeper than anything else bears. */
function isShallow(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted && code === backslash) at += 1;
    else if (code === quote) quoted = !quoted;
    else if (!quoted) depth += depthChange(code);
    if (depth > maxDepth) return false;
  }
  return true;
}

const quote = 0x22;
const backslash = 0x5c;

/** Brackets and braces differ from their closing ones by two. */
function depthChange(code: number): number {
  if (code === 0x5b || code === 0x7b) return 1;
  return code === 0x5d || code === 0x7d ? -1 : 0;
}

function refuse(error: MonitoringError): { ok: false; error: MonitoringError } {
  return { ok: false, error };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
