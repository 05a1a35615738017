import { queryOptions } from "@tanstack/react-query";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

/** How often is read what somebody has opened. */
const beatMs = 2_000;

const live = {
  staleTime: 0,
  refetchInterval: beatMs,
  networkMode: "always",
  retry: false,
} as const;

/** One stream, with its whole configuration and state. */
export function streamQuery(connectionId: string, name: string) {
  return queryOptions({
    ...live,
    // From one look at a stream to another nothing is asked that was told just now.
    staleTime: beatMs / 2,
    queryKey: [connectionId, "stream", name],
    queryFn: () => unwrap(askWorker((worker) => worker.getStream(connectionId, name))),
  });
}

/** One consumer, with its whole configuration and state. */
export function consumerQuery(connectionId: string, stream: string, name: string) {
  return queryOptions({
    ...live,
    queryKey: [connectionId, "consumer", stream, name],
    queryFn: () => unwrap(askWorker((worker) => worker.getConsumer(connectionId, stream, name))),
  });
}

/** A stream's newest message, null where it has none; read once, and again when somebody asks for it. */
export function lastMessageQuery(
  connectionId: string,
  stream: string,
  wanted?: { whole: boolean },
) {
  const whole = wanted?.whole ?? false;
  return queryOptions({
    queryKey: [connectionId, "last-message", stream, { whole }],
    queryFn: () =>
      unwrap(askWorker((worker) => worker.getLastMessage(connectionId, stream, { whole }))),
    // A body is not kept once nobody looks at it.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: "always",
    retry: false,
  });
}
