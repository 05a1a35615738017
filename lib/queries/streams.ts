import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { NewStream, PurgeWish } from "@/lib/model/stream-write";
import { askWorker } from "@/lib/worker/client";
import { unwrap } from "./unwrap";

/** Makes a stream. Lists hear of it by the server's own advisory. */
export function createStreamMutation(connectionId: string) {
  return mutationOptions({
    mutationFn: (stream: NewStream) =>
      unwrap(askWorker((worker) => worker.createStream(connectionId, stream))),
    networkMode: "always",
  });
}

/** Removes messages of a stream. */
export function purgeStreamMutation(connectionId: string, stream: string) {
  return mutationOptions({
    mutationFn: (wish: PurgeWish) =>
      unwrap(askWorker((worker) => worker.purgeStream(connectionId, stream, wish))),
    networkMode: "always",
  });
}

/** Removes a stream with all that it holds. */
export function deleteStreamMutation(connectionId: string, stream: string) {
  return mutationOptions({
    mutationFn: () => unwrap(askWorker((worker) => worker.deleteStream(connectionId, stream))),
    networkMode: "always",
  });
}

/** The stored subjects directly below one; read when they are looked at, and again when somebody asks for it. */
export function subjectLevelQuery(
  connectionId: string,
  stream: string,
  { under, most }: { under: string; most: number },
) {
  return queryOptions({
    queryKey: [connectionId, "subjects", stream, under, most],
    queryFn: () =>
      unwrap(askWorker((worker) => worker.getSubjectLevel(connectionId, stream, { under, most }))),
    staleTime: 30_000,
    gcTime: 30_000,
    refetchOnWindowFocus: false,
    networkMode: "always",
    retry: false,
  });
}
