import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import { type FoundObject, readFoundObject } from "@/lib/nats/objects";
import { downloadStalledMs } from "./limits";

/** Whom it is sent to, and who hears how far it is. */
export type SendObjectOptions = {
  out: ServerResponse;
  /** Writes the answer's head. */
  begin: () => void;
  signal: AbortSignal;
  onSent: (bytes: number) => void;
};

/**
 * Sends an object as the body of an answer, no faster than it is taken. The last piece goes out when size and digest
 * are right: who has all bytes takes them for whole. Where they are not, the connection breaks.
 */
export async function sendObject(
  nc: NatsConnection,
  found: FoundObject,
  { out, begin, signal, onSent }: SendObjectOptions,
): Promise<AppError | undefined> {
  const { name, sizeBytes: size } = found.info;
  const sizeBytes = Number(size);
  const gone = new AbortController();
  const onGone = () => gone.abort();
  // A write behind the end is an error event, and one that nobody hears ends the process.
  out.on("close", onGone).on("error", onGone);
  if (out.destroyed) onGone();
  // It may wait for a browser that takes nothing.
  signal.addEventListener("abort", () => out.destroy());
  let readBytes = 0;
  let last: Uint8Array | undefined;
  const send = async (bytes: Uint8Array, atBytes: number) => {
    if (!out.headersSent) begin();
    await write(out, bytes);
    onSent(atBytes);
  };
  try {
    const result = await readFoundObject(nc, found, {
      createHash: createNodeSha256,
      signal: AbortSignal.any([signal, gone.signal]),
      onChunk(chunk) {
        readBytes += chunk.length;
        if (readBytes < sizeBytes) return send(chunk, readBytes);
        // What comes behind the last byte is counted only: it makes the object a damaged one.
        if (readBytes === sizeBytes) last ??= chunk.slice();
        return undefined;
      },
    });
    if (result.ok) {
      await send(last ?? new Uint8Array(), sizeBytes);
      await end(out);
    }
    if (out.writableFinished) return undefined;
    if (result.ok || (gone.signal.aborted && !signal.aborted)) return leftBy(name);
    // A browser asks once more where a connection ends without a word; after a head, the download has failed.
    if (!out.headersSent && !out.destroyed && sizeBytes > 0) {
      begin();
      out.flushHeaders();
    }
    return result.error;
  } finally {
    if (!out.writableFinished) out.destroy();
  }
}

function leftBy(name: string): AppError {
  return {
    kind: "console",
    title: `Object ${name} was not downloaded to its end`,
    detail: "The browser broke it off, or took nothing for too long.",
  };
}

/** Comes back when the system has taken it, or nobody ever will. */
function write(out: ServerResponse, bytes: Uint8Array): Promise<void> {
  if (out.destroyed || bytes.length === 0) return Promise.resolve();
  return settleWith(out, (over) => out.write(bytes, over));
}

function end(out: ServerResponse): Promise<void> {
  if (out.destroyed) return Promise.resolve();
  return settleWith(out, (over) => out.end(over));
}

function settleWith(out: ServerResponse, act: (over: () => void) => unknown): Promise<void> {
  return new Promise((settle) => {
    const stalled = setTimeout(() => out.destroy(), downloadStalledMs);
    const over = () => {
      clearTimeout(stalled);
      out.off("close", over);
      settle();
    };
    out.once("close", over);
    act(over);
  });
}

function createNodeSha256() {
  const hash = createHash("sha256");
  return {
    update: (bytes: Uint8Array) => void hash.update(bytes),
    digest: () => new Uint8Array(hash.digest()),
  };
}
