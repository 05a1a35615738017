import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";

const passing: readonly AppError["kind"][] = [
  ...(["disconnected", "timeout", "no-jetstream", "no-api", "no-responders", "electing"] as const),
];

/** Whether it is worth another try: while a leader is elected JetStream seems to be off, or silent. */
export function isPassing({ kind }: AppError, nc?: NatsConnection): boolean {
  return !nc?.isClosed() && passing.includes(kind);
}
