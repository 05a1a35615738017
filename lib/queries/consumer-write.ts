import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { NewConsumer, PauseWish } from "@/lib/model/consumer-write";
import { askWorker } from "@/lib/worker/client";
import { consumerQuery } from "./stream-detail";
import { unwrap } from "./unwrap";

/** Makes a consumer; lists hear of it with their next beat. */
export function createConsumerMutation(connectionId: string) {
  return mutationOptions({
    mutationFn: (wish: NewConsumer) =>
      unwrap(askWorker((worker) => worker.createConsumer(connectionId, wish))),
    networkMode: "always",
  });
}

/** A consumer by the names that lead to it. */
type Named = { connectionId: string; stream: string; name: string };

/** Removes a consumer and its place. */
export function deleteConsumerMutation({ connectionId, stream, name }: Named) {
  return mutationOptions({
    mutationFn: () =>
      unwrap(askWorker((worker) => worker.deleteConsumer(connectionId, stream, name))),
    networkMode: "always",
  });
}

/** Lets a consumer rest; however it ends, the consumer is read anew. */
export function pauseConsumerMutation(client: QueryClient, named: Named) {
  const { connectionId, stream, name } = named;
  return mutationOptions({
    mutationFn: (wish: PauseWish) =>
      unwrap(askWorker((worker) => worker.pauseConsumer(connectionId, { stream, name, wish }))),
    networkMode: "always",
    onSettled: () => readAnew(client, named),
  });
}

/** Lets a paused consumer go on. */
export function resumeConsumerMutation(client: QueryClient, named: Named) {
  const { connectionId, stream, name } = named;
  return mutationOptions({
    mutationFn: () =>
      unwrap(askWorker((worker) => worker.resumeConsumer(connectionId, stream, name))),
    networkMode: "always",
    onSettled: () => readAnew(client, named),
  });
}

function readAnew(client: QueryClient, { connectionId, stream, name }: Named) {
  return client.invalidateQueries(consumerQuery(connectionId, stream, name));
}

/** Where the next message for a consumer is; asked for once, by whoever wants to open it. */
export function nextMessageQuery(
  connectionId: string,
  stream: string,
  place: { from: bigint; filterSubjects: readonly string[] },
) {
  return queryOptions({
    queryKey: [connectionId, "next-message", stream, String(place.from), place.filterSubjects],
    queryFn: () =>
      unwrap(askWorker((worker) => worker.findNextMessage(connectionId, stream, place))),
    staleTime: 0,
    gcTime: 0,
    networkMode: "always",
    retry: false,
  });
}
