import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { pipeline } from "node:stream/promises";

/** How patient a download is, and whom it trusts besides the system's authorities. */
export type DownloadOptions = {
  /** For connecting, and for any pause in between. */
  silenceMs?: number;
  ca?: string;
  signal?: AbortSignal;
  onBytes?: (doneBytes: number, totalBytes: number | undefined) => void;
};

const defaultSilenceMs = 6_000;
const maxRedirects = 5;
const longestTextBytes = 256 * 1024;

/** Reads a small text over TLS. Throws with words fit for a person. */
export async function downloadText(url: string, options: DownloadOptions): Promise<string> {
  const response = await open(url, options);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > longestTextBytes) throw new Error("the answer is far too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Saves a file that is fetched over TLS, and says its SHA-256 digest. Throws like `downloadText`. */
export async function downloadFile(
  url: string,
  file: string,
  options: DownloadOptions,
): Promise<string> {
  const response = await open(url, options);
  const totalBytes = Number(response.headers["content-length"]) || undefined;
  const digest = createHash("sha256");
  let doneBytes = 0;
  response.on("data", (chunk: Buffer) => {
    digest.update(chunk);
    doneBytes += chunk.length;
    options.onBytes?.(doneBytes, totalBytes);
  });
  await pipeline(response, createWriteStream(file));
  return digest.digest("hex");
}

async function open(url: string, options: DownloadOptions): Promise<IncomingMessage> {
  let next = new URL(url);
  for (let hop = 0; hop <= maxRedirects; hop++) {
    if (next.protocol !== "https:") throw new Error("was sent to an address without TLS");
    const response = await request(next, options);
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return response;
    response.destroy();
    if (statusCode < 300 || statusCode > 399 || !headers.location) {
      throw new Error(`${next.host} answered ${statusCode}`);
    }
    next = new URL(headers.location, next);
  }
  throw new Error("was redirected too often");
}

function request(url: URL, options: DownloadOptions): Promise<IncomingMessage> {
  const { silenceMs = defaultSilenceMs, ca, signal } = options;
  return new Promise((resolve, reject) => {
    // `agent: false`: no kept-alive socket may outlive the download and hold the process.
    const outgoing = get(url, { agent: false, ca, signal }, (response) => {
      clearTimeout(first);
      response.setTimeout(silenceMs, () => response.destroy(silence()));
      resolve(response);
    });
    const silence = (): Error => new Error(`${url.host} said nothing for ${silenceMs / 1000} s`);
    // A socket's own time-out does not cover looking up the name.
    const first = setTimeout(() => outgoing.destroy(silence()), silenceMs);
    outgoing.once("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(first);
      reject(explain(error, url.host));
    });
  });
}

function explain(error: NodeJS.ErrnoException, host: string): Error {
  if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN") {
    return new Error(`${host} can't be found (${error.code}): no network, or no name service`);
  }
  if (error.name === "AbortError") return new Error("was stopped");
  if (error.code === "ECONNREFUSED") return new Error(`${host} refused the connection`);
  return new Error(`${host}: ${error.message}`);
}
