import type { MsgHdrs, NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { type Asked, nobodyAnswers } from "./to-app-error";

/** The last message of a batch, and how many matching ones come behind it. */
export type BatchEnd = { last: bigint; pending: bigint };

/** What a server says behind the messages of a batch, or in their place. */
export function readBatchEnd(
  nc: NatsConnection,
  headers: MsgHdrs | undefined,
  asked: Asked,
): Reading<BatchEnd> {
  const { code = 0, description = "" } = headers ?? {};
  const told = (name: string) => {
    const digits = headers?.get(name) ?? "";
    return /^\d+$/.test(digits) ? BigInt(digits) : 0n;
  };
  if (code === 204) {
    const [last, pending] = [told("Nats-Last-Sequence"), told("Nats-Num-Pending")];
    return { ok: true, value: { last, pending } };
  }
  if (code === 404) return { ok: true, value: { last: 0n, pending: 0n } };
  if (code === 503) return { ok: false, error: nobodyAnswers(nc, asked) };
  return { ok: false, error: { kind: "jetstream", what: asked.what, code, description } };
}
