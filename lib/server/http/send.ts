import { promisify } from "node:util";
import { gzip as gzipWithCallback } from "node:zlib";
import type { Context } from "hono";

const gzip = promisify(gzipWithCallback);
/** Below that it is smaller than what compressing it costs. */
const leastGzipBytes = 1_024;

/** Answers with JSON. A bigint is written as a string of its digits: no reader rounds it. */
export function sendJson(c: Context, value: unknown): Promise<Response> {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "bigint" ? String(part) : part,
  );
  return sendText(c, text, "application/json");
}

/** Answers with a text of the moment, packed for who takes it so. */
export function sendText(c: Context, text: string, type: string): Promise<Response> {
  return send(c, text, type);
}

/** Answers with bytes of the moment, packed for who takes them so. */
export function sendBytes(c: Context, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  return send(c, bytes, "application/octet-stream");
}

/** A text that several are answered with; it is packed for the first who takes it so. */
export type SharedText = { text: string; packed: () => Promise<Uint8Array<ArrayBuffer>> };

/** Makes a text one that is packed once. */
export function shareText(text: string): SharedText {
  let packed: Promise<Uint8Array<ArrayBuffer>> | undefined;
  return {
    text,
    packed: () => {
      packed ??= pack(text);
      return packed;
    },
  };
}

/** Answers with JSON that others are answered with, too. */
export function sendShared(c: Context, { text, packed }: SharedText): Promise<Response> {
  return send(c, text, "application/json", packed);
}

async function send(
  c: Context,
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
  packed: () => Promise<Uint8Array<ArrayBuffer>> = () => pack(body),
): Promise<Response> {
  const headers = { "Content-Type": type, "Cache-Control": "no-store", Vary: "Accept-Encoding" };
  if (body.length < leastGzipBytes || !takesGzip(c)) return c.body(body, 200, headers);
  return c.body(await packed(), 200, { ...headers, "Content-Encoding": "gzip" });
}

async function pack(body: string | Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await gzip(body, { level: 1 }));
}

function takesGzip(c: Context): boolean {
  const accepted = (c.req.header("Accept-Encoding") ?? "").split(",").map((one) => one.trim());
  return accepted.some((one) => /^gzip(?:;\s*q=(?!0(?:\.0*)?$).*)?$/i.test(one));
}
