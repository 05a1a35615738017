"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormat } from "@/components/ui/use-format";
import type { AppError } from "@/lib/errors/app-error";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { consumerQuery } from "@/lib/queries/stream-detail";

type Props = {
  /** Why it is not known to be done. */
  error: AppError | null;
  connectionId: string;
  stream: string;
  name: string;
};

/** R05: nothing is sent twice; where no answer came, what NATS says of the consumer now is read instead. */
export function ConsumerOutcome({ error, connectionId, stream, name }: Props) {
  const isUnknown = error?.kind === "not-done" && unanswered.has(error.cause.kind);
  const format = useFormat();
  const { data, error: why } = useQuery({
    ...consumerQuery(connectionId, stream, name),
    enabled: isUnknown,
  });
  if (!isUnknown) return null;
  return (
    <p role="status" className="text-small">
      {why?.kind === "not-found" && `NATS says now: ${stream} has no consumer ${name}.`}
      {why && why.kind !== "not-found" && "NATS does not say yet; it is asked again."}
      {!why && data && `NATS says now: consumer ${name} is there${stateOf(data.summary, format)}.`}
    </p>
  );
}

const unanswered = new Set<AppError["kind"]>(["timeout", "disconnected", "console-away"]);

function stateOf({ pausedUntilMs }: ConsumerSummary, { moment }: ReturnType<typeof useFormat>) {
  return pausedUntilMs === undefined
    ? " and not paused"
    : `, paused until ${moment(pausedUntilMs)}`;
}
